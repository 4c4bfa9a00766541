package dev.mysqlasync.driver;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscriber that keeps what it is given, and insists on the order of signals. */
public final class StreamReader<T> implements Flow.Subscriber<T> {

    private final List<T> rows = new CopyOnWriteArrayList<>();
    private final CompletableFuture<T> first = new CompletableFuture<>();
    private final CompletableFuture<List<T>> end = new CompletableFuture<>();
    private final long wantedAtOnce;
    private final Consumer<StreamReader<T>> onRow;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;
    private volatile boolean complete;
    private volatile boolean signalling;

    /** One that asks for so many rows as it subscribes. */
    public StreamReader(long wantedAtOnce) {
        this(wantedAtOnce, reader -> {});
    }

    private StreamReader(long wantedAtOnce, Consumer<StreamReader<T>> onRow) {
        this.wantedAtOnce = wantedAtOnce;
        this.onRow = onRow;
    }

    /** One that has subscribed. */
    public static <T> StreamReader<T> of(Flow.Publisher<T> publisher, long wantedAtOnce) {
        return of(publisher, wantedAtOnce, reader -> {});
    }

    /** One that besides does something at each row, when that is in {@link #rows}. */
    public static <T> StreamReader<T> of(
            Flow.Publisher<T> publisher, long wantedAtOnce, Consumer<StreamReader<T>> onRow) {
        StreamReader<T> reader = new StreamReader<>(wantedAtOnce, onRow);
        publisher.subscribe(reader);
        return reader;
    }

    public void request(long rows) {
        Objects.requireNonNull(subscription).request(rows);
    }

    public void cancel() {
        Objects.requireNonNull(subscription).cancel();
    }

    /** Those that have come so far. */
    public List<T> rows() {
        return rows;
    }

    /** The first row, when it comes. */
    public CompletableFuture<T> first() {
        return first;
    }

    /** All rows, when the stream is complete. */
    public CompletableFuture<List<T>> end() {
        return end;
    }

    public boolean isComplete() {
        return complete;
    }

    public boolean isOver() {
        return complete || failure != null;
    }

    public @Nullable Throwable failure() {
        return failure;
    }

    // --- signals ---------------------------------------------------------------------------------------------------

    @Override
    public void onSubscribe(Flow.Subscription given) {
        insist(subscription == null, "subscribed twice");
        subscription = given;
        if (wantedAtOnce != 0) {
            signalled(() -> given.request(wantedAtOnce));
        }
    }

    @Override
    public void onNext(T row) {
        signalled(() -> {
            rows.add(row);
            first.complete(row);
            onRow.accept(this);
        });
    }

    @Override
    public void onError(Throwable thrown) {
        signalled(() -> {
            failure = thrown;
            end.completeExceptionally(thrown);
        });
    }

    @Override
    public void onComplete() {
        signalled(() -> {
            complete = true;
            end.complete(rows);
        });
    }

    private void signalled(Runnable reaction) {
        insist(!signalling, "a signal within a signal");
        insist(subscription != null, "a signal before onSubscribe");
        insist(!isOver(), "a signal after the last");
        signalling = true;
        try {
            reaction.run();
        } finally {
            signalling = false;
        }
    }

    private static void insist(boolean right, String otherwise) {
        if (!right) {
            throw new AssertionError(otherwise);
        }
    }
}

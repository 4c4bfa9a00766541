package dev.mysqlasync.tests.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscriber that keeps what it is given; its future completes with the stream. */
final class RowReader<T> implements Flow.Subscriber<T> {

    private final List<T> rows = new CopyOnWriteArrayList<>();
    private final CompletableFuture<List<T>> end = new CompletableFuture<>();
    private final long wantedAtOnce;
    private final Consumer<RowReader<T>> onRow;
    private volatile Flow.@Nullable Subscription subscription;

    private RowReader(long wantedAtOnce, Consumer<RowReader<T>> onRow) {
        this.wantedAtOnce = wantedAtOnce;
        this.onRow = onRow;
    }

    static <T> RowReader<T> of(Flow.Publisher<T> publisher, long wantedAtOnce) {
        return of(publisher, wantedAtOnce, reader -> {});
    }

    static <T> RowReader<T> of(Flow.Publisher<T> publisher, long wantedAtOnce, Consumer<RowReader<T>> onRow) {
        RowReader<T> reader = new RowReader<>(wantedAtOnce, onRow);
        publisher.subscribe(reader);
        return reader;
    }

    void request(long rows) {
        subscription.request(rows);
    }

    void cancel() {
        subscription.cancel();
    }

    List<T> rows() {
        return rows;
    }

    /** All rows, when the stream is complete. */
    CompletableFuture<List<T>> end() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (wantedAtOnce > 0) {
            subscription.request(wantedAtOnce);
        }
    }

    @Override
    public void onNext(T row) {
        rows.add(row);
        onRow.accept(this);
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(rows);
    }
}

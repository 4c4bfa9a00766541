package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscriber that keeps what it is given, and insists on the order of signals. */
final class StreamReader<T> implements Flow.Subscriber<T> {

    private final List<T> rows = new ArrayList<>();
    private final long wantedAtOnce;
    private Consumer<StreamReader<T>> onRow = reader -> {};
    private Flow.@Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private boolean complete;
    private boolean signalling;

    private StreamReader(long wantedAtOnce) {
        this.wantedAtOnce = wantedAtOnce;
    }

    /** A subscriber that asks for so many rows as it subscribes. */
    static <T> StreamReader<T> of(Flow.Publisher<T> publisher, long wantedAtOnce) {
        return of(publisher, wantedAtOnce, reader -> {});
    }

    /** One that besides does something at each row, when that is in {@link #rows}. */
    static <T> StreamReader<T> of(Flow.Publisher<T> publisher, long wantedAtOnce, Consumer<StreamReader<T>> onRow) {
        StreamReader<T> reader = new StreamReader<>(wantedAtOnce);
        reader.onRow = onRow;
        publisher.subscribe(reader);
        return reader;
    }

    void request(long rows) {
        Objects.requireNonNull(subscription).request(rows);
    }

    void cancel() {
        Objects.requireNonNull(subscription).cancel();
    }

    List<T> rows() {
        return rows;
    }

    boolean isComplete() {
        return complete;
    }

    boolean isOver() {
        return complete || failure != null;
    }

    Throwable failure() {
        return Objects.requireNonNull(failure, "the stream has not failed");
    }

    // --- signals ---------------------------------------------------------------------------------------------------

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        assertThat(this.subscription).isNull();
        this.subscription = subscription;
        if (wantedAtOnce != 0) {
            signalled(() -> subscription.request(wantedAtOnce));
        }
    }

    @Override
    public void onNext(T row) {
        signalled(() -> {
            rows.add(row);
            onRow.accept(this);
        });
    }

    @Override
    public void onError(Throwable failure) {
        signalled(() -> this.failure = failure);
    }

    @Override
    public void onComplete() {
        signalled(() -> complete = true);
    }

    private void signalled(Runnable reaction) {
        assertThat(signalling).as("a signal within a signal").isFalse();
        assertThat(subscription).as("a signal before onSubscribe").isNotNull();
        assertThat(isOver()).as("a signal after the last").isFalse();
        signalling = true;
        try {
            reaction.run();
        } finally {
            signalling = false;
        }
    }
}

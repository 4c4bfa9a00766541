package dev.mysqlasync.internal.stream;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Publishes the rows of one statement to one subscriber. The subscription starts the statement. */
public final class RowPublisher<T> implements Flow.Publisher<T> {

    private static final Flow.Subscription NONE = new Flow.Subscription() {
        @Override
        public void request(long rows) {}

        @Override
        public void cancel() {}
    };

    private final Function<RowSubscription<T>, RowSource> source;
    private final SignalExecutors threads;
    private final AtomicBoolean taken = new AtomicBoolean();

    public RowPublisher(Function<RowSubscription<T>, RowSource> source, SignalExecutors threads) {
        this.source = source;
        this.threads = threads;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (taken.compareAndSet(false, true)) {
            RowSubscription<T> subscription = new RowSubscription<>(subscriber, threads);
            begin(subscriber, subscription);
        } else {
            refuse(
                    subscriber,
                    new IllegalStateException(
                            "a stream has one subscriber: call stream(...) again to run the statement again"));
        }
    }

    private void begin(Flow.Subscriber<? super T> subscriber, RowSubscription<T> subscription) {
        RowSource rows;
        try {
            rows = source.apply(subscription);
        } catch (Throwable e) { // for example because the connection was released
            refuse(subscriber, e);
            return;
        }
        subscription.begin(rows);
    }

    private static void refuse(Flow.Subscriber<?> subscriber, Throwable cause) {
        subscriber.onSubscribe(NONE);
        subscriber.onError(cause);
    }
}

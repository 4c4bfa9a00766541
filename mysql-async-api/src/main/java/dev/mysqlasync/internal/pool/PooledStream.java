package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.internal.failure.UsersCode;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream on a connection that is acquired at the subscription, and released when the stream ends or is cancelled. */
final class PooledStream<T> implements Flow.Publisher<T> {

    /** What the stream does on its connection. */
    interface Verb<T> {

        /**
         * Makes the stream.
         *
         * @param timeLeft what is left of the statement's time limit; {@code null} for no limit
         */
        Flow.Publisher<T> on(MySqlConnection connection, @Nullable Duration timeLeft);
    }

    private static final Logger LOG = LoggerFactory.getLogger(PooledStream.class);

    private final PoolCore core;
    private final @Nullable Duration timeout;
    private final Supplier<Verb<T>> stream;
    private final AtomicBoolean taken = new AtomicBoolean();

    /** @param stream asked at the subscription, on the thread that subscribes */
    PooledStream(PoolCore core, @Nullable Duration timeout, Supplier<Verb<T>> stream) {
        this.core = core;
        this.timeout = timeout;
        this.stream = stream;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        Relay relay = new Relay(subscriber);
        UsersCode.run(() -> subscriber.onSubscribe(relay), thrown -> relay.broken("onSubscribe", thrown));
        if (taken.compareAndSet(false, true)) {
            relay.begin();
        } else {
            relay.end(new IllegalStateException(
                    "a stream has one subscriber: call stream(...) again to run the statement again"));
        }
    }

    /** Stands between the subscriber and the stream, and keeps the demand until the stream has begun. */
    private final class Relay implements Flow.Subscription, Flow.Subscriber<T>, Waiter.Receiver {

        private static final long NOTHING = 0;

        private volatile Flow.@Nullable Subscriber<? super T> subscriber;
        private volatile @Nullable Waiter waiter;
        private final Object demandLock = new Object(); // held for one addition
        private final AtomicBoolean over = new AtomicBoolean();
        private Flow.@Nullable Subscription source;
        private @Nullable Verb<T> verb;
        private long start;
        private long demand;
        private volatile @Nullable PooledLease lease;

        Relay(Flow.Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        void begin() {
            try {
                verb = stream.get();
                start = core.now();
                Waiter asking = core.waiter(timeout, true, this);
                waiter = asking;
                core.acquire(asking);
                if (over.get()) {
                    core.cancel(asking);
                }
            } catch (Throwable e) { // its trace context's, for one
                end(e);
            }
        }

        @Override
        public void granted(PooledLease granted) {
            lease = granted;
            try {
                Objects.requireNonNull(verb)
                        .on(granted.connection().connection(), timeLeft())
                        .subscribe(this);
            } catch (Throwable e) { // nothing was submitted then
                release();
                end(e);
            }
        }

        @Override
        public void refused(Throwable cause) {
            end(cause);
        }

        /** What is left of the limit, at least a nanosecond: the connection reports the timeout. */
        private @Nullable Duration timeLeft() {
            return timeout == null ? null : Duration.ofNanos(Math.max(1, timeout.toNanos() - (core.now() - start)));
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            long wanted;
            synchronized (demandLock) {
                source = subscription;
                wanted = demand;
            }
            if (over.get()) {
                subscription.cancel();
                release();
            } else if (wanted != NOTHING) {
                subscription.request(wanted);
            }
        }

        @Override
        public void request(long rows) {
            Flow.Subscription running;
            synchronized (demandLock) {
                running = source;
                if (running == null) {
                    boolean illegal = rows <= 0 || demand < 0; // the stream answers it
                    demand = illegal ? -1 : demand + rows < 0 ? Long.MAX_VALUE : demand + rows;
                }
            }
            if (running != null) {
                running.request(rows);
            }
        }

        @Override
        public void cancel() {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            subscriber = null;
            Waiter asking = waiter;
            if (asking != null) {
                core.cancel(asking);
            }
            Flow.Subscription running;
            synchronized (demandLock) {
                running = source;
            }
            if (running != null) {
                running.cancel();
                release();
            }
        }

        @Override
        public void onNext(T row) {
            Flow.Subscriber<? super T> receiver = subscriber;
            if (receiver != null) {
                try {
                    receiver.onNext(row);
                } catch (Throwable e) {
                    broken("onNext", e);
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            release();
            end(failure);
        }

        @Override
        public void onComplete() {
            release();
            end(null);
        }

        void end(@Nullable Throwable failure) {
            Flow.Subscriber<? super T> receiver = subscriber;
            if (over.compareAndSet(false, true) && receiver != null) {
                subscriber = null;
                UsersCode.run(
                        () -> {
                            if (failure == null) {
                                receiver.onComplete();
                            } else {
                                receiver.onError(failure);
                            }
                        },
                        thrown -> broken(failure == null ? "onComplete" : "onError", thrown));
            }
        }

        /** Cancels for a subscriber that throws, against rule 2.13. Otherwise the connection would not come back. */
        void broken(String signal, Throwable thrown) {
            LOG.warn("a subscriber threw an exception from {}; its subscription is cancelled", signal, thrown);
            cancel();
        }

        private void release() {
            PooledLease held = lease;
            if (held != null) {
                held.end(true);
            }
        }
    }
}

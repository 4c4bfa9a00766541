package dev.mysqlasync.internal.pool;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportHandler;
import java.time.Duration;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** Throws an Error out of some of the calls that a pool makes. The calls are numbered from 0. */
final class Faults {

    /** Without a stack trace, as there are many, and they are logged. */
    private static final class NoMemory extends OutOfMemoryError {

        private static final long serialVersionUID = 1;

        NoMemory(long call) {
            super("expected by this test, in call " + call);
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final Duration RETRY = Duration.ofMillis(20);

    private final LongPredicate failing;
    private long calls;
    private boolean off;

    /** @param failing tells the numbers of the calls that throw */
    Faults(LongPredicate failing) {
        this.failing = failing;
    }

    static Faults none() {
        return new Faults(call -> false);
    }

    /** There are none from now on. */
    void end() {
        off = true;
    }

    long calls() {
        return calls;
    }

    /** One of the calls. It throws before it does anything, or after, or does not throw. */
    <T> T call(Supplier<T> body) {
        if (off) {
            return body.get();
        }
        long number = calls++;
        if (failing.test(number)) {
            if (number % 2 == 0) {
                body.get();
            }
            throw new NoMemory(number);
        }
        return body.get();
    }

    void run(Runnable body) {
        call(() -> {
            body.run();
            return true;
        });
    }

    /** A transport whose calls may throw. As its contract says, a timer's task that found no memory is run again. */
    Transport of(VirtualTransport transport) {
        return new Transport() {
            @Override
            public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
                throw new UnsupportedOperationException();
            }

            @Override
            public long nanoTime() {
                return call(transport::nanoTime);
            }

            @Override
            public Cancellable schedule(Duration delay, Runnable task) {
                return call(() -> transport.schedule(delay, () -> runTimer(task)));
            }

            private void runTimer(Runnable task) {
                try {
                    task.run();
                } catch (OutOfMemoryError e) {
                    transport.schedule(RETRY, () -> runTimer(task));
                }
            }

            @Override
            public void offload(Runnable task) {
                Faults.this.run(() -> transport.offload(task));
            }

            @Override
            public boolean isIoThread() {
                return call(transport::isIoThread);
            }

            @Override
            public void close() {
                transport.close();
            }
        };
    }
}

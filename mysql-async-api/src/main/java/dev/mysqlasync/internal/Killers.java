package dev.mysqlasync.internal;

import dev.mysqlasync.Autocommit;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.value.EffectCollector;
import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections from which what runs on others is killed: opened when something is to be killed, a few at once for all who share
 * this, handed from one to the next, and closed when nobody waits for them. Thread-safe.
 */
public final class Killers {

    private static final Logger LOG = LoggerFactory.getLogger(Killers.class);
    private static final int MOST = 4;
    private static final int TRIES = 3; // to end a connection; a statement's killer tries as long as it is wanted
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final MySqlOptions options;
    private final Transport transport;
    private final Object lock = new Object(); // never held while anything is sent or called back
    private final Deque<Job> waiting = new ArrayDeque<>();
    private int connections; // those being made included

    public Killers(MySqlOptions options, Transport transport) {
        this.options = plain(options);
        this.transport = transport;
    }

    /** As the connection it serves, without what a KILL does not need. */
    private static MySqlOptions plain(MySqlOptions options) {
        Duration grace = options.cancelGrace();
        return options.toBuilder()
                .database(null)
                .initStatements(List.of())
                .autocommit(Autocommit.SERVER)
                .statementTimeout(null)
                .connectTimeout(grace.isZero() ? Duration.ofMillis(1) : grace)
                .build();
    }

    /**
     * Asks for a connection to kill a statement from.
     *
     * @param connectionId whose statement is to be killed
     * @param turns those of that connection
     * @param ready told when {@link Stops.Killer#kill} may be called
     * @param answered told when the KILL was answered, be it with an error
     */
    Stops.Killer killer(long connectionId, Turns turns, Runnable ready, Runnable answered) {
        Job job = new Job(
                "KILL QUERY " + connectionId, Integer.MAX_VALUE, self -> turns.run(ready), () -> turns.run(answered));
        job.begin();
        return job;
    }

    /** Ends a connection that was given up, with what still runs on it, as far as that can be done. */
    void end(long connectionId) {
        Consumer<Job> killAndGo = job -> {
            job.kill();
            job.close(); // which waits for the answer no longer than any connection does
        };
        new Job("KILL CONNECTION " + connectionId, TRIES, killAndGo, () -> {}).begin();
    }

    private static Duration pauseAfter(int tries) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 4));
    }

    /** Somebody's wish to kill. Its fields are guarded by the lock, but for what is final or volatile. */
    private final class Job implements Stops.Killer {

        private final String sql;
        private final int mostTries;
        private final Consumer<Job> ready;
        private final Runnable answered;
        private @Nullable ConnectionDriver driver;
        private volatile @Nullable Throwable failure;
        private @Nullable CompletableFuture<?> attempt;
        private @Nullable Cancellable pause;
        private int tries;
        private boolean closed;

        Job(String sql, int mostTries, Consumer<Job> ready, Runnable answered) {
            this.sql = sql;
            this.mostTries = mostTries;
            this.ready = ready;
            this.answered = answered;
        }

        void begin() {
            synchronized (lock) {
                if (connections == MOST) {
                    waiting.add(this);
                    return;
                }
                connections++;
            }
            connect();
        }

        /** Has a place among the connections, and none yet. */
        private void connect() {
            CompletableFuture<ConnectionDriver> made =
                    Connecting.begin(new ConnectionDriver(options, transport, Runnable::run, null));
            boolean unwanted;
            synchronized (lock) {
                attempt = made;
                unwanted = closed;
            }
            CompletableFuture<?> unused = made.whenComplete((connected, thrown) -> {
                if (thrown == null) {
                    hand(connected, this);
                } else {
                    failed(Failures.unwrapped(thrown));
                }
            });
            if (unwanted) {
                made.cancel(true);
            }
        }

        private void failed(Throwable cause) {
            failure = cause;
            boolean again;
            synchronized (lock) {
                attempt = null;
                tries++;
                again = !closed && tries < mostTries;
                if (again) {
                    pause = transport.schedule(pauseAfter(tries), this::connectAgain);
                } else {
                    closed = true;
                }
            }
            if (!again) {
                if (tries >= mostTries) {
                    LOG.warn("{} could not be sent; what runs there may run on: {}", sql, cause.toString());
                }
                vacate();
            }
        }

        /** Whoever closes it during the pause gives its place up, and this must not. */
        private void connectAgain() {
            synchronized (lock) {
                if (pause == null) {
                    return;
                }
                pause = null;
            }
            connect();
        }

        @Override
        public void kill() {
            ConnectionDriver connected;
            synchronized (lock) {
                connected = Objects.requireNonNull(driver, "the killer is not ready");
            }
            CompletableFuture<ExecuteResult> done = new CompletableFuture<>();
            connected
                    .intake()
                    .submit(new CollectingRequest<>(
                            new TextSending(sql, List.of()), new EffectCollector(), done, Runnable::run));
            CompletableFuture<?> unused = done.whenComplete((effect, thrown) -> {
                if (thrown != null) {
                    failure = Failures.unwrapped(thrown);
                }
                answered.run();
            });
        }

        @Override
        public @Nullable Throwable failure() {
            return failure;
        }

        @Override
        public void close() {
            ConnectionDriver connected;
            CompletableFuture<?> making;
            boolean paused;
            synchronized (lock) {
                if (closed) {
                    return;
                }
                closed = true;
                waiting.remove(this);
                connected = driver;
                making = attempt;
                paused = pause != null;
                if (pause != null) {
                    pause.cancel();
                    pause = null;
                }
            }
            if (connected != null) {
                hand(connected, null);
            } else if (paused) {
                vacate();
            } else if (making != null) {
                making.cancel(true); // which has it vacate its place
            }
        }
    }

    /** Gives a connection to the one it was made for, to another one who waits, or up. */
    private void hand(ConnectionDriver connected, @Nullable Job job) {
        Job next;
        synchronized (lock) {
            next = job != null && !job.closed ? job : connected.isOpen() ? waiting.poll() : null;
            if (next != null) {
                next.driver = connected; // before anybody can close it without
            }
        }
        if (next != null) {
            next.ready.accept(next);
        } else {
            CompletableFuture<?> unused = connected.close();
            vacate();
        }
    }

    /** A place among the connections is free: the next one who waits connects. */
    private void vacate() {
        Job next;
        synchronized (lock) {
            next = waiting.poll();
            if (next == null) {
                connections--;
            }
        }
        if (next != null) {
            next.connect();
        }
    }
}

package dev.mysqlasync.internal.cancel;

import dev.mysqlasync.AuthenticationOptions;
import dev.mysqlasync.Autocommit;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Endpoint;
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
 *
 * <p>What is killed is proven to be the victim: the connection goes to the very address that the victim's goes to, as the victim's
 * own account; the server there has to be the victim's by what it says of itself, and compares that once more in the KILL. Where
 * another server answers, as behind a balancer, a few attempts are made; then nothing is killed, and the victim's
 * connection is given up in its time. (A server that was started again keeps its identity, and may have given the id to another
 * connection; the victim's has broken by then.)
 */
public final class KillConnections {

    private static final Logger LOG = LoggerFactory.getLogger(KillConnections.class);
    private static final int MOST = 4;
    private static final int TRIES = 3; // to end a connection, or to find the server; else as long as it is wanted
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    /** Opens the connections. */
    public interface Opener {

        CompletableFuture<KillConnection> open(Endpoint address, MySqlOptions options);
    }

    private final MySqlOptions options;
    private final Transport transport;
    private final Opener opener;
    private final Object lock = new Object(); // never held while anything is sent or called back
    private final Deque<KillJob> waiting = new ArrayDeque<>();
    private int connections; // those being made included

    public KillConnections(MySqlOptions options, Transport transport, Opener opener) {
        this.options = plain(options);
        this.transport = transport;
        this.opener = opener;
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

    private MySqlOptions as(AuthenticationOptions account) {
        return account.equals(options.authentication())
                ? options
                : options.toBuilder()
                        .user(account.user())
                        .password(account.password())
                        .build();
    }

    /**
     * Asks for a connection to kill a statement from.
     *
     * @param victim whose statement is to be killed
     * @param turns those of that connection
     * @param ready told when {@link KillJob#kill} may be called
     * @param answered told when the KILL was answered, be it with an error
     */
    KillJob job(Victim victim, Turns turns, Runnable ready, Runnable answered) {
        KillJob job = new KillJob(
                victim, victim.sql("QUERY"), Integer.MAX_VALUE, self -> turns.run(ready), () -> turns.run(answered));
        job.begin();
        return job;
    }

    /** Ends a connection that was given up, with what still runs on it, as far as that can be done. */
    void end(Victim victim) {
        Consumer<KillJob> killAndGo = job -> {
            job.kill();
            job.close(); // which waits for the answer no longer than any connection does
        };
        new KillJob(victim, victim.sql("CONNECTION"), TRIES, killAndGo, () -> {}).begin();
    }

    private static Duration pauseAfter(int tries) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 4));
    }

    /** Somebody's wish to kill. Its fields are guarded by the lock, but for what is final or volatile. */
    final class KillJob {

        private final Victim victim;
        private final String sql;
        private final int mostTries;
        private final Consumer<KillJob> ready;
        private final Runnable answered;
        private @Nullable KillConnection connection;
        private volatile @Nullable Throwable failure;
        private @Nullable CompletableFuture<?> attempt;
        private @Nullable Cancellable pause;
        private int tries;
        private int strangers; // servers that answered and were others
        private boolean closed;

        KillJob(Victim victim, String sql, int mostTries, Consumer<KillJob> ready, Runnable answered) {
            this.victim = victim;
            this.sql = sql;
            this.mostTries = mostTries;
            this.ready = ready;
            this.answered = answered;
        }

        void begin() {
            if (victim.server() == null) {
                failure =
                        new IllegalStateException("the server reports no identity, so KILL could reach another server");
                closed = true; // nobody else knows it yet
                return;
            }
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
            CompletableFuture<KillConnection> made = opener.open(victim.address(), as(victim.account()));
            boolean unwanted;
            synchronized (lock) {
                attempt = made;
                unwanted = closed;
            }
            CompletableFuture<?> unused = made.whenComplete((connected, thrown) -> {
                if (thrown == null) {
                    meet(connected);
                } else {
                    failed(Failures.unwrapped(thrown));
                }
            });
            if (unwanted) {
                made.cancel(true);
            }
        }

        private void meet(KillConnection connected) {
            if (victim.isAt(connected.origin())) {
                hand(connected, victim, this);
                return;
            }
            strangers++;
            CompletableFuture<?> unused = connected.close();
            failed(new IllegalStateException("a new connection to " + victim.address()
                    + " may have reached another server than the one that runs the statement"));
        }

        private void failed(Throwable cause) {
            failure = cause;
            boolean again;
            synchronized (lock) {
                attempt = null;
                tries++;
                again = !closed && tries < mostTries && strangers < TRIES;
                if (again) {
                    pause = transport.schedule(pauseAfter(tries), this::connectAgain);
                } else {
                    closed = true;
                }
            }
            if (!again) {
                if (tries >= mostTries || strangers >= TRIES) {
                    LOG.warn(
                            "{} could not be sent; the statement may still be running on the server: {}",
                            sql,
                            cause.toString());
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

        /** Sends the KILL; only after {@code ready}. */
        void kill() {
            KillConnection connected;
            synchronized (lock) {
                connected = Objects.requireNonNull(connection, "the killer is not ready");
            }
            CompletableFuture<?> unused = connected.execute(sql).whenComplete((effect, thrown) -> {
                if (thrown != null) {
                    failure = Failures.unwrapped(thrown);
                }
                answered.run();
            });
        }

        /** Why it did not come about, or did not do its work. */
        @Nullable
        Throwable failure() {
            return failure;
        }

        void close() {
            KillConnection connected;
            CompletableFuture<?> making;
            boolean paused;
            synchronized (lock) {
                if (closed) {
                    return;
                }
                closed = true;
                waiting.remove(this);
                connected = connection;
                making = attempt;
                paused = pause != null;
                if (pause != null) {
                    pause.cancel();
                    pause = null;
                }
            }
            if (connected != null) {
                hand(connected, victim, null);
            } else if (paused) {
                vacate();
            } else if (making != null) {
                making.cancel(true); // which has it vacate its place
            }
        }
    }

    /** Gives a connection, which was made for a victim, to a job of it, to another one whom it serves too, or up. */
    private void hand(KillConnection connected, Victim victim, @Nullable KillJob job) {
        KillJob next;
        synchronized (lock) {
            next = job != null && !job.closed ? job : connected.isOpen() ? takeLike(victim) : null;
            if (next != null) {
                next.connection = connected; // before anybody can close it without
            }
        }
        if (next != null) {
            next.ready.accept(next);
        } else {
            CompletableFuture<?> unused = connected.close();
            vacate();
        }
    }

    private @Nullable KillJob takeLike(Victim victim) {
        for (KillJob job : waiting) {
            if (job.victim.isLike(victim)) {
                waiting.remove(job);
                return job;
            }
        }
        return null;
    }

    /** A place among the connections is free: the next one who waits connects. */
    private void vacate() {
        KillJob next;
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

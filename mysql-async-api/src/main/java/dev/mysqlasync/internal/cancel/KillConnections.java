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
 * Opens and shares the connections that send KILL. A connection is opened when a job needs it, passed on to the next
 * job, and closed when no job waits for it. Only a few exist at once. Thread-safe.
 *
 * <p>Only the victim can be killed. The kill connection goes to the same address as the victim's connection, with the
 * victim's account. Its server must report the identity of the victim's server, and compares it again in the KILL
 * statement.
 *
 * <p>Another server may answer, for example behind a load balancer. After a few attempts, nothing is killed, and the
 * victim's connection is closed after {@code cancelGrace}. A restarted server keeps its identity, and may give the ID
 * to another connection. By then, the victim's connection is broken.
 */
public final class KillConnections {

    private static final Logger LOG = LoggerFactory.getLogger(KillConnections.class);
    private static final int MOST = 4;
    private static final int TRIES = 3; // for KILL CONNECTION, or to reach the right server; KILL QUERY has no limit
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    /** Opens the connections. */
    public interface Opener {

        CompletableFuture<KillConnection> open(Endpoint address, MySqlOptions options);
    }

    private final MySqlOptions options;
    private final Transport transport;
    private final Opener opener;
    private final Object lock = new Object(); // never held while sending or calling back
    private final Deque<KillJob> waiting = new ArrayDeque<>();
    private int connections; // including those that are being opened

    public KillConnections(MySqlOptions options, Transport transport, Opener opener) {
        this.options = plain(options);
        this.transport = transport;
        this.opener = opener;
    }

    /** The options of the served connections, without what a KILL does not need. */
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
     * Requests a connection that can kill a statement.
     *
     * @param victim the connection that runs the statement
     * @param turns the turns of that connection
     * @param ready runs as a turn when {@link KillJob#kill} may be called
     * @param answered runs as a turn when KILL is answered or has failed
     */
    KillJob job(Victim victim, Turns turns, Runnable ready, Runnable answered) {
        KillJob job = new KillJob(
                victim, victim.sql("QUERY"), Integer.MAX_VALUE, self -> turns.run(ready), () -> turns.run(answered));
        job.begin();
        return job;
    }

    /** Kills a connection that was given up, with what still runs on it. This is best effort: nobody waits for it. */
    void end(Victim victim) {
        Consumer<KillJob> killAndGo = job -> {
            job.kill();
            job.close(); // if this closes the connection, it waits for the answer, at most closeTimeout
        };
        new KillJob(victim, victim.sql("CONNECTION"), TRIES, killAndGo, () -> {}).begin();
    }

    private static Duration pauseAfter(int tries) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 4));
    }

    /** One KILL to be sent. Its fields are guarded by the lock, unless they are final or volatile. */
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
        private int strangers; // attempts that reached another server
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
                closed = true; // no other thread has this job yet
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

        /** Opens a connection. The job already counts in {@code connections}. */
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

        /** Does nothing if the job was closed during the pause, because {@link #close} has freed its place then. */
        private void connectAgain() {
            synchronized (lock) {
                if (pause == null) {
                    return;
                }
                pause = null;
            }
            connect();
        }

        /** Sends the KILL. Called only after {@code ready}. */
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

        /** Why no connection could be opened, or why KILL failed; {@code null} if neither has happened. */
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
                making.cancel(true); // its failure frees the place
            }
        }
    }

    /**
     * Passes on a connection that was opened for a victim: to the given job, or to a waiting job that it can serve.
     * Without such a job, the connection is closed.
     */
    private void hand(KillConnection connected, Victim victim, @Nullable KillJob job) {
        KillJob next;
        synchronized (lock) {
            next = job != null && !job.closed ? job : connected.isOpen() ? takeLike(victim) : null;
            if (next != null) {
                next.connection = connected; // set under the lock, so that close() finds it
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

    /** Frees a place among the connections. The next waiting job takes it and connects. */
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

package dev.mysqlasync.internal.cancel;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops statements of one connection on the server: cancelled ones, late ones, and those whose results failed on the
 * client, for example because they are too large.
 *
 * <p>The only way is {@code KILL QUERY} from another connection. It names a connection, and hits whatever statement
 * runs there when it arrives. So a fence goes up first: the pipeline starts nothing more. KILL is sent only while every
 * request under way is a victim. The fence comes down when KILL and all victims are answered. A victim is not killed
 * while a wanted request is under way behind it, because KILL could hit that one instead.
 *
 * <p>KILL is repeated until the victim ends, because KILL has no effect if it arrives too early. Each cancelled request
 * under way must end within {@code cancelGrace}, killed or not; otherwise the connection is closed. Its time runs from
 * when it is cancelled and all earlier requests are answered, in either order. Used only on the connection's I/O
 * thread.
 */
public final class StatementCanceller {

    private enum State {
        /** No statement is being killed. Exit: CONNECTING. */
        IDLE,
        /** The fence is up, and the kill connection is being opened. Exits: READY, IDLE when all victims have ended. */
        CONNECTING,
        /** KILL waits until it can hit only victims. Exits: KILLING, IDLE when all victims have ended. */
        READY,
        /** KILL is under way. Exit: KILLED. */
        KILLING,
        /** KILL is answered. Exits: IDLE when all victims have ended, READY for the next victim or to repeat KILL. */
        KILLED
    }

    private static final int TRIES = 5;

    private final CommandPipeline pipeline;
    private final Duration grace;
    private final @Nullable KillConnections killConnections;
    private final Supplier<Victim> victim;
    private final Turns turns;
    private final Consumer<MySqlException> giveUp;
    private final Set<Request<?>> victims = new LinkedHashSet<>(); // requests that must end, sent or not
    private State state = State.IDLE;
    private int rounds;
    private @Nullable Request<?> watched; // the request that graceTimer is for
    private @Nullable Request<?> killed; // the target of the last KILL
    private KillConnections.@Nullable KillJob killer;
    private @Nullable Cancellable graceTimer;
    private @Nullable Cancellable killTimer; // until KILL is answered, then until it is repeated

    /**
     * @param killConnections {@code null} for a kill connection, whose statements are never cancelled
     * @param victim describes the connection for KILL
     * @param giveUp closes the connection
     */
    public StatementCanceller(
            CommandPipeline pipeline,
            Duration grace,
            @Nullable KillConnections killConnections,
            Supplier<Victim> victim,
            Turns turns,
            Consumer<MySqlException> giveUp) {
        this.pipeline = pipeline;
        this.grace = grace;
        this.killConnections = killConnections;
        this.victim = victim;
        this.turns = turns;
        this.giveUp = giveUp;
    }

    /** The user no longer waits for the request. */
    public void cancelled(Request<?> request) {
        request.endTimer();
        request.abandon();
        addVictim(request);
    }

    private void addVictim(Request<?> request) {
        if (request.isUnderWay()) {
            victims.add(request);
        }
    }

    /**
     * The request must end within {@code cancelGrace} after all earlier ones are answered, even if its user waits for
     * it.
     */
    public void hurry(Request<?> request) {
        if (!request.isOver()) {
            victims.add(request);
        }
    }

    /** The timeout of the request has passed. Its user is told now, whatever happens to the statement. */
    public void timedOut(Request<?> request, Duration timeout) {
        if (!request.isWanted()) {
            return;
        }
        if (request.isUnderWay()) {
            request.fail(request.lateWhileUnderWay(timeout));
            request.abandon();
            stopLate(request);
        } else {
            request.fail(new MySqlTimeoutException(
                    "the statement was not sent within " + timeout.toMillis() + " ms", Written.NONE));
            request.abandon();
            if (!request.mayBeLeftOut()) { // Written.ALL concerns the requests under way
                endConnection(new MySqlTimeoutException(
                        "the end of a transaction was not sent within " + timeout.toMillis()
                                + " ms, so the transaction may still be open",
                        Written.ALL));
            }
        }
    }

    private void stopLate(Request<?> request) {
        if (request.mayBeKilled() || request.keepsConnectionAfterDeadline()) {
            victims.add(request);
        } else {
            giveUp();
        }
    }

    /** Called at the end of each turn, before anything new is sent. */
    public void turnEnds() {
        Request<?> failed;
        while ((failed = pipeline.nextCancelled()) != null) {
            addVictim(failed);
        }
        if (victims.isEmpty() && state == State.IDLE) {
            return;
        }
        victims.removeIf(Request::isOver);
        watchFirst();
        if (state == State.KILLING) {
            return; // wait for its answer
        }
        if (state == State.KILLED && pipeline.first() != killed) {
            state = State.READY; // the killed one has ended, and another victim is first
        }
        if (victims.stream().noneMatch(this::isVictim)) {
            endKilling();
        } else if (state == State.IDLE && isVictim(pipeline.last())) {
            begin();
        } else if (state == State.READY && killer != null && pipeline.isEveryUnderWay(this::isVictim)) {
            kill(killer);
        }
    }

    private boolean isVictim(@Nullable Request<?> request) {
        return request != null && victims.contains(request) && request.isUnderWay() && request.mayBeKilled();
    }

    /** Runs the grace timer for the first request under way, if that must end. */
    private void watchFirst() {
        Request<?> first = pipeline.first();
        Request<?> due = first != null && victims.contains(first) ? first : null;
        if (due != watched) {
            watched = due;
            endGraceTimer();
            graceTimer = due == null ? null : turns.schedule(grace, () -> giveUp(due));
        }
    }

    private void begin() {
        int round = ++rounds;
        state = State.CONNECTING;
        pipeline.fence(true);
        killer = Objects.requireNonNull(killConnections)
                .job(victim.get(), turns, () -> killerReady(round), () -> killAnswered(round));
    }

    private void killerReady(int round) {
        if (round == rounds && state == State.CONNECTING) {
            state = State.READY;
        }
    }

    private void kill(KillConnections.KillJob killer) {
        state = State.KILLING;
        killed = pipeline.first();
        endKillTimer();
        killTimer = turns.schedule(grace, this::giveUp);
        killer.kill();
    }

    private void killAnswered(int round) {
        if (round == rounds && state == State.KILLING) {
            state = State.KILLED;
            endKillTimer();
            killTimer = turns.schedule(grace.dividedBy(TRIES), this::killAgain);
        }
    }

    /** KILL QUERY has no effect if it arrives before the server starts the statement. */
    private void killAgain() {
        if (state == State.KILLED) {
            state = State.READY;
        }
    }

    private void giveUp(Request<?> request) {
        if (request.isUnderWay()) {
            giveUp();
        }
    }

    private void giveUp() {
        Throwable why = killer == null ? null : killer.failure();
        endConnection(new MySqlTimeoutException(
                "a statement did not end within cancelGrace (" + grace.toMillis() + " ms) after it was cancelled"
                        + (why == null ? "" : "; it could not be killed: " + why.getMessage()),
                Written.ALL));
    }

    private void endConnection(MySqlTimeoutException cause) {
        endConnection(() -> giveUp.accept(cause));
    }

    /**
     * Closes the connection, and kills it on the server with the statement that runs there. A COMMIT is not killed: its
     * user will check whether it took effect, and KILL could stop it even after that check.
     */
    public void endConnection(Runnable givingUp) {
        boolean ends = killConnections != null && !pipeline.isCommitting();
        givingUp.run();
        if (ends) {
            Objects.requireNonNull(killConnections).end(victim.get());
        }
    }

    private void endGraceTimer() {
        if (graceTimer != null) {
            graceTimer.cancel();
        }
        graceTimer = null;
    }

    private void endKillTimer() {
        if (killTimer != null) {
            killTimer.cancel();
        }
        killTimer = null;
    }

    /** No victim is left: the fence comes down. */
    private void endKilling() {
        endKillTimer();
        if (killer != null) {
            killer.close();
        }
        killer = null;
        killed = null;
        rounds++;
        state = State.IDLE;
        pipeline.fence(false);
    }

    /** The connection is gone. */
    public void end() {
        endGraceTimer();
        watched = null;
        victims.clear();
        endKilling();
    }
}

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
 * Stops statements of one connection on the server, when nobody wants them any more, their time is up, or what has come of their
 * results was too much.
 *
 * <p>The only way is {@code KILL QUERY} from another connection, and it is a blunt one: it names a connection, and hits
 * whatever runs there when it arrives. So a fence goes up first, behind which nothing is sent; the KILL is sent only while nothing
 * is under way that somebody wants; and the fence comes down when both the KILL and all that was called off have been answered. A
 * statement that wanted ones were sent behind is not killed, since one of those could be hit in its place.
 *
 * <p>The KILL is repeated as long as its victim does not end: one that arrives too early is lost. Whatever was called off while it is
 * under way has to end within the grace, killed or not. Each has one clock, which runs from when it was called off and all before it is
 * answered, in whatever order that comes; otherwise the connection is given up. Used on the connection's I/O thread only.
 */
public final class StatementCanceller {

    private enum State {
        /** Nothing is being stopped. Exit: CONNECTING. */
        IDLE,
        /** The fence stands, the killer connects. Exits: READY, IDLE when all victims have ended. */
        CONNECTING,
        /** The killer waits until nothing else could be hit. Exits: KILLING, IDLE when all victims have ended. */
        READY,
        /** The KILL is on its way. Exit: KILLED. */
        KILLING,
        /** The KILL was answered. Exits: IDLE when all victims have ended, READY for the next one or when it does not end for long. */
        KILLED
    }

    private static final int TRIES = 5;

    private final CommandPipeline pipeline;
    private final Duration grace;
    private final @Nullable KillConnections killConnections;
    private final Supplier<Victim> victim;
    private final Turns turns;
    private final Consumer<MySqlException> giveUp;
    private final Set<Request<?>> victims = new LinkedHashSet<>(); // what has to end, sent or yet to be
    private State state = State.IDLE;
    private int rounds;
    private @Nullable Request<?> watched; // whose clock runs
    private @Nullable Request<?> killed; // what the last KILL was meant for
    private KillConnections.@Nullable KillJob killer;
    private @Nullable Cancellable graceTimer; // of the watched one
    private @Nullable Cancellable killTimer; // of the KILL's answer, then of its repetition

    /**
     * @param killConnections from where statements are killed; {@code null} for those of a kill connection, which nobody cancels
     * @param victim names the connection, for whoever is to kill it
     * @param giveUp gives the connection up
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

    /** Nobody waits for the request any more. */
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

    /** Whoever waits for the request, it has to end within the grace once it is its turn. */
    public void hurry(Request<?> request) {
        if (!request.isOver()) {
            victims.add(request);
        }
    }

    /** Its time is up: its user is told now, whatever becomes of the statement. */
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
            if (!request.mayBeLeftOut()) { // what is under way was sent, whatever is said of this one
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

    /** To be called at the end of each turn, before anything new is sent. */
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
            return; // nothing else until that is answered
        }
        if (state == State.KILLED && pipeline.first() != killed) {
            state = State.READY; // the next one's turn to be killed has come
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

    /** The clock is that of the first one under way, from when it is both that and called off. */
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

    /** A KILL that arrives before the server has begun with the statement hits nothing. */
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
     * Gives the connection up, and has the server end it with what runs on it. Not where that is a COMMIT, whose user is going to
     * look whether it took place: the server finishes it, which a KILL could prevent even after that look.
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

    /** What was to be killed has ended: what waits may be sent. */
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

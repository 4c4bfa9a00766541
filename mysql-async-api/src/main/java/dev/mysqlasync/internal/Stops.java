package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Written;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stops statements of one connection on the server, when nobody wants them any more or their time is up.
 *
 * <p>The only way is {@code KILL QUERY} from another connection, and it is a blunt one: it names a connection, and hits
 * whatever runs there when it arrives. So a fence goes up first, behind which nothing is sent; the KILL is sent only while the
 * victim is alone under way; and the fence comes down when both the KILL and the victim have been answered. A statement that others
 * were sent behind is not killed, since one of those could be hit in its place: its answer is dropped when it comes.
 *
 * <p>The KILL is repeated as long as the victim does not end: one that arrives too early is lost. Where the end of the statement was demanded by a deadline, or a KILL was begun, it has to come within the grace; otherwise the
 * connection is given up. Used on the connection's I/O thread only.
 */
final class Stops {

    /** What this needs of the connection's driver. */
    interface Owner {

        /** Runs a step on the connection's I/O thread after so long, as a turn of its own. */
        Cancellable schedule(Duration delay, Runnable step);

        /** Opens a connection from which this one's statement can be killed. */
        Killer killer(Runnable ready, Runnable answered);

        /** Gives the connection up, with what runs on it. */
        void giveUp(MySqlTimeoutException cause);
    }

    /** A connection beside this one. Its callbacks come on this connection's I/O thread, as turns of their own. */
    interface Killer {

        /** Sends the KILL; only after {@code ready}. */
        void kill();

        /** Why it did not come about, or did not do its work. */
        @Nullable
        Throwable failure();

        void close();
    }

    private enum State {
        /** Nothing is being stopped. Exit: CONNECTING. */
        IDLE,
        /** The fence stands, the killer connects. Exits: READY, IDLE when the victim ends. */
        CONNECTING,
        /** The killer waits for the victim to be alone under way. Exits: KILLING, IDLE when the victim ends. */
        READY,
        /** The KILL is on its way. Exit: KILLED. */
        KILLING,
        /** The KILL was answered. Exits: IDLE when the victim ends, READY when it does not for long. */
        KILLED
    }

    private static final int TRIES = 5;

    private final CommandPipeline pipeline;
    private final Duration grace;
    private final Owner owner;
    private State state = State.IDLE;
    private @Nullable Request<?> victim;
    private @Nullable Killer killer;
    private @Nullable Cancellable graceTimer;
    private @Nullable Cancellable repetition;

    Stops(CommandPipeline pipeline, Duration grace, Owner owner) {
        this.pipeline = pipeline;
        this.grace = grace;
        this.owner = owner;
    }

    /** Nobody wants the request any more. */
    void cancelled(Request<?> request) {
        request.endTimer();
        request.abandon();
        if (request.isUnderWay() && mayKill(request)) {
            stop(request);
        }
    }

    /** Its time is up: its future fails now, whatever becomes of the statement. */
    void timedOut(Request<?> request, Duration timeout) {
        if (!request.isWanted()) {
            return;
        }
        boolean underWay = request.isUnderWay();
        request.fail(underWay ? request.lateWhileUnderWay(timeout) : unsent(timeout));
        if (!underWay) {
            return;
        }
        request.abandon();
        if (mayKill(request)) {
            stop(request);
        } else if (!request.outlivesDeadline()) {
            giveUp(request);
        } else {
            request.timer(owner.schedule(grace, () -> giveUp(request)));
        }
    }

    private static MySqlTimeoutException unsent(Duration timeout) {
        return new MySqlTimeoutException(
                "the statement was not sent within " + timeout.toMillis() + " ms", Written.NONE);
    }

    private boolean mayKill(Request<?> request) {
        return state == State.IDLE && request.mayBeKilled() && pipeline.isLast(request);
    }

    private void stop(Request<?> request) {
        state = State.CONNECTING;
        victim = request;
        pipeline.fence(true);
        graceTimer = owner.schedule(grace, () -> giveUp(request));
        killer = owner.killer(this::killerReady, this::killAnswered);
    }

    private void killerReady() {
        if (state == State.CONNECTING) {
            state = State.READY;
        }
    }

    private void killAnswered() {
        if (state == State.KILLING) {
            state = State.KILLED;
            repetition = owner.schedule(grace.dividedBy(TRIES), this::killAgain);
        }
    }

    /** A KILL that arrives before the server has begun with the statement hits nothing. */
    private void killAgain() {
        if (state == State.KILLED) {
            state = State.READY;
        }
    }

    /** To be called at the end of each turn, before anything new is sent. */
    void goOn() {
        Request<?> request = victim;
        if (request == null) {
            return;
        }
        if (state == State.READY && request.isUnderWay() && pipeline.isAlone(request) && killer != null) {
            state = State.KILLING;
            killer.kill();
        } else if (state != State.KILLING && !request.isUnderWay()) {
            end();
            pipeline.fence(false);
        }
    }

    private void giveUp(Request<?> request) {
        if (!request.isUnderWay() && state != State.KILLING) {
            return;
        }
        Throwable why = killer == null ? null : killer.failure();
        owner.giveUp(new MySqlTimeoutException(
                "a statement did not end in time after it was called off (cancelGrace is " + grace.toMillis() + " ms)"
                        + (why == null ? "" : "; it could not be killed: " + why.getMessage()),
                Written.ALL));
    }

    /** The connection is gone, or what was to be stopped has ended. */
    void end() {
        if (killer != null) {
            killer.close();
        }
        if (graceTimer != null) {
            graceTimer.cancel();
        }
        if (repetition != null) {
            repetition.cancel();
        }
        killer = null;
        graceTimer = null;
        repetition = null;
        victim = null;
        state = State.IDLE;
    }
}

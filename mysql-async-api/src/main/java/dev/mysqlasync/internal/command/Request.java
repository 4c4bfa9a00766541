package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.internal.failure.StatementText;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A request in a connection's queue, from its submission until its future is complete. All methods are called on the
 * connection's I/O thread, except where they say otherwise. {@link #fail} is also called on the submitting thread if
 * the request is rejected at once.
 *
 * <p>Its {@link State} decides what is sent and what the user learns. The future only receives the outcome, whenever
 * the callback executor completes it. If the user ends the future, {@link #markCancelled} is called.
 */
public abstract class Request<T extends @Nullable Object> {

    /** The progress of the request, on the wire and with its user. */
    private enum State {
        /** Nothing of it was sent. Exits: {@link #WITHDRAWN}, {@link #UNDER_WAY}, {@link #ANSWERED}. */
        WAITING,
        /** Nothing of it was or will be sent, and nobody waits for it. Exit: {@link #OVER}. */
        WITHDRAWN,
        /** A command of it was sent, and the answer is not complete. Exits: {@link #ABANDONED}, {@link #ANSWERED}. */
        UNDER_WAY,
        /** As {@link #UNDER_WAY}, but nobody waits for the rest of the answer. Exit: {@link #OVER}. */
        ABANDONED,
        /** Its answer is complete or will never come, but its user does not know yet. Exit: {@link #OVER}. */
        ANSWERED,
        /** It has ended, and nobody waits for it. No exit. */
        OVER;

        boolean isWanted() {
            return this == WAITING || this == UNDER_WAY || this == ANSWERED;
        }

        /** The state after this one when nobody waits for it any more. */
        State settled() {
            return switch (this) {
                case WAITING -> WITHDRAWN;
                case UNDER_WAY -> ABANDONED;
                case ANSWERED -> OVER;
                case WITHDRAWN, ABANDONED, OVER -> this;
            };
        }

        /** The state after this one when nothing of it is on the wire any more. */
        State finished() {
            return switch (this) {
                case WAITING, UNDER_WAY -> ANSWERED;
                case WITHDRAWN, ABANDONED -> OVER;
                case ANSWERED, OVER -> this;
            };
        }
    }

    private final CompletableFuture<T> future;
    private final Executor callbacks;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private boolean switchesSession;
    private boolean unsettlesSession;
    private @Nullable StatementTraits traits;
    private @Nullable Cancellable timer;
    private @Nullable Lease lease;
    private @Nullable LostTransaction known;
    private volatile @Nullable Object outcome; // the value or failure that it gave to its future

    public Request(CompletableFuture<T> future, Executor callbacks) {
        this.future = future;
        this.callbacks = callbacks;
    }

    public final CompletableFuture<T> future() {
        return future;
    }

    /** Assigns it to a lease before it is submitted; {@code null} for none. */
    public final void of(@Nullable Lease lease) {
        this.lease = lease;
    }

    /** Whether the connection now belongs to somebody else. */
    public final boolean isLeaseEnded() {
        return lease != null && lease.isSettled();
    }

    /** The exception for a request that comes after the end of its lease. */
    public final IllegalStateException leaseEndedError() {
        return Objects.requireNonNull(lease).refusal();
    }

    /** Records the lost transaction if its user already knows of it. Called before it is submitted. */
    public final void knows(@Nullable LostTransaction lost) {
        known = lost != null && lost.isTold() ? lost : null;
    }

    public final boolean knowsOf(LostTransaction lost) {
        return known == lost;
    }

    /** Whether its future has completed with the request's outcome, so that its user knows. From any thread. */
    public final boolean hasTold() {
        Object told = outcome;
        return told != null
                && future.isDone()
                && future.handle((value, failure) -> value == told || failure == told)
                        .join();
    }

    /** Whether anybody still waits for it. A request that nobody waits for is not sent. */
    public boolean isWanted() {
        return state().isWanted();
    }

    /** Whether a command of it was sent, and the answer is not complete. */
    public final boolean isUnderWay() {
        State now = state();
        return now == State.UNDER_WAY || now == State.ABANDONED;
    }

    /** Whether nothing of it is or will be on the wire. */
    public final boolean isOver() {
        State now = state();
        return now == State.WITHDRAWN || now == State.ANSWERED || now == State.OVER;
    }

    /**
     * It is about to be sent and affects later requests.
     *
     * @param switchesSession whether it may change the meaning of requests that are sent after it
     * @param unsettlesSession whether it may leave session state behind that answers do not report
     */
    public final void effects(boolean switchesSession, boolean unsettlesSession) {
        this.switchesSession = switchesSession;
        this.unsettlesSession = unsettlesSession;
    }

    /** Whether nothing may be sent after it before it is answered. */
    public final boolean isSwitchingSession() {
        return switchesSession;
    }

    /** Whether its values were encoded for the time zone of the session. */
    protected boolean isDependentOnZone() {
        return false;
    }

    /**
     * Whether the session's time zone is unknown until it is answered, because it may run routines that change the
     * zone.
     */
    public final boolean isUnsettlingSession() {
        return unsettlesSession;
    }

    /** Its first command is about to be sent. False if that must not happen, because it was just cancelled. */
    public final boolean begins() {
        return state.compareAndSet(State.WAITING, State.UNDER_WAY);
    }

    /** Nothing of it is on the wire any more. Called before its future completes. */
    protected final void finished() {
        state.updateAndGet(State::finished);
        endTimer();
        ended();
    }

    /** Releases what it held for sending and receiving. Called on the I/O thread, possibly more than once. */
    protected void ended() {}

    /**
     * Its user no longer waits for it. From now on, no more of it is sent, as far as possible. Called from any thread;
     * {@link #abandon} follows on the I/O thread.
     *
     * @return whether somebody waited for it until now
     */
    public boolean markCancelled() {
        return settle();
    }

    private boolean settle() {
        return state.getAndUpdate(State::settled).isWanted();
    }

    private State state() {
        return Objects.requireNonNull(state.get());
    }

    /** Sets its timer and cancels an earlier one. */
    public final void timer(Cancellable timer) {
        endTimer();
        this.timer = timer;
    }

    public final void endTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Nobody waits for the rest of it. */
    public void abandon() {}

    /** Whether its COMMIT is under way. Only the answer tells the outcome, so the server is left to finish it. */
    protected boolean isCommitting() {
        return false;
    }

    /** Whether KILL QUERY may be used to stop it in its current progress. */
    public boolean mayBeKilled() {
        return false;
    }

    /**
     * Whether the connection may stay open when its deadline passes while it is under way. It must still end within
     * {@code cancelGrace}.
     */
    public boolean keepsConnectionAfterDeadline() {
        return true;
    }

    /** Whether the connection may stay open if its deadline passes before it was sent. */
    public boolean mayBeLeftOut() {
        return true;
    }

    /** The exception for a deadline that passes while it is under way. */
    public Throwable lateWhileUnderWay(Duration timeout) {
        String sql = sql();
        String what = sql == null ? "the command" : StatementText.withoutValues(sql);
        return new MySqlTimeoutException(
                what + " took longer than its timeout of " + timeout.toMillis() + " ms"
                        + (mayBeKilled() ? "; it is stopped on the server, or the connection is closed" : ""),
                Written.ALL);
    }

    /** Whether it can start now. Until it can, all later requests wait, too. */
    protected boolean isReady(CommandPipeline pipeline) {
        return true;
    }

    /**
     * The traits of its text in the current modes; {@code null} if it has no text. They are kept here, because
     * {@link CommandPipeline#traits} does not keep those of long texts.
     */
    public final @Nullable StatementTraits traits(CommandPipeline pipeline) {
        String sql = sql();
        if (sql != null && !knowsTraits(pipeline)) {
            traits = pipeline.traits(sql);
        }
        return traits;
    }

    /** Whether its traits are known without reading the text. */
    public final boolean knowsTraits(CommandPipeline pipeline) {
        return traits != null && traits.isFor(pipeline.sqlModes());
    }

    /** Sets traits that were read on another thread. */
    public final void traits(StatementTraits read) {
        traits = read;
    }

    /** Whether it sends values to the server ahead of the command that uses them. */
    protected boolean sendsAhead() {
        return false;
    }

    /** Whether it may begin or end a transaction. */
    protected boolean boundsTransaction(CommandPipeline pipeline) {
        return false;
    }

    /** Whether it must not be sent after its transaction was lost. */
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return true;
    }

    /** Whether it may leave session state behind that answers do not report. */
    protected boolean leavesTraces(CommandPipeline pipeline) {
        return true;
    }

    /** Whether it still has anything to send when its turn has come. */
    protected boolean isNeeded(CommandPipeline pipeline) {
        return true;
    }

    /** It leaves the queue without being sent. */
    protected void dropped(CommandPipeline pipeline) {}

    /** Sends its first command. If this throws, only this request fails, and nothing was sent. */
    protected abstract void start(CommandPipeline pipeline);

    /** The failure if the connection is lost while it is under way. */
    protected Throwable lost(ConnectionLoss loss) {
        return loss.underWay();
    }

    /** The statement without its values, for errors; {@code null} if there is none. */
    @Nullable
    protected String sql() {
        return null;
    }

    /** Completes the future with a value, unless it has an outcome already or nobody waits for it. */
    protected final void succeed(T value) {
        endTimer();
        if (settle()) {
            outcome = value;
            callbacks.execute(() -> {
                if (!MySqlFuture.succeed(future, value)) {
                    unclaimed(value);
                }
            });
        } else {
            unclaimed(value);
        }
    }

    /** Disposes of a value that nobody waits for. Called on the I/O thread or in the callback executor. */
    protected void unclaimed(T value) {}

    public final void fail(Throwable cause) {
        endTimer();
        if (settle()) {
            outcome = cause;
            callbacks.execute(() -> MySqlFuture.fail(future, cause));
        }
    }
}

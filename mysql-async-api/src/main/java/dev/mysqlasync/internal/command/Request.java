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
 * One user's wish, from its submission until its future is completed. All methods are called on the connection's I/O
 * thread, {@link #fail} also on the submitting one when the request is refused at once.
 *
 * <p>What is sent and what its user is told follow from its own {@link State}. The future is only where the outcome goes,
 * whenever the callbacks' executor comes to it; that its user has ended it arrives as {@link #markCancelled}.
 */
public abstract class Request<T extends @Nullable Object> {

    /** How far it has got, on the wire and with its user. */
    private enum State {
        /** Nothing of it was sent. Exits: {@link #WITHDRAWN}, {@link #UNDER_WAY}, {@link #ANSWERED}. */
        WAITING,
        /** Nothing of it was sent or ever is, and nobody waits for it. Exit: {@link #OVER}. */
        WITHDRAWN,
        /** A command of it was sent, and the answer is not complete. Exits: {@link #ABANDONED}, {@link #ANSWERED}. */
        UNDER_WAY,
        /** The same, and nobody waits for what is still to come. Exit: {@link #OVER}. */
        ABANDONED,
        /** Its answer is complete, or will never come, and its user is about to be told. Exit: {@link #OVER}. */
        ANSWERED,
        /** Nothing comes of it any more, and nobody waits. No exit. */
        OVER;

        boolean isWanted() {
            return this == WAITING || this == UNDER_WAY || this == ANSWERED;
        }

        /** As it is when nobody waits for it any more. */
        State settled() {
            return switch (this) {
                case WAITING -> WITHDRAWN;
                case UNDER_WAY -> ABANDONED;
                case ANSWERED -> OVER;
                case WITHDRAWN, ABANDONED, OVER -> this;
            };
        }

        /** As it is when nothing of it is on the wire any more. */
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
    private volatile @Nullable Object outcome; // what its future was to be given

    public Request(CompletableFuture<T> future, Executor callbacks) {
        this.future = future;
        this.callbacks = callbacks;
    }

    public final CompletableFuture<T> future() {
        return future;
    }

    /** Makes it part of a lease, before it is submitted; {@code null} for none. */
    public final void of(@Nullable Lease lease) {
        this.lease = lease;
    }

    /** Whether the connection has gone to somebody else by now. */
    public final boolean isLeaseEnded() {
        return lease != null && lease.isSettled();
    }

    /** What it fails with when it comes too late. */
    public final IllegalStateException leaseEndedError() {
        return Objects.requireNonNull(lease).refusal();
    }

    /** Its user knows of this, if of any; before it is submitted. */
    public final void knows(@Nullable LostTransaction lost) {
        known = lost != null && lost.isTold() ? lost : null;
    }

    public final boolean knowsOf(LostTransaction lost) {
        return known == lost;
    }

    /** Whether its future has taken what became of it, so that its user knows. From any thread. */
    public final boolean hasTold() {
        Object told = outcome;
        return told != null
                && future.isDone()
                && future.handle((value, failure) -> value == told || failure == told)
                        .join();
    }

    /** Whether anybody still waits for it; a request that nobody waits for is not sent. */
    public boolean isWanted() {
        return state().isWanted();
    }

    /** Whether something of it was sent, and the answer is not complete. */
    public final boolean isUnderWay() {
        State now = state();
        return now == State.UNDER_WAY || now == State.ABANDONED;
    }

    /** Whether nothing of it is on the wire, or ever will be. */
    public final boolean isOver() {
        State now = state();
        return now == State.WITHDRAWN || now == State.ANSWERED || now == State.OVER;
    }

    /**
     * It is about to be sent, and has effects on what is sent behind it.
     *
     * @param switchesSession whether what is sent behind it may mean something else once it has run
     * @param unsettlesSession whether it may leave anything in the session
     */
    public final void effects(boolean switchesSession, boolean unsettlesSession) {
        this.switchesSession = switchesSession;
        this.unsettlesSession = unsettlesSession;
    }

    /** Whether nothing may be sent behind it before it is answered. */
    public final boolean isSwitchingSession() {
        return switchesSession;
    }

    /** Whether what was sent of it was encoded for the session's time zone. */
    protected boolean isDependentOnZone() {
        return false;
    }

    /** Whether the time zone, of which procedures and functions may leave another, is known only when it is answered. */
    public final boolean isUnsettlingSession() {
        return unsettlesSession;
    }

    /** Its command is about to be sent; false if it must not be, since it was called off just before. */
    public final boolean begins() {
        return state.compareAndSet(State.WAITING, State.UNDER_WAY);
    }

    /** Nothing of it is on the wire any more. Whoever still waits is told after this. */
    protected final void finished() {
        state.updateAndGet(State::finished);
        endTimer();
        ended();
    }

    /** Nothing of it is sent or received any more: lets go of what it has held for that. On the I/O thread, maybe more than once. */
    protected void ended() {}

    /**
     * Its user waits for it no longer: from now on nothing of it is sent that can still be kept back. From any thread;
     * {@link #abandon} follows on the I/O thread.
     *
     * @return whether it was waited for until now
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

    /** Sets the timer that runs for it, in place of an earlier one. */
    public final void timer(Cancellable timer) {
        endTimer();
        this.timer = timer;
    }

    public final void endTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Nobody wants what is still to come. */
    public void abandon() {}

    /** Whether a COMMIT of it is under way, whose outcome only its answer tells: the server is left to finish it. */
    protected boolean isCommitting() {
        return false;
    }

    /** Whether KILL QUERY may be used to end it, as far as it has got. */
    public boolean mayBeKilled() {
        return false;
    }

    /** Whether the connection may go on when its deadline has passed, provided that it ends then. */
    public boolean keepsConnectionAfterDeadline() {
        return true;
    }

    /** Whether the connection may go on without it, when its deadline has passed before it was sent. */
    public boolean mayBeLeftOut() {
        return true;
    }

    /** What its future fails with when its deadline passes while it is under way. */
    public Throwable lateWhileUnderWay(Duration timeout) {
        String sql = sql();
        String what = sql == null ? "the command" : StatementText.withoutValues(sql);
        return new MySqlTimeoutException(
                what + " took longer than its timeout of " + timeout.toMillis() + " ms"
                        + (mayBeKilled() ? "; it is stopped on the server, or the connection is closed" : ""),
                Written.ALL);
    }

    /** Whether it can be started now; until it can, it waits and with it all behind it. */
    protected boolean isReady(CommandPipeline pipeline) {
        return true;
    }

    /** What its text says to the session as it is now; {@code null} where it has none. Kept, as long texts are kept nowhere else. */
    public final @Nullable StatementTraits traits(CommandPipeline pipeline) {
        String sql = sql();
        if (sql != null && !knowsTraits(pipeline)) {
            traits = pipeline.traits(sql);
        }
        return traits;
    }

    /** Whether {@link #traits} is known without reading the text. */
    public final boolean knowsTraits(CommandPipeline pipeline) {
        return traits != null && traits.isFor(pipeline.sqlModes());
    }

    /** Its text was read ahead. */
    public final void traits(StatementTraits read) {
        traits = read;
    }

    /** Whether values of it are sent to the server ahead of the command that uses them. */
    protected boolean sendsAhead() {
        return false;
    }

    /** Whether it may begin or end a transaction. */
    protected boolean boundsTransaction(CommandPipeline pipeline) {
        return false;
    }

    /** Whether it is of no use once the transaction is lost that it belongs to. */
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return true;
    }

    /** Whether anything may stay of it in the session, beyond what answers tell of. */
    protected boolean leavesTraces(CommandPipeline pipeline) {
        return true;
    }

    /** Whether there is anything to be sent for it, now that it is its turn. */
    protected boolean isNeeded(CommandPipeline pipeline) {
        return true;
    }

    /** It is not started, for nobody wants it, or there is nothing to be sent for it. */
    protected void dropped(CommandPipeline pipeline) {}

    /** Sends its first command. What it throws fails the request and nothing else; nothing was sent then. */
    protected abstract void start(CommandPipeline pipeline);

    /** What becomes of it when the connection is lost while it is under way. */
    protected Throwable lost(ConnectionLoss loss) {
        return loss.underWay();
    }

    /** The statement without its values, for errors. */
    @Nullable
    protected String sql() {
        return null;
    }

    /** Tells what it has succeeded with, unless something was told before, or its user has gone. */
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

    /** Nobody waits any more for what it has succeeded with. On the I/O thread, or the callbacks'. */
    protected void unclaimed(T value) {}

    public final void fail(Throwable cause) {
        endTimer();
        if (settle()) {
            outcome = cause;
            callbacks.execute(() -> MySqlFuture.fail(future, cause));
        }
    }
}

package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One user's wish, from its submission until its future is completed. All methods are called on the connection's I/O
 * thread, {@link #fail} also on the submitting one when the request is refused at once.
 */
public abstract class Request<T extends @Nullable Object> {

    private enum Progress {
        /** Nothing of it was sent. Exits: UNDER_WAY, or none when it is refused or no longer wanted. */
        WAITING,
        /** A command of it was sent, and the answer is not complete. Exit: FINISHED. */
        UNDER_WAY,
        /** Its answer is complete, or will never come. No exit. */
        FINISHED
    }

    private final CompletableFuture<T> future;
    private final Executor callbacks;
    private Progress progress = Progress.WAITING;
    private @Nullable Cancellable timer;
    private @Nullable Lease lease;

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
    final boolean isTooLate() {
        return lease != null && lease.isSettled();
    }

    /** What it fails with when it comes too late. */
    final IllegalStateException lateness() {
        return Objects.requireNonNull(lease).refusal();
    }

    /** Whether anybody still waits for it; a request that nobody waits for is not sent. */
    public boolean isWanted() {
        return !future.isDone();
    }

    /** Whether something of it was sent, and the answer is not complete. */
    final boolean isUnderWay() {
        return progress == Progress.UNDER_WAY;
    }

    final void started() {
        progress = Progress.UNDER_WAY;
    }

    protected final void finished() {
        progress = Progress.FINISHED;
        endTimer();
    }

    /** Sets the timer that runs for it, in place of an earlier one. */
    final void timer(Cancellable timer) {
        endTimer();
        this.timer = timer;
    }

    final void endTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Nobody wants what is still to come. */
    protected void abandon() {}

    /** Whether KILL QUERY may be used to end it, as far as it has got. */
    protected boolean mayBeKilled() {
        return false;
    }

    /** Whether the connection may go on when its deadline has passed, provided that it ends then. */
    protected boolean outlivesDeadline() {
        return true;
    }

    /** What its future fails with when its deadline passes while it is under way. */
    protected Throwable lateWhileUnderWay(Duration timeout) {
        return new MySqlTimeoutException("no complete answer came within " + timeout.toMillis() + " ms", Written.ALL);
    }

    /** Whether it can be started now; until it can, it waits and with it all behind it. */
    protected boolean isReady(CommandPipeline pipeline) {
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

    /** It was not started, for nobody wanted it by then. */
    protected void dropped() {}

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

    protected final void succeed(T value) {
        endTimer();
        callbacks.execute(() -> {
            if (!future.complete(value)) {
                unclaimed(value);
            }
        });
    }

    /** Nobody waits any more for what it has succeeded with. On the callbacks' thread. */
    protected void unclaimed(T value) {}

    protected final void fail(Throwable cause) {
        endTimer();
        callbacks.execute(() -> future.completeExceptionally(cause));
    }
}

package dev.mysqlasync.internal.command;

import dev.mysqlasync.internal.failure.EveryStep;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time for which a user has a connection of a pool. Used from any thread.
 *
 * <p>It ends in two steps. {@link #end} rejects all later calls of the user. Requests of earlier calls may still be in
 * the submission queue. {@link #settle} follows when the pipeline reaches the release. Requests of this lease that
 * arrive after it are rejected, because the connection then belongs to somebody else.
 */
public final class Lease {

    /** Results that a user reads step by step. */
    public interface Taken {

        /** Nobody reads the rest of them. Called from any thread. */
        void cancelled();
    }

    private final Consumer<Lease> onEnd;
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();
    private final Set<Taken> taken = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile Runnable beforeEnd = () -> {};
    private volatile @Nullable String revokedFor;
    private volatile boolean settled;
    private volatile boolean userChanged;

    /** @param onEnd runs once, on the thread that ends the lease */
    public Lease(Consumer<Lease> onEnd) {
        this.onEnd = onEnd;
    }

    /** Sets an action that submits the last requests when the lease ends. */
    public void beforeEnd(Runnable beforeEnd) {
        this.beforeEnd = beforeEnd;
    }

    /** The user releases the connection. Only the first call of this or {@link #revoke} counts. */
    public void end() {
        end(null);
    }

    /**
     * Takes the connection from its user. Only the first call of this or {@link #end} counts.
     *
     * @param why the message of the exception that later calls of the user throw
     * @return whether the lease had not ended before
     */
    public boolean revoke(String why) {
        return end(why);
    }

    private boolean end(@Nullable String why) {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            revokedFor = why;
            new EveryStep()
                    .then(beforeEnd)
                    .then(() -> List.copyOf(taken).forEach(Taken::cancelled)) // nobody can read their rest
                    .then(() -> ended.complete(null))
                    .then(() -> onEnd.accept(this))
                    .end();
        }
        return first;
    }

    /** Whether the pool ended it by {@link #revoke}. */
    public boolean isRevoked() {
        return revokedFor != null;
    }

    public boolean isOver() {
        return over.get();
    }

    /** Completes when the lease ends. Not to be given to users, who could complete it. */
    public CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** All requests of the lease that may execute are answered. Called on the I/O thread. */
    void settle() {
        settled = true;
    }

    /** Whether a request of the lease comes too late. Called on the I/O thread. */
    boolean isSettled() {
        return settled;
    }

    /**
     * Rejects a call after the end of the lease.
     *
     * @throws IllegalStateException if the lease has ended
     */
    public void check() {
        if (isOver()) {
            throw refusal();
        }
    }

    /** The exception for a call after the end of the lease. */
    public IllegalStateException refusal() {
        return new IllegalStateException(
                Objects.requireNonNullElse(revokedFor, "the connection was released to its pool; acquire another one"));
    }

    /** Registers the future of something that runs on the connection. */
    @SuppressWarnings("CollectionUndefinedEquality") // futures are compared by identity
    public void runs(CompletableFuture<?> future) {
        running.add(future);
        CompletableFuture<?> unused = future.whenComplete((value, failure) -> running.remove(future));
    }

    /** Registers results that a user reads step by step. They are cancelled when the lease ends. */
    public void takes(Taken results) {
        taken.add(results);
    }

    /** Cancels everything that is running. */
    public void cancelRunning() {
        List.copyOf(running).forEach(future -> future.cancel(false));
    }

    /** The user changes the account of the session (COM_CHANGE_USER), which a session reset does not undo. */
    public void userChanges() {
        userChanged = true;
    }

    /** Whether the session may belong to another account than the pool's. */
    public boolean isUserChanged() {
        return userChanged;
    }
}

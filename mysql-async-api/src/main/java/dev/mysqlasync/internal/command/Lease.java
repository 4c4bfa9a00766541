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
 * The time for which a pool lends a connection to a user. From any thread.
 *
 * <p>It ends in two steps. {@link #end} refuses what is called from then on. What was called before may still be on its way to the
 * connection's line; that ends with {@link #settle}, when the line has come to the release: whatever of this lease comes behind is
 * refused there, since the connection is somebody else's.
 */
public final class Lease {

    /** Results that a user takes step by step. */
    public interface Taken {

        /** Nobody takes what is left of them. From any thread. */
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

    /** @param onEnd run once, by whoever ends it */
    public Lease(Consumer<Lease> onEnd) {
        this.onEnd = onEnd;
    }

    /** Sets what has still to be submitted when it ends. */
    public void beforeEnd(Runnable beforeEnd) {
        this.beforeEnd = beforeEnd;
    }

    /** The user gives the connection back. Only the first ending counts. */
    public void end() {
        end(null);
    }

    /**
     * Takes the connection back from its user. Only the first ending counts.
     *
     * @param why what the user is told who goes on with it
     * @return whether it was in use until now
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
                    .then(() -> List.copyOf(taken).forEach(Taken::cancelled)) // nobody can take what is still to come
                    .then(() -> ended.complete(null))
                    .then(() -> onEnd.accept(this))
                    .end();
        }
        return first;
    }

    /** Whether it was ended by the pool. */
    public boolean isRevoked() {
        return revokedFor != null;
    }

    public boolean isOver() {
        return over.get();
    }

    /** Completes when it ends; not to be handed out. */
    public CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** Everything of it that is to be executed has been. On the I/O thread. */
    void settle() {
        settled = true;
    }

    /** Whether what comes now comes too late. On the I/O thread. */
    boolean isSettled() {
        return settled;
    }

    /** Refuses what is called too late. */
    public void check() {
        if (isOver()) {
            throw refusal();
        }
    }

    /** What somebody gets who comes too late. */
    public IllegalStateException refusal() {
        return new IllegalStateException(
                Objects.requireNonNullElse(revokedFor, "the connection was released to its pool; acquire another one"));
    }

    /** Something that is running on the connection. */
    @SuppressWarnings("CollectionUndefinedEquality") // the same future is meant, not an equal one
    public void runs(CompletableFuture<?> future) {
        running.add(future);
        CompletableFuture<?> unused = future.whenComplete((value, failure) -> running.remove(future));
    }

    /** Results that are taken step by step, and left where they are when the lease ends. */
    public void takes(Taken results) {
        taken.add(results);
    }

    /** Calls off all that is running. */
    public void cancelRunning() {
        List.copyOf(running).forEach(future -> future.cancel(false));
    }

    /** The session was handed to another account, which starting it over does not undo. */
    public void userChanges() {
        userChanged = true;
    }

    /** Whether the session may be another account's. */
    public boolean isUserChanged() {
        return userChanged;
    }
}

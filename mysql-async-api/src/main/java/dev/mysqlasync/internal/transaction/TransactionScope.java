package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.Transaction;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.client.StatementClient;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.failure.UsersCode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction, or a nested one, that lasts as long as the user's function.
 *
 * <p>Its requests are submitted before its end, and later ones are rejected. The lock ensures this order. It is held
 * only while submitting.
 */
final class TransactionScope<T extends @Nullable Object> implements StatementRunner.Scope {

    private enum State {
        /** The server has not begun the transaction yet. Exits: OPEN, ENDING when it is cancelled. */
        BEGINNING,
        /** The function may submit. Exit: ENDING. */
        OPEN,
        /** Nothing more is accepted. The end is about to be submitted, or has been. No exit. */
        ENDING
    }

    private final StatementClient client;
    private final ScopeBoundary boundary;
    private final ScopeSlot place;
    private final RollbackCause verdict;
    private final int depth;
    private final MySqlFuture<T> result;
    private final ScopeSlot inner = new ScopeSlot();
    private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.BEGINNING;
    private volatile @Nullable CompletableFuture<?> stage;
    private volatile boolean unwanted; // the user has ended the future

    TransactionScope(
            StatementClient client, ScopeBoundary boundary, ScopeSlot place, RollbackCause verdict, int depth) {
        this.client = client;
        this.boundary = boundary;
        this.place = place;
        this.verdict = verdict;
        this.depth = depth;
        this.result = client.newFuture();
    }

    /**
     * Begins the transaction, unless another scope is open here.
     *
     * @return calls the function when the transaction has begun, at once if it has by then; so it must run outside of locks
     */
    Runnable open(Function<? super Transaction, ? extends CompletionStage<T>> work) {
        Objects.requireNonNull(work, "work");
        if (!place.claim(this)) {
            refuseSecond();
            return () -> {};
        }
        result.whenEnded(() -> {
            unwanted = true;
            cancel(new CancellationException());
        });
        CompletableFuture<?> beginning = boundary.begin();
        return () -> {
            CompletableFuture<?> unused = beginning.whenComplete((done, failure) -> begun(work, failure));
        };
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Rejects a second scope. On a lost connection, it fails with the loss instead. */
    private void refuseSecond() {
        if (client.runner().engine().isOpen()) {
            result.fail(new IllegalStateException(
                    "a transaction is already open here; for a nested one call inTransaction on the open Transaction"));
        } else {
            CompletableFuture<?> unused = boundary.begin()
                    .whenComplete((done, loss) -> result.fail(Failures.unwrapped(Objects.requireNonNull(loss))));
        }
    }

    private void begun(Function<? super Transaction, ? extends CompletionStage<T>> work, @Nullable Throwable failure) {
        if (failure != null) {
            place.leave(this);
            result.fail(Failures.unwrapped(failure));
        } else if (enter(State.BEGINNING, State.OPEN)) {
            call(work);
        } else {
            rollBack(new CancellationException());
        }
    }

    private void call(Function<? super Transaction, ? extends CompletionStage<T>> work) {
        CompletableFuture<T> given = UsersCode.stage(() -> work.apply(new DriverTransaction(client, this)));
        stage = given;
        CompletableFuture<T> unused = given.whenComplete((value, failure) -> {
            if (failure == null) {
                succeeded(value);
            } else {
                failed(Failures.unwrapped(failure));
            }
        });
    }

    // --- from any thread, while it is open -------------------------------------------------------------------------

    @Override
    public @Nullable Throwable admit(Runnable submission) {
        lock.lock();
        try {
            Throwable refusal = refusal();
            if (refusal == null) {
                submission.run();
            }
            return refusal;
        } finally {
            lock.unlock();
        }
    }

    /** COMMIT waits for this future. Cancelling the scope cancels it. */
    @Override
    @SuppressWarnings("CollectionUndefinedEquality") // compares identity, as CompletableFuture has no equals
    public void runs(CompletableFuture<?> future) {
        running.add(future);
        CompletableFuture<?> unused = future.whenComplete((value, failure) -> running.remove(future));
    }

    /** Runs a function in a nested transaction. */
    <R extends @Nullable Object> CompletableFuture<R> part(
            Function<? super Transaction, ? extends CompletionStage<R>> work) {
        SavepointBoundary savepoint = new SavepointBoundary(client, verdict, this::hasEnded, depth + 1);
        TransactionScope<R> part = new TransactionScope<>(client, savepoint, inner, verdict, depth + 1);
        Runnable whenBegun;
        lock.lock();
        try {
            Throwable refusal = refusal();
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            whenBegun = part.open(work);
            runs(part.result);
        } finally {
            lock.unlock();
        }
        whenBegun.run();
        return part.result;
    }

    boolean isOpen() {
        lock.lock();
        try {
            return refusal() == null;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasEnded() {
        lock.lock();
        try {
            return state == State.ENDING;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Throwable refusal() {
        if (state == State.OPEN) {
            return verdict.cause();
        }
        return client.runner().engine().isOpen()
                ? new IllegalStateException("the transaction has ended")
                : null; // the submission fails with the loss
    }

    // --- its end ---------------------------------------------------------------------------------------------------

    private void succeeded(T value) {
        if (!enter(State.OPEN, State.ENDING)) {
            return;
        }
        if (inner.isTaken()) {
            cancelRunning();
            rollBack(
                    new IllegalStateException("the function of a transaction ended before its nested transaction did"));
            return;
        }
        CompletableFuture<Void> answered = CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new));
        CompletableFuture<Void> unused = answered.whenComplete((done, failure) -> commit(value));
    }

    private void commit(T value) {
        Throwable reason = verdict.cause();
        if (unwanted) {
            rollBack(new CancellationException());
        } else if (reason != null) {
            rollBack(reason);
        } else {
            CompletableFuture<?> committed = boundary.commit();
            place.leave(this);
            CompletableFuture<?> unused = committed.whenComplete((done, failure) -> {
                if (failure == null) {
                    result.succeed(value);
                } else {
                    result.fail(Failures.unwrapped(failure));
                }
            });
        }
    }

    private void failed(Throwable failure) {
        if (enter(State.OPEN, State.ENDING)) {
            if (inner.isTaken()) {
                cancelRunning();
            }
            Throwable rollback = verdict.rollback();
            Throwable reason = rollback == null ? failure : rollback; // tells whether a retry may help
            add(failure, reason);
            add(verdict.cause(), reason);
            rollBack(reason);
        }
    }

    private static void add(@Nullable Throwable another, Throwable reason) {
        if (another != null
                && another != reason
                && !List.of(reason.getSuppressed()).contains(another)) {
            reason.addSuppressed(another);
        }
    }

    /** The lease of the connection ends. If the scope is open, its end is submitted when this method returns. */
    void released(IllegalStateException reason) {
        cancel(reason);
    }

    private void cancel(Throwable reason) {
        State before = end();
        cancelRunning();
        boundary.cancel();
        if (before == State.OPEN) {
            rollBack(reason);
            CompletableFuture<?> given = stage;
            if (given != null) {
                given.cancel(false);
            }
        }
    }

    private void cancelRunning() {
        List.copyOf(running).forEach(statement -> statement.cancel(false));
    }

    private void rollBack(Throwable failure) {
        CompletableFuture<?> rolledBack = boundary.rollback();
        place.leave(this);
        CompletableFuture<?> unused = rolledBack.whenComplete((done, another) -> {
            if (another != null) {
                add(Failures.unwrapped(another), failure);
            }
            result.fail(failure);
        });
    }

    private boolean enter(State from, State to) {
        lock.lock();
        try {
            boolean is = state == from;
            if (is) {
                state = to;
            }
            return is;
        } finally {
            lock.unlock();
        }
    }

    private State end() {
        lock.lock();
        try {
            State before = state;
            state = State.ENDING;
            return before;
        } finally {
            lock.unlock();
        }
    }
}

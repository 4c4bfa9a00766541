package dev.mysqlasync;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a function that {@link MySqlConnection#inTransaction(TransactionOptions, Function)} runs. It is
 * committed when the stage that the function returns completes. It is rolled back if the stage or the function fails,
 * or the transaction's future is cancelled. Thread-safe.
 *
 * <p>After its end has begun, every method returns a future that failed with {@link IllegalStateException}. If the
 * server rolls the transaction back, for example to end a deadlock, every method returns a future that failed with that
 * error. Nothing more is sent. The transaction then fails with that error, even if the function ignores it.
 *
 * <p>There is no method for commit or rollback: return a failed stage to roll back. The driver does not prevent SQL
 * that ends a transaction, such as {@code COMMIT} or DDL. Later statements then run in a transaction of their own.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public interface Transaction extends MySqlClient {

    /**
     * Runs a function in a nested part of this transaction, between a savepoint and its release. If the part fails or
     * is cancelled, its changes are rolled back, and this transaction continues, unless the server rolled back all of
     * it. One part can be open at a time; all statements that are submitted meanwhile belong to it.
     *
     * @return the value of the function's stage; the future fails with {@link IllegalStateException} if another part is
     *     open
     */
    <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work);

    /**
     * Prepares a statement for this transaction, as {@link MySqlConnection#prepare} does. It can be executed until the
     * end of the transaction begins, and should be closed.
     */
    CompletableFuture<PreparedStatement> prepare(String sql);

    /** Sets a savepoint, as {@link MySqlConnection#savepoint} does. */
    CompletableFuture<Void> savepoint(String name);

    /** Rolls back to a savepoint, as {@link MySqlConnection#rollbackTo} does. */
    CompletableFuture<Void> rollbackTo(String name);

    /** Removes a savepoint, as {@link MySqlConnection#release} does. */
    CompletableFuture<Void> release(String name);

    /**
     * Whether statements can be submitted: the end has not begun, and the server has not rolled the transaction back.
     */
    boolean isOpen();
}

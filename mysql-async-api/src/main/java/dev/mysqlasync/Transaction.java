package dev.mysqlasync;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction with a lifetime: that of the function it was given to. It is committed when the stage which the function
 * returned completes, and rolled back when the stage or the function fails or the transaction's future is cancelled.
 * Thread-safe, as connections are.
 *
 * <p>Once its end has begun, every method gives a future that has failed with {@link IllegalStateException}. Once the
 * server has rolled the transaction back, as it does to end a deadlock, they give futures that have failed with that
 * error: nothing more is sent, and the transaction fails with that error even if the function did not mind it.
 *
 * <p>There is no commit and no rollback by hand: return a failed stage to have it rolled back. SQL that ends transactions,
 * such as {@code COMMIT} or DDL, is not kept from doing so; what follows it is then in a transaction of its own.
 *
 * @see MySqlConnection#inTransaction(TransactionOptions, Function)
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface Transaction extends MySqlClient {

    /**
     * Runs a function in a part of this transaction that can be undone by itself: between a savepoint and its release. When
     * the part fails or is cancelled, what it did is rolled back, and this transaction goes on, unless the server
     * has rolled all of it back. One part is open at a time, and everything that is submitted meanwhile belongs to it.
     *
     * @return what the function's stage gives; it fails with {@link IllegalStateException} when another part is still open
     */
    <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work);

    /**
     * Prepares a statement that belongs to this transaction, as {@link MySqlConnection#prepare}. It can be executed until the
     * transaction's end has begun, and should be closed.
     */
    CompletableFuture<PreparedStatement> prepare(String sql);

    /** Sets a savepoint, as {@link MySqlConnection#savepoint}. */
    CompletableFuture<Void> savepoint(String name);

    /** Undoes what came after a savepoint, as {@link MySqlConnection#rollbackTo}. */
    CompletableFuture<Void> rollbackTo(String name);

    /** Forgets a savepoint, as {@link MySqlConnection#release}. */
    CompletableFuture<Void> release(String name);

    /** Whether statements can be submitted: its end has not begun, and the server has not rolled it back. */
    boolean isOpen();
}

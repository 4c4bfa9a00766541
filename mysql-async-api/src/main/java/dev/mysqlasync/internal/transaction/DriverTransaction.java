package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.Transaction;
import dev.mysqlasync.internal.client.StatementClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of a connection, for use while a transaction scope is open. */
final class DriverTransaction extends StatementClient implements Transaction {

    private final TransactionScope<?> scope;

    DriverTransaction(StatementClient connection, TransactionScope<?> scope) {
        super(connection, connection.runner().within(scope));
        this.scope = scope;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return scope.part(work);
    }

    @Override
    public CompletableFuture<Void> savepoint(String name) {
        return effect(Savepoints.set(name));
    }

    @Override
    public CompletableFuture<Void> rollbackTo(String name) {
        return effect(Savepoints.rollbackTo(name));
    }

    @Override
    public CompletableFuture<Void> release(String name) {
        return effect(Savepoints.release(name));
    }

    @Override
    public boolean isOpen() {
        return scope.isOpen();
    }

    @Override
    public String toString() {
        return "Transaction[MySqlConnection["
                + runner().engine().sessionState().facts().connectionId() + "]" + (isOpen() ? "" : ", ended") + "]";
    }
}

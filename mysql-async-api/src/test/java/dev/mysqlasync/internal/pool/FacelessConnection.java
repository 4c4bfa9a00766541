package dev.mysqlasync.internal.pool;

import dev.mysqlasync.CallResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.connection.Lendable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A connection for tests of the pool's rules, which never look at what users get. */
abstract class FacelessConnection implements Lendable {

    @Override
    public MySqlConnection connection() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<CallResult> call(Statement call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MySqlConnection lend(Lease lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Boolean> leavesChanges(Lease lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MySqlConnection lendForTransactions(Lease lease, @Nullable Duration timeLeft) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public @Nullable MySqlException refusal() {
        return null;
    }

    @Override
    public void forgetRefusal() {}
}

package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnection;
import java.util.concurrent.CompletableFuture;

/** A connection in a user's hands, which goes back to the pool when the user closes it. */
final class AcquiredConnection extends PoolOperation<MySqlConnection> {

    AcquiredConnection(PoolCore core) {
        super(core, Runnable::run);
    }

    CompletableFuture<MySqlConnection> begin() {
        acquire(null, true);
        return result();
    }

    @Override
    void use(PooledLease lease) {
        succeed(lease.connection().lend(lease.lease()));
    }

    @Override
    void unclaimed() {
        giveBack();
    }
}

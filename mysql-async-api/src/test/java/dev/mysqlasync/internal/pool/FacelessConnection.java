package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.internal.Lease;
import dev.mysqlasync.internal.connection.Lendable;

/** A connection for tests of the pool's rules, which never look at what users get. */
abstract class FacelessConnection implements Lendable {

    @Override
    public MySqlConnection connection() {
        throw new UnsupportedOperationException();
    }

    @Override
    public MySqlConnection lend(Lease lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MySqlConnection lendForTransactions(Lease lease) {
        throw new UnsupportedOperationException();
    }
}

package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.Row;
import dev.mysqlasync.XaTransactions;
import dev.mysqlasync.Xid;
import dev.mysqlasync.internal.client.StatementClient;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** XA statements, sent in the text protocol: proxies and old servers accept them in no other way. */
public final class DriverXa implements XaTransactions {

    private final StatementClient client;
    private final ConnectionTransactions transactions;

    public DriverXa(StatementClient client, ConnectionTransactions transactions) {
        this.client = client;
        this.transactions = transactions;
    }

    @Override
    public CompletableFuture<Void> start(Xid xid) {
        return effect("XA START " + xid.sql());
    }

    @Override
    public CompletableFuture<Void> end(Xid xid) {
        return effect("XA END " + xid.sql());
    }

    @Override
    public CompletableFuture<Void> prepare(Xid xid) {
        return effect("XA PREPARE " + xid.sql());
    }

    @Override
    public CompletableFuture<Void> commit(Xid xid) {
        return effect("XA COMMIT " + xid.sql());
    }

    @Override
    public CompletableFuture<Void> commitOnePhase(Xid xid) {
        return effect("XA COMMIT " + xid.sql() + " ONE PHASE");
    }

    @Override
    public CompletableFuture<Void> rollback(Xid xid) {
        return effect("XA ROLLBACK " + xid.sql());
    }

    private CompletableFuture<Void> effect(String sql) {
        return transactions.byHand(() -> client.effect(sql));
    }

    @Override
    public CompletableFuture<List<Xid>> recover() {
        return client.query("XA RECOVER", DriverXa::xid);
    }

    /** Reads a row: format ID, length of the global ID, length of the branch ID, and the bytes of both. */
    private static Xid xid(Row row) {
        byte[] both = Objects.requireNonNull(row.getBytes(3));
        int split = row.getInt(1);
        return new Xid(
                Arrays.copyOf(both, split), Arrays.copyOfRange(both, split, split + row.getInt(2)), row.getLong(0));
    }
}

package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Xid;
import dev.mysqlasync.tests.Await;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Branches of distributed transactions. */
class XaTest extends ServerScene {

    private MySqlConnection manager;
    private MySqlConnection witness;
    private String table;
    private final Xid xid = xid();

    /** A name that is nobody else's, of bytes of all kinds. */
    private static Xid xid() {
        UUID unique = UUID.randomUUID();
        byte[] globalId = ByteBuffer.allocate(20)
                .putLong(unique.getMostSignificantBits())
                .putLong(unique.getLeastSignificantBits())
                .put(new byte[] {0, '\'', (byte) 0xFF, '\\'})
                .array();
        return new Xid(globalId, new byte[] {(byte) 0x80, 0, 'b'}, 4711);
    }

    @BeforeEach
    void open() {
        manager = connect(options -> options.autocommit(true));
        witness = connect(options -> options.autocommit(true));
        table = createTable(witness, "v INT PRIMARY KEY");
    }

    private void work() {
        await(manager.xa().start(xid));
        await(manager.execute("INSERT INTO " + table + " VALUES (1)"));
        await(manager.xa().end(xid));
    }

    private long rows() {
        return number(witness, "SELECT COUNT(*) FROM " + table);
    }

    @Test
    void commit_afterPrepare_keepsTheWork() {
        work();
        await(manager.xa().prepare(xid));
        assertThat(rows()).isZero();
        assertThat(await(witness.xa().recover())).contains(xid);
        await(manager.xa().commit(xid));

        assertThat(rows()).isOne();
        assertThat(await(witness.xa().recover())).doesNotContain(xid);
    }

    @Test
    void commitOnePhase_keepsTheWork() {
        work();
        await(manager.xa().commitOnePhase(xid));

        assertThat(rows()).isOne();
    }

    @Test
    void rollback_dropsTheWork() {
        work();
        await(manager.xa().rollback(xid));

        assertThat(rows()).isZero();
        assertUsable(manager);
    }

    @Test
    void preparedBranch_survivesItsConnection_andIsCommittedByAnother() {
        work();
        await(manager.xa().prepare(xid));
        long id = manager.connectionId();
        await(manager.close());
        Await.until(() -> number(witness, "SELECT COUNT(*) FROM information_schema.processlist WHERE id = ?", id) == 0);
        Xid recovered = await(witness.xa().recover()).stream()
                .filter(xid::equals)
                .findFirst()
                .orElseThrow();
        await(witness.xa().commit(recovered));

        assertThat(rows()).isOne();
    }

    @Test
    void commit_beforePrepare_isRefusedByTheServer() {
        work();
        MySqlServerException failure = failure(manager.xa().commit(xid), MySqlServerException.class);
        await(manager.xa().rollback(xid));

        assertThat(failure.errorCode()).isEqualTo(1399);
    }

    @Test
    void commit_unknownBranch_isRefusedByTheServer() {
        assertThat(failure(manager.xa().commit(xid), MySqlServerException.class).errorCode())
                .isEqualTo(1397);
    }
}

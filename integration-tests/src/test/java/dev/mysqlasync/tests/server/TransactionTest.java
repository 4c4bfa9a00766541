package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Autocommit;
import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept, seen by a second connection, and what the first one says about its transaction. */
class TransactionTest extends ServerScene {

    private MySqlConnection writer;
    private MySqlConnection witness;
    private String table;

    @BeforeEach
    void open() {
        writer = connect();
        witness = connect(options -> options.autocommit(true));
        table = createTable(witness, "v INT PRIMARY KEY");
    }

    @Test
    void connect_byDefault_hasAutocommitOff() {
        assertThat(writer.isAutocommit()).isFalse();
        assertThat(number(writer, "SELECT @@autocommit")).isZero();
        assertThat(writer.isInTransaction()).isFalse();
    }

    @Test
    void connect_autocommitOn_keepsWhatIsWritten() {
        assertThat(witness.isAutocommit()).isTrue();
        await(witness.execute("INSERT INTO " + table + " VALUES (1)"));

        assertThat(witness.isInTransaction()).isFalse();
        assertThat(rowsSeenBy(writer)).isOne();
    }

    @Test
    void connect_autocommitOfTheServer_isLeftAsItIs() {
        MySqlConnection connection = connect(options -> options.autocommit(Autocommit.SERVER));

        assertThat(connection.isAutocommit()).isEqualTo(number(connection, "SELECT @@GLOBAL.autocommit") == 1);
    }

    @Test
    void execute_withoutCommit_isInvisibleAndLost() {
        await(writer.execute("INSERT INTO " + table + " VALUES (1)"));

        assertThat(writer.isInTransaction()).isTrue();
        assertThat(rowsSeenBy(witness)).isZero();
        await(writer.close());
        assertThat(rowsSeenBy(witness)).isZero();
    }

    @Test
    void execute_preparedWithoutCommit_isInATransactionToo() {
        await(writer.execute("INSERT INTO " + table + " VALUES (?)", 1));

        assertThat(writer.isInTransaction()).isTrue();
    }

    @Test
    void query_rowsOfATable_openATransaction() {
        await(writer.query("SELECT * FROM " + table));

        assertThat(writer.isInTransaction()).isTrue();
    }

    @Test
    void commit_keepsWhatWasWritten() {
        await(writer.execute("INSERT INTO " + table + " VALUES (1)"));

        await(writer.commit());

        assertThat(writer.isInTransaction()).isFalse();
        assertThat(writer.isAutocommit()).isFalse();
        assertThat(rowsSeenBy(witness)).isOne();
    }

    @Test
    void rollback_dropsWhatWasWritten() {
        await(writer.execute("INSERT INTO " + table + " VALUES (1)"));

        await(writer.rollback());

        assertThat(writer.isInTransaction()).isFalse();
        assertThat(rowsSeenBy(writer)).isZero();
    }

    @Test
    void begin_underAutocommit_opensATransaction() {
        await(witness.begin());

        assertThat(witness.isInTransaction()).isTrue();
        assertThat(witness.isAutocommit()).isTrue();
        await(witness.execute("INSERT INTO " + table + " VALUES (1)"));
        await(witness.rollback());
        assertThat(witness.isInTransaction()).isFalse();
        assertThat(rowsSeenBy(witness)).isZero();
    }

    @Test
    void begin_inATransaction_commitsIt() {
        await(writer.execute("INSERT INTO " + table + " VALUES (1)"));

        await(writer.begin());

        assertThat(rowsSeenBy(witness)).isOne();
        assertThat(writer.isInTransaction()).isTrue();
    }

    @Test
    void autocommit_on_commitsTheOpenTransaction() {
        await(writer.execute("INSERT INTO " + table + " VALUES (1)"));

        await(writer.autocommit(true));

        assertThat(writer.isAutocommit()).isTrue();
        assertThat(writer.isInTransaction()).isFalse();
        assertThat(rowsSeenBy(witness)).isOne();
        await(writer.autocommit(false));
        assertThat(writer.isAutocommit()).isFalse();
    }

    @Test
    void execute_error_leavesTheTransactionOpen() {
        await(writer.execute("INSERT INTO " + table + " VALUES (1)"));

        MySqlServerException failure =
                failure(writer.execute("INSERT INTO " + table + " VALUES (?)", 1), MySqlServerException.class);
        await(writer.execute("INSERT INTO " + table + " VALUES (2)"));
        await(writer.commit());

        assertThat(failure.errorCode()).isEqualTo(1062);
        assertThat(failure.isTransactionRolledBack()).isFalse();
        assertThat(rowsSeenBy(witness)).isEqualTo(2);
    }

    @Test
    void execute_pipelinedWithoutWaiting_isOneTransaction() {
        writer.begin();
        writer.execute("INSERT INTO " + table + " VALUES (1)");
        writer.execute("INSERT INTO " + table + " VALUES (?)", 2);
        await(writer.commit());

        assertThat(rowsSeenBy(witness)).isEqualTo(2);
    }

    @Test
    void connect_isolation_holdsForTheSession() {
        MySqlConnection connection = connect(options -> options.isolation(IsolationLevel.READ_UNCOMMITTED));
        await(writer.execute("INSERT INTO " + table + " VALUES (1)"));

        assertThat(rowsSeenBy(connection)).isOne();
        assertThat(rowsSeenBy(witness)).isZero();
    }

    private long rowsSeenBy(MySqlConnection connection) {
        return number(connection, "SELECT COUNT(*) FROM " + table);
    }
}

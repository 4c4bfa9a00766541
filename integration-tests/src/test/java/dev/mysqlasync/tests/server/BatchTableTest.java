package dev.mysqlasync.tests.server;

import static dev.mysqlasync.BatchResult.Strategy.PIPELINED;
import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Row;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches into tables that do not forget a failed statement, beside locks, and in transactions. */
class BatchTableTest extends BatchScene {

    // --- tables that keep what failed ------------------------------------------------------------------------------

    @Test
    void executeBatch_myIsam_goesRowByRowAndRunsNothingTwice() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT, v INT UNIQUE");
        await(connection.execute("ALTER TABLE " + table + " ENGINE = MyISAM"));

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?, ?)", rows(100, i -> Arrays.asList(i, i == 50 ? 0 : i))));

        assertThat(result.strategies()).containsExactly(PIPELINED);
        assertFailed(result, 50, 1062);
        assertThat(count(connection, table)).isEqualTo(99);
    }

    /** A server that writes GTIDs refuses statements that change both kinds of tables. */
    private static void assumeMyIsamBesideInnoDb(MySqlConnection connection) {
        assumeTrue(isMariaDb(connection) || !"ON".equals(text(connection, "SELECT @@gtid_mode")), "GTIDs are on");
    }

    /** Within the time that a verdict is kept, or later: nobody tells the session. */
    @Test
    void executeBatch_tableThatAnotherSessionTookTransactionsFrom_runsNothingTwice() {
        MySqlConnection connection = connection();
        MySqlConnection other = connection();
        String table = createTable(connection, "id INT, v INT UNIQUE");
        String insert = "INSERT INTO " + table + " VALUES (?, ?)";
        await(connection.executeBatch(insert, rows(10, i -> List.of(-1 - i, -1 - i))));
        await(other.execute("ALTER TABLE " + table + " ENGINE = MyISAM"));

        Throwable failure = await(connection
                .executeBatch(insert, rows(100, i -> List.of(i, i == 50 ? 0 : i)))
                .handle((result, thrown) -> thrown));

        assertThat(count(connection, table)).isEqualTo(number(connection, "SELECT COUNT(DISTINCT id) FROM " + table));
        if (failure instanceof MySqlServerException refusal && refusal.errorCode() == 0) {
            assertThat(count(connection, table))
                    .isEqualTo(10); // MariaDB 11.4 refuses the whole with this code, and runs no row
        } else {
            assertThat(count(connection, table)).isBetween(60L, 109L);
        }
    }

    /** What the trigger does stays when the statement fails: run again, it would do it again. */
    @Test
    void executeBatch_triggerIntoMyIsam_runsNothingTwice() {
        MySqlConnection connection = connection();
        assumeMyIsamBesideInnoDb(connection);
        String log = createTable(connection, "id INT");
        await(connection.execute("ALTER TABLE " + log + " ENGINE = MyISAM"));
        String table = createTable(connection, "id INT PRIMARY KEY");
        await(connection.execute("CREATE TRIGGER t_" + table + " BEFORE INSERT ON " + table
                + " FOR EACH ROW INSERT INTO " + log + " VALUES (NEW.id)"));

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?)", rows(100, i -> List.of(i == 50 ? 0 : i))));

        assertFailed(result, 50, 1062);
        assertThat(count(connection, log)).isEqualTo(100);
    }

    @Test
    void executeBatch_storedFunctionInTheRow_runsItOnceForEachRow() {
        MySqlConnection connection = connection();
        assumeMyIsamBesideInnoDb(connection);
        String log = createTable(connection, "id INT");
        await(connection.execute("ALTER TABLE " + log + " ENGINE = MyISAM"));
        String table = createTable(connection, "id INT PRIMARY KEY");
        String function = "f_" + table;
        await(connection.execute("CREATE FUNCTION " + function + "(x INT) RETURNS INT NO SQL BEGIN INSERT INTO " + log
                + " VALUES (x); RETURN x; END"));
        dropAfterwards("FUNCTION " + function);

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (" + function + "(?))", rows(100, i -> List.of(i == 50 ? 0 : i))));

        assertFailed(result, 50, 1062);
        assertThat(count(connection, log)).isEqualTo(100);
    }

    /** Outside strict mode NULL becomes a default where several rows are inserted at once. */
    @Test
    void executeBatch_withoutStrictMode_checksRowsAsIfAlone() {
        MySqlConnection connection =
                connect(options -> options.transport(transport).autocommit(true).sqlMode(""));
        String table = createTable(connection, "id INT PRIMARY KEY, v INT NOT NULL");

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?, ?)", rows(20, i -> Arrays.asList(i, i == 7 ? null : i))));

        assertFailed(result, 7, 1048);
    }

    @Test
    void executeBatch_accountThatSeesNoTriggers_tellsThatTheRowsFailedTogether() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        String user = "b" + table.substring(3, 20);
        await(connection.execute("CREATE USER " + user + "@'%' IDENTIFIED BY 'batch'"));
        dropAfterwards("USER " + user + "@'%'");
        await(connection.execute("GRANT INSERT, SELECT ON " + table + " TO " + user + "@'%'"));
        MySqlConnection limited =
                connect(options(user, "batch").transport(transport).autocommit(true));

        BatchResult all = await(limited.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(100, List::of)));
        BatchResult failed =
                await(limited.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(100, i -> List.of(99 + i))));

        assertThat(all.strategies()).containsExactly(together(connection));
        assertThat(failed.outcomes()).hasOnlyElementsOfType(BatchOutcome.FailedTogether.class);
        assertThat(count(connection, table)).isEqualTo(100);
    }

    // --- transactions and order ------------------------------------------------------------------------------------

    @Test
    void executeBatch_inATransaction_failingCommandLeavesTheRestOfItAlone() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        await(connection.begin());
        await(connection.execute("INSERT INTO " + table + " VALUES (-1)"));

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?)", rows(100, i -> List.of(i == 50 ? -1 : i))));

        assertFailed(result, 50, 1062);
        assertThat(connection.isInTransaction()).isTrue();
        assertThat(count(connection, table)).isEqualTo(100);
        await(connection.rollback());
        assertThat(count(connection, table)).isZero();
    }

    @Test
    void executeBatch_betweenOtherStatements_isRunInItsPlace() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        var before = connection.execute("INSERT INTO " + table + " VALUES (50)");

        var batch = connection.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(100, List::of));
        var counted = connection.query("SELECT COUNT(*), MAX(id) FROM " + table);
        var emptied = connection.execute("DELETE FROM " + table);
        var second = connection.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(10, List::of));

        await(before);
        assertFailed(await(batch), 50, 1062);
        Row row = await(counted).get(0);
        assertThat(row.toList()).hasToString("[100, 99]");
        assertThat(await(emptied).affectedRows()).isEqualTo(100);
        assertThat(await(second).affectedRows()).isEqualTo(10);
    }

    @Test
    void executeBatch_lockWaitTimeout_endsTheBatch() {
        MySqlConnection holder = connect();
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        await(connection.execute("SET innodb_lock_wait_timeout = 1"));
        await(holder.execute("INSERT INTO " + table + " VALUES (5)"));

        BatchResult result = await(connection.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(10, List::of)));

        assertThat(result.outcomes()).hasOnlyElementsOfType(BatchOutcome.FailedTogether.class);
        assertThat(((MySqlServerException) result.firstError().orElseThrow()).errorCode())
                .isEqualTo(1205);
        await(holder.rollback());
        assertThat(count(connection, table)).isZero();
    }
}

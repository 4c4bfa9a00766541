package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Statements whose grammar takes no parameters are sent with their arguments as literals. */
class LiteralsAloneTest extends ServerScene {

    private MySqlConnection connection() {
        return connect(options -> options.autocommit(true));
    }

    @Test
    void show_withArguments_isSentAsText() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "first INT, second INT, `a\\b` INT");

        assertThat(text(connection, "SHOW TABLES LIKE ?", table)).isEqualTo(table);
        assertThat(text(connection, "SHOW COLUMNS FROM " + table + " LIKE ?", "sec%"))
                .isEqualTo("second");
        assertThat(text(connection, "SHOW COLUMNS FROM " + table + " WHERE Field = ?", "a\\b"))
                .isEqualTo("a\\b");
        Rows variables =
                await(connection.query(Statement.of("SHOW VARIABLES LIKE :name").bind("name", "autocommit")));
        assertThat(variables.get(0).getString(0)).isEqualTo("autocommit");
    }

    @Test
    void accounts_withArguments_areMadeChangedAndDropped() {
        MySqlConnection connection = connection();
        String user = "it" + UUID.randomUUID().toString().substring(0, 8);
        String password = "it's a\\b \"?\"";
        await(connection.execute("CREATE USER ?@? IDENTIFIED BY ?", user, "localhost", password));
        try {
            await(connection.execute("ALTER USER ?@? IDENTIFIED BY ?", user, "localhost", password + "2"));
            await(connection.execute("GRANT SELECT ON test.* TO ?@?", user, "localhost"));
            List<Row> grants = await(connection.query("SHOW GRANTS FOR ?@?", user, "localhost")).stream()
                    .toList();
            assertThat(grants).anyMatch(row -> String.valueOf(row.getString(0)).contains("SELECT"));
        } finally {
            await(connection.execute("DROP USER ?@?", user, "localhost"));
        }
    }

    @Test
    void manyOthers_withArguments_doWhatTheySay() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "a INT");
        await(connection.execute("ALTER TABLE " + table + " COMMENT ?", "what it's for"));
        await(connection.execute("SET NAMES ?", "utf8mb4"));
        assertThat(failure(connection.execute("KILL QUERY ?", 4_000_000_000L), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1094);
        assertThat(failure(
                        connection.execute("SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = ?", "no\\way"),
                        MySqlServerException.class))
                .hasMessageContaining("no\\way");
        assertUsable(connection);
    }

    @Test
    void secondTime_isNotPreparedAgain() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "a INT");
        long before = prepares(connection);
        for (int i = 0; i < 3; i++) {
            assertThat(text(connection, "SHOW TABLES LIKE ?", table)).isEqualTo(table);
        }
        List<StatementOutcome> outcomes = await(connection.pipeline(
                Statement.of("SHOW TABLES LIKE ?", table), Statement.of("SHOW TABLES LIKE ?", table)));

        assertThat(outcomes).allMatch(outcome -> ((Rows) outcome.results().get(0)).size() == 1);
        assertThat(prepares(connection) - before).isEqualTo(1);
    }

    private static long prepares(MySqlConnection connection) {
        return Long.parseLong(status(connection, "Com_stmt_prepare"));
    }

    @Test
    void statementWithAMistake_failsWithTheErrorThatShowsNoValue() {
        MySqlConnection connection = connection();

        assertThat(failure(connection.execute("CREATE USERS ?@?", "secret", "localhost"), MySqlServerException.class))
                .hasMessageNotContaining("secret")
                .extracting(MySqlServerException::errorCode)
                .isEqualTo(1064);
        assertThat(failure(connection.execute("SELECT 1 FROM WHERE a = ?", "secret"), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1064);
    }
}

package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What set-up does is done before the connection is handed out: nothing of it is open or can be lost. */
class InitStatementsTest extends ServerScene {

    private MySqlConnection observer() {
        return connect(options -> options.autocommit(true));
    }

    @Test
    void initStatements_thatWrite_areCommittedThoughAutocommitIsOff() {
        MySqlConnection observer = observer();
        String table = createTable(observer, "a INT");
        MySqlConnection connection =
                connect(options -> options.initStatements(List.of("INSERT INTO " + table + " VALUES (1)")));

        assertThat(connection.isInTransaction()).isFalse();
        assertThat(number(observer, "SELECT COUNT(*) FROM " + table)).isEqualTo(1);
        await(connection.execute("INSERT INTO " + table + " VALUES (2)"));
        await(connection.rollback());
        assertThat(number(observer, "SELECT COUNT(*) FROM " + table)).isEqualTo(1);
    }

    @Test
    void initStatements_thatRead_pinNoSnapshot() {
        MySqlConnection observer = observer();
        String table = createTable(observer, "a INT");
        MySqlConnection connection =
                connect(options -> options.initStatements(List.of("SELECT COUNT(*) FROM " + table)));
        await(observer.execute("INSERT INTO " + table + " VALUES (1), (2)"));

        assertThat(number(connection, "SELECT COUNT(*) FROM " + table)).isEqualTo(2);
    }

    @Test
    void initStatements_thatEndInATransactionOfTheirOwn_areCommitted() {
        MySqlConnection observer = observer();
        String table = createTable(observer, "a INT");
        MySqlConnection connection = connect(options -> options.autocommit(true)
                .initStatements(List.of("START TRANSACTION", "INSERT INTO " + table + " VALUES (1)", "SET @a = 5")));

        assertThat(connection.isInTransaction()).isFalse();
        assertThat(number(observer, "SELECT COUNT(*) FROM " + table)).isEqualTo(1);
        assertThat(number(connection, "SELECT @a")).isEqualTo(5);
    }

    @Test
    void initStatements_afterReset_areCommittedAgain() {
        MySqlConnection observer = observer();
        String table = createTable(observer, "a INT");
        MySqlConnection connection =
                connect(options -> options.initStatements(List.of("INSERT INTO " + table + " VALUES (1)")));
        await(connection.reset());

        assertThat(connection.isInTransaction()).isFalse();
        assertThat(number(observer, "SELECT COUNT(*) FROM " + table)).isEqualTo(2);
    }

    @Test
    void initStatements_oneThatFails_commitsNothingOfTheOthers() {
        MySqlConnection observer = observer();
        String table = createTable(observer, "a INT");

        failure(MySqlConnection.connect(options()
                .initStatements(List.of("INSERT INTO " + table + " VALUES (1)", "SELECT * FROM no_such_table"))
                .build()));
        assertThat(number(observer, "SELECT COUNT(*) FROM " + table)).isZero();
    }
}

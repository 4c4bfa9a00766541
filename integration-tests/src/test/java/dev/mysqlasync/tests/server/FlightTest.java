package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import dev.mysqlasync.driver.WatchedTransport;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several statements in one flight. */
class FlightTest extends ServerScene {

    private final WatchedTransport transport = new WatchedTransport();

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    private static String value(StatementOutcome outcome) {
        return String.valueOf(((Rows) outcome.results().get(0)).get(0).getString(0));
    }

    @Test
    void pipeline_hundredNewStatements_takesTwoWrites() {
        MySqlConnection connection = connect(options -> options.transport(transport));
        List<Statement> statements = IntStream.range(0, 100)
                .mapToObj(i -> Statement.of("SELECT ? + " + i, i))
                .toList();
        int before = transport.writes();
        List<StatementOutcome> outcomes = await(connection.pipeline(statements));
        assertThat(transport.writes() - before).isEqualTo(2);

        for (int i = 0; i < 100; i++) {
            assertThat(value(outcomes.get(i))).isEqualTo(String.valueOf(2 * i));
        }
        before = transport.writes();
        assertThat(await(connection.pipeline(statements))).allMatch(StatementOutcome::isSuccess);
        assertThat(transport.writes() - before).isEqualTo(1);
    }

    @Test
    void pipeline_errorsAmongThem_areEachStatementsOwn() {
        MySqlConnection connection = connect();
        String table = createTable(connection, "a INT PRIMARY KEY");
        List<StatementOutcome> outcomes = await(connection.pipeline(
                Statement.of("INSERT INTO " + table + " VALUES (?)", 1),
                Statement.of("INSERT INTO " + table + " VALUES (?)", 1),
                Statement.of("SELECT * FROM no_such_table WHERE a = ?", 1),
                Statement.of("SELECT COUNT(*) FROM " + table)));

        assertThat(outcomes.get(0).isSuccess()).isTrue();
        assertThat(code(outcomes.get(1))).isEqualTo(1062);
        assertThat(code(outcomes.get(2))).isEqualTo(1146);
        assertThat(value(outcomes.get(3))).isEqualTo("1");
        await(connection.rollback());
        assertUsable(connection);
    }

    private static int code(StatementOutcome outcome) {
        return ((MySqlServerException) ((StatementOutcome.Failure) outcome).cause()).errorCode();
    }

    @Test
    void pipeline_statementThatNeedsTheOneBefore_findsIt() {
        MySqlConnection connection = connect();
        List<StatementOutcome> outcomes = await(connection.pipeline(
                Statement.of("CREATE TEMPORARY TABLE flight_t (a INT)"),
                Statement.of("INSERT INTO flight_t VALUES (?)", 3),
                Statement.of("SELECT a FROM flight_t")));

        assertThat(outcomes).allMatch(StatementOutcome::isSuccess);
        assertThat(value(outcomes.get(2))).isEqualTo("3");
    }

    @Test
    void pipeline_notPipelined_hasTheSameOutcomes() {
        MySqlConnection connection =
                connect(options -> options.transport(transport).pipelining(Pipelining.OFF));
        int before = transport.writes();
        List<StatementOutcome> outcomes = await(connection.pipeline(
                Statement.of("SELECT 1"), Statement.of("SELECT * FROM no_such_table"), Statement.of("SELECT ?", 3)));

        assertThat(value(outcomes.get(0))).isEqualTo("1");
        assertThat(code(outcomes.get(1))).isEqualTo(1146);
        assertThat(value(outcomes.get(2))).isEqualTo("3");
        assertThat(transport.writes() - before).isEqualTo(4);
    }
}

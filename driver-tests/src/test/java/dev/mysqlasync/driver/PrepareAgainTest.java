package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.RowFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prepared statements that the server has forgotten, cannot bring up to date, or has too many of. */
class PrepareAgainTest {

    private static final String SQL = "SELECT a FROM t WHERE id = ?";
    private static final int UNKNOWN = 1243;
    private static final int NEEDS_PREPARING = 1615;
    private static final int OUT_OF_RANGE = 1264;
    private static final int DUPLICATE = 1062;
    private static final int TOO_MANY = 1461;

    @ParameterizedTest
    @ValueSource(ints = {UNKNOWN, NEEDS_PREPARING})
    void query_statementLost_isPreparedAndExecutedAgain(int error) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            keep(scene, connection, SQL, 5);
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 8));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(error));

            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5", "PREPARE " + SQL);
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 6");
            scene.send(rowsAnswer("x"));
            assertThat(rows.join().get(0).getString(0)).isEqualTo("x");
        }
    }

    @Test
    void query_valueRefused_isPreparedAnewForTheNextOne() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            keep(scene, connection, SQL, 5);
            CompletableFuture<Rows> first = scene.watch(connection.query(SQL, 8));
            CompletableFuture<Rows> second = scene.watch(connection.query(SQL, 9));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(OUT_OF_RANGE));
            scene.send(ServerBytes.errorAnswer(OUT_OF_RANGE));

            scene.failure(first, MySqlServerException.class);
            scene.failure(second, MySqlServerException.class);
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5");
            CompletableFuture<Rows> next = scene.watch(connection.query(SQL, 10));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL);
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            scene.send(rowsAnswer("x"));
            assertThat(next).isCompleted();
        }
    }

    @Test
    void prepared_valueRefused_isPreparedAnewForTheNextOne() {
        try (Scene scene = new Scene()) {
            CompletableFuture<PreparedStatement> preparing =
                    scene.watch(scene.connection().prepare(SQL));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 1, 1));
            PreparedStatement statement = preparing.join();
            CompletableFuture<Rows> rows = scene.watch(statement.query(8));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(OUT_OF_RANGE));

            scene.failure(rows, MySqlServerException.class);
            scene.watch(statement.query(9));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5", "PREPARE " + SQL);
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            scene.send(rowsAnswer("x"));
        }
    }

    @Test
    void query_rowRefusedForAKey_keepsTheStatement() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            keep(scene, connection, SQL, 5);
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 8));
            scene.run();
            scene.send(ServerBytes.errorAnswer(DUPLICATE));
            scene.failure(rows, MySqlServerException.class);
            scene.peer().takeCommands();
            scene.watch(connection.query(SQL, 9));
            scene.run();

            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5");
            scene.send(rowsAnswer("x"));
        }
    }

    @Test
    void query_statementLostAndPreparedAgain_isKeptUnderItsNewId() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            keep(scene, connection, SQL, 5);
            scene.watch(connection.query(SQL, 8));
            scene.run();
            scene.send(ServerBytes.errorAnswer(UNKNOWN));
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            scene.send(rowsAnswer("x"));
            scene.peer().takeCommands();
            scene.watch(connection.query(SQL, 9));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("EXECUTE 6");
        }
    }

    @Test
    void query_statementLostTwice_fails() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            keep(scene, connection, SQL, 5);
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 8));
            scene.run();
            scene.send(ServerBytes.errorAnswer(NEEDS_PREPARING));
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            scene.send(ServerBytes.errorAnswer(NEEDS_PREPARING));

            assertThat(scene.failure(rows, MySqlServerException.class).errorCode())
                    .isEqualTo(NEEDS_PREPARING);
            scene.peer().takeCommands();
            scene.watch(connection.query(SQL, 9));
            scene.run();
            assertThat(scene.peer().commands()).containsExactly("PREPARE " + SQL);
        }
    }

    @Test
    void query_statementLostWhileSubmissionsWait_keepsTheirOrder() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelineLimit(1));
            keep(scene, connection, SQL, 5);
            scene.watch(connection.query(SQL, 8));
            scene.watch(connection.execute("DO 1"));
            scene.run();
            scene.send(ServerBytes.errorAnswer(UNKNOWN));
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 6");
            scene.send(rowsAnswer("x"));

            assertThat(scene.peer().takeCommands()).containsExactly("QUERY DO 1");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void query_statementLostWithOthersBehindIt_failsRatherThanBeOvertaken() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            keep(scene, connection, SQL, 5);
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 8));
            CompletableFuture<ExecuteResult> behind = scene.watch(connection.execute("DO 1"));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(UNKNOWN));
            scene.send(ServerBytes.okAnswer());

            assertThat(scene.failure(rows, MySqlServerException.class).errorCode())
                    .isEqualTo(UNKNOWN);
            assertThat(behind).isCompleted();
            scene.peer().takeCommands();
            scene.watch(connection.query(SQL, 9));
            scene.run();
            assertThat(scene.peer().commands()).containsExactly("PREPARE " + SQL);
        }
    }

    @Test
    void query_statementLostAndCancelledMeanwhile_isNotExecutedAgain() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            keep(scene, connection, SQL, 5);
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 8));
            scene.run();
            scene.send(ServerBytes.errorAnswer(UNKNOWN));
            rows.cancel(true);
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().prepared(6, 1, 1));

            assertThat(scene.peer().commands()).isEmpty();
        }
    }

    @Test
    void connectionLost_beforeTheSecondExecution_saysThatNothingWasExecuted() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            keep(scene, connection, SQL, 5);
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 8));
            scene.run();
            scene.send(ServerBytes.errorAnswer(UNKNOWN));
            scene.peer().reset();

            assertThat(scene.failure(rows, MySqlConnectionLostException.class).isSafeToRetry())
                    .isTrue();
        }
    }

    // --- too many --------------------------------------------------------------------------------------------------

    @Test
    void prepare_serverHasTooMany_closesTheKeptOnesAndTriesOnce() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            keep(scene, connection, "SELECT 1, ?", 1);
            keep(scene, connection, "SELECT 2, ?", 2);
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 8));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(TOO_MANY));

            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 1", "CLOSE 2", "PREPARE " + SQL);
            scene.send(ServerBytes.answer().prepared(3, 1, 1));
            scene.send(rowsAnswer("x"));
            assertThat(rows.join().size()).isEqualTo(1);
        }
    }

    @Test
    void prepare_serverHasTooManyAgain_sendsTheStatementAsText() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            keep(scene, connection, "SELECT 1, ?", 1);
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 8));
            scene.run();
            scene.send(ServerBytes.errorAnswer(TOO_MANY));
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(TOO_MANY));

            assertThat(scene.peer().takeCommands()).containsExactly("QUERY " + SQL.replace("?", "8"));
            scene.send(ServerBytes.rowsAnswer("x"));
            assertThat(rows.join().size()).isEqualTo(1);
        }
    }

    @Test
    void prepare_serverHasTooManyAndNoneIsOurs_sendsTheStatementAsText() {
        try (Scene scene = new Scene()) {
            CompletableFuture<Rows> rows = scene.watch(scene.connection().query(SQL, 8));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(TOO_MANY));

            assertThat(scene.peer().takeCommands()).containsExactly("QUERY " + SQL.replace("?", "8"));
            scene.send(ServerBytes.errorAnswer(1054));
            assertThat(scene.failure(rows, MySqlServerException.class).errorCode())
                    .isEqualTo(1054);
        }
    }

    /** It is of a kind that is not prepared, or has more parameters than can be. */
    @ParameterizedTest
    @ValueSource(ints = {1295, 1390, 6413})
    void prepare_statementThatCannotBe_isSentAsText(int error) {
        try (Scene scene = new Scene()) {
            CompletableFuture<Rows> rows = scene.watch(scene.connection().query(SQL, 8));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(error));

            assertThat(scene.peer().takeCommands()).containsExactly("QUERY " + SQL.replace("?", "8"));
            scene.send(ServerBytes.rowsAnswer("x"));
            assertThat(rows.join().size()).isEqualTo(1);
        }
    }

    @Test
    void prepare_statementThatCannotBeAndIsTooLongAsText_failsAlone() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxAllowedPacket(1_024));
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT ?", "'".repeat(600)));
            CompletableFuture<?> behind = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.errorAnswer(1295));
            scene.send(ServerBytes.okAnswer());

            scene.failure(rows, MySqlLimitException.class);
            assertThat(behind).isCompleted();
        }
    }

    /** Runs a statement once with an integer, so that it is kept under this id. */
    private static void keep(Scene scene, MySqlConnection connection, String sql, int id) {
        scene.watch(connection.query(sql, 1));
        scene.run();
        scene.send(ServerBytes.answer().prepared(id, 1, 1));
        scene.send(rowsAnswer("x"));
        scene.peer().takeCommands();
    }

    private static ServerBytes rowsAnswer(String value) {
        return ServerBytes.answer().columns("a").row(RowFormat.BINARY, value).end(0);
    }
}

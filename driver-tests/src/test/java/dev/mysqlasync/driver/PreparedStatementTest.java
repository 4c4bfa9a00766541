package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Written;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.SessionChange;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Statements with arguments: prepared, kept, executed again, closed. */
class PreparedStatementTest {

    private static final String SQL = "SELECT a FROM t WHERE id = ?";

    @Test
    void query_withArguments_isPreparedThenExecuted() {
        try (Scene scene = new Scene()) {
            CompletableFuture<Rows> rows = scene.watch(scene.connection().query(SQL, 7));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL);

            scene.send(ServerBytes.answer().prepared(5, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5");

            scene.send(rowsAnswer("x"));
            assertThat(rows.join().get(0).getString(0)).isEqualTo("x");
        }
    }

    @Test
    void prepare_notAnsweredYet_holdsBackWhatStandsBehind() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.execute("DO 1"));
            scene.watch(connection.query(SQL, 7));
            scene.watch(connection.execute("DO 2"));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY DO 1", "PREPARE " + SQL);

            scene.send(ServerBytes.okAnswer());
            assertThat(scene.peer().takeCommands()).isEmpty();

            int before = scene.writes();
            scene.send(ServerBytes.answer().prepared(5, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5", "QUERY DO 2");
            assertThat(scene.writes() - before).isEqualTo(1);
        }
    }

    @Test
    void prepare_longerThanThePacket_failsAndHoldsNothingBack() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxAllowedPacket(1024));
            CompletableFuture<Rows> tooLong = scene.watch(connection.query(SQL + " ".repeat(2000), 7));
            scene.watch(connection.execute("DO 1"));

            scene.failure(tooLong, MySqlLimitException.class);
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY DO 1");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void query_again_isExecutedWithoutPreparing() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            prepare(scene, connection, SQL, 5);
            scene.watch(connection.query(SQL, 8));
            scene.watch(connection.query(SQL, 9));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("EXECUTE 5", "EXECUTE 5");
        }
    }

    @Test
    void query_againWithAnotherClassOfArgument_isPreparedAnew() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            prepare(scene, connection, SQL, 5);
            scene.watch(connection.query(SQL, "abc"));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("PREPARE " + SQL);
        }
    }

    @Test
    void cache_full_closesTheLeastRecentlyUsed() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.statementCacheSize(2));
            prepare(scene, connection, "SELECT 1, ?", 1);
            prepare(scene, connection, "SELECT 2, ?", 2);
            scene.watch(connection.query("SELECT 1, ?", 1));
            scene.watch(connection.query("SELECT 3, ?", 1));
            scene.run();
            scene.send(rowsAnswer("x"));
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().prepared(3, 1, 1));

            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 3", "CLOSE 2");
        }
    }

    @Test
    void cache_ofSizeZero_closesEachStatementAfterItsExecution() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.statementCacheSize(0));
            scene.watch(connection.query(SQL, 7));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().prepared(5, 1, 1));

            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5", "CLOSE 5");
        }
    }

    @Test
    void close_ofAnEvictedStatement_isNotWaitedFor() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.statementCacheSize(0));
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 7));
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 1, 1));
            scene.send(rowsAnswer("x"));
            scene.send(ServerBytes.okAnswer());

            assertThat(rows.join().size()).isEqualTo(1);
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void prepare_refused_failsAloneAndLetsTheOthersGoOn() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 7));
            scene.watch(connection.execute("DO 2"));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(1146));

            assertThat(scene.failure(rows, MySqlServerException.class).errorCode())
                    .isEqualTo(1146);
            assertThat(scene.peer().commands()).containsExactly("QUERY DO 2");
        }
    }

    @Test
    void arguments_notAsManyAsParameters_areRefused() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, 7, 8));
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().prepared(5, 1, 1));

            assertThat(scene.failure(rows, IllegalArgumentException.class)).hasMessageContaining("1 parameter");
            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void arguments_notAsManyAsParametersAgain_areRefusedWithoutPreparing() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.query(SQL, 7, 8));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 1, 1));
            scene.peer().takeCommands();

            CompletableFuture<Rows> again = scene.watch(connection.query(SQL, 7, 8, 9));
            scene.failure(again, IllegalArgumentException.class);
            assertThat(scene.peer().commands()).isEmpty();
            scene.watch(connection.query(SQL, 7));
            scene.run();
            assertThat(scene.peer().commands()).containsExactly("EXECUTE 5");
        }
    }

    @Test
    void argument_ofAnUnknownType_isRefusedAndNothingIsSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> rows = scene.watch(connection.query(SQL, new Object()));

            scene.failure(rows, IllegalArgumentException.class);
            assertThat(scene.peer().commands()).isEmpty();
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void cancel_betweenPrepareAndExecute_isNeverExecuted() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<ExecuteResult> cancelled =
                    scene.watch(connection.execute("DELETE FROM t WHERE id = ?", 7));
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            scene.peer().takeCommands();
            cancelled.cancel(true);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));

            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void connectionLost_beforeTheExecution_saysThatNothingWasExecuted() {
        try (Scene scene = new Scene()) {
            CompletableFuture<ExecuteResult> result =
                    scene.watch(scene.connection().execute("DELETE FROM t WHERE id = ?", 7));
            scene.run();
            scene.peer().reset();

            MySqlConnectionLostException lost = scene.failure(result, MySqlConnectionLostException.class);
            assertThat(lost.written()).isEqualTo(Written.NONE);
            assertThat(lost.isSafeToRetry()).isTrue();
        }
    }

    @Test
    void connectionLost_afterTheExecutionWasSent_leavesTheOutcomeUnknown() {
        try (Scene scene = new Scene()) {
            CompletableFuture<ExecuteResult> result =
                    scene.watch(scene.connection().execute("DELETE FROM t WHERE id = ?", 7));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.peer().reset();

            assertThat(scene.failure(result, MySqlConnectionLostException.class).isOutcomeUnknown())
                    .isTrue();
        }
    }

    @Test
    void query_afterTheSchemaChanged_isPreparedAnew() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            prepare(scene, connection, SQL, 5);
            scene.watch(connection.execute("USE other"));
            scene.run();
            scene.send(ServerBytes.answer().ok(2, new SessionChange.Schema("other")));
            scene.peer().takeCommands();
            scene.watch(connection.query(SQL, 7));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("PREPARE " + SQL);
        }
    }

    @Test
    void query_behindAnUnansweredChangeOfSchema_isNotExecutedInTheOldOne() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            prepare(scene, connection, SQL, 5);
            scene.watch(connection.execute(" use other"));
            scene.watch(connection.query(SQL, 7));
            scene.run();
            scene.send(ServerBytes.answer().ok(2, new SessionChange.Schema("other")));

            assertThat(scene.peer().takeCommands()).containsExactly("QUERY  use other", "PREPARE " + SQL);
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            scene.send(rowsAnswer("x"));
            scene.watch(connection.query(SQL, 8));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 6", "EXECUTE 6");
        }
    }

    @Test
    void query_preparedBehindAnUnansweredChangeOfSchema_isNotTakenForTheOldOneLater() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.database("shop"));
            scene.watch(connection.execute("USE other"));
            scene.watch(connection.query(SQL, 7));
            scene.run();
            scene.send(ServerBytes.answer().ok(2, new SessionChange.Schema("other")));
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            scene.send(rowsAnswer("x"));
            scene.watch(connection.execute("USE shop"));
            scene.run();
            scene.send(ServerBytes.answer().ok(2, new SessionChange.Schema("shop")));
            scene.peer().takeCommands();
            scene.watch(connection.query(SQL, 8));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("PREPARE " + SQL);
        }
    }

    /** Runs a statement once with an integer, so that it is kept under this id. */
    private static void prepare(Scene scene, MySqlConnection connection, String sql, int id) {
        CompletableFuture<Rows> rows = scene.watch(connection.query(sql, 1));
        scene.run();
        assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + sql);
        scene.send(ServerBytes.answer().prepared(id, 1, 1));
        assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE " + id);
        scene.send(rowsAnswer("x"));
        assertThat(rows).isCompleted();
    }

    private static ServerBytes rowsAnswer(String value) {
        return ServerBytes.answer().columns("a").row(RowFormat.BINARY, value).end(0);
    }
}

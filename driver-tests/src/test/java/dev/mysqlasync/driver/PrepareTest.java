package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Column;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Written;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.SessionChange;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Statements that users prepare, run and close themselves. */
class PrepareTest {

    private static final String SQL = "SELECT a FROM t WHERE id = ?";

    @Test
    void prepare_answered_givesWhatTheServerSaid() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);

            assertThat(statement.sql()).isEqualTo(SQL);
            assertThat(statement.parameterCount()).isEqualTo(1);
            assertThat(statement.columns()).extracting(Column::name).containsExactly("a");
        }
    }

    @Test
    void prepare_refused_failsWithTheServersError() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<PreparedStatement> prepared = scene.watch(connection.prepare(SQL));
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.errorAnswer(1064));
            scene.send(ServerBytes.okAnswer());

            assertThat(scene.failure(prepared, MySqlServerException.class).errorCode())
                    .isEqualTo(1064);
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void prepare_connectionLost_isSafeToRetry() {
        try (Scene scene = new Scene()) {
            CompletableFuture<PreparedStatement> prepared =
                    scene.watch(scene.connection().prepare(SQL));
            scene.run();
            scene.peer().reset();

            assertThat(scene.failure(prepared, MySqlConnectionLostException.class)
                            .written())
                    .isEqualTo(Written.NONE);
        }
    }

    @Test
    void prepare_cancelledBeforeTheAnswer_closesWhatWasPrepared() {
        try (Scene scene = new Scene()) {
            CompletableFuture<PreparedStatement> prepared =
                    scene.watch(scene.connection().prepare(SQL));
            scene.run();
            prepared.cancel(true);
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().prepared(5, 1, 1));

            assertThat(scene.peer().commands()).containsExactly("CLOSE 5");
        }
    }

    @Test
    void query_anyNumberOfTimes_isExecutedWithoutPreparing() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            CompletableFuture<Rows> rows = scene.watch(statement.query(1));
            CompletableFuture<List<String>> mapped = scene.watch(statement.query(row -> row.getString(0), 2));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("EXECUTE 5", "EXECUTE 5");
            scene.send(rowsAnswer("x"));
            scene.send(rowsAnswer("y"));
            assertThat(rows.join().get(0).getString(0)).isEqualTo("x");
            assertThat(mapped.join()).containsExactly("y");
        }
    }

    @Test
    void query_cacheWithoutRoom_keepsTheStatement() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.statementCacheSize(0));
            PreparedStatement statement = prepare(scene, connection, 5);
            scene.watch(statement.query(1));
            scene.watch(statement.query(2));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("EXECUTE 5", "EXECUTE 5");
        }
    }

    @Test
    void query_sameTextOnTheConnection_hasAHandleOfItsOwn() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            prepare(scene, connection, 5);
            scene.watch(connection.query(SQL, 7));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("PREPARE " + SQL);
        }
    }

    @Test
    void query_argumentsNotAsManyAsParameters_sendsNothing() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);

            assertThat(scene.failure(scene.watch(statement.query()), IllegalArgumentException.class))
                    .hasMessageContaining("1 parameter");
            scene.failure(scene.watch(statement.execute(1, 2)), IllegalArgumentException.class);
            assertThat(scene.peer().commands()).isEmpty();
        }
    }

    @Test
    void query_argumentOfAnotherClass_hasAHandleOfItsOwnFromThenOn() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            scene.watch(statement.query(1));
            scene.run();
            scene.send(rowsAnswer("x"));
            scene.watch(statement.query("abc"));
            scene.run();
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            scene.send(rowsAnswer("y"));
            scene.watch(statement.query(2));
            scene.watch(statement.query("def"));
            scene.run();

            assertThat(scene.peer().commands())
                    .containsExactly("EXECUTE 5", "PREPARE " + SQL, "EXECUTE 6", "EXECUTE 5", "EXECUTE 6");
        }
    }

    @Test
    void query_afterTheSchemaChanged_isPreparedAnew() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            PreparedStatement statement = prepare(scene, connection, 5);
            scene.watch(connection.execute("USE other"));
            scene.watch(statement.query(1));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().ok(2, new SessionChange.Schema("other")));

            assertThat(scene.peer().commands()).containsExactly("PREPARE " + SQL);
        }
    }

    @Test
    void query_serverHasForgottenTheStatement_isPreparedAnew() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            CompletableFuture<Rows> rows = scene.watch(statement.query(1));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(1243));
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5", "PREPARE " + SQL);
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            scene.send(rowsAnswer("x"));

            assertThat(rows.join().size()).isEqualTo(1);
        }
    }

    @Test
    void stream_rows_arePublishedAsTheyCome() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            StreamReader<String> rows = new StreamReader<>(9);
            statement.stream(row -> row.getString(0), 1).subscribe(rows);
            scene.run();
            assertThat(scene.peer().commands()).containsExactly("EXECUTE 5");
            scene.send(rowsAnswer("x"));

            assertThat(rows.rows()).containsExactly("x");
            assertThat(rows.isComplete()).isTrue();
        }
    }

    @Test
    void stream_argumentsNotAsManyAsParametersOrClosed_fails() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            StreamReader<Row> miscounted = new StreamReader<>(9);
            statement.stream().subscribe(miscounted);
            scene.watch(statement.close());
            StreamReader<Row> late = new StreamReader<>(9);
            statement.stream(1).subscribe(late);
            scene.run();

            assertThat(miscounted.failure()).isInstanceOf(IllegalArgumentException.class);
            assertThat(late.failure()).isInstanceOf(IllegalStateException.class);
            assertThat(scene.peer().commands()).containsExactly("CLOSE 5");
        }
    }

    @Test
    void close_executionsBeforeIt_areExecutedFirst() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            CompletableFuture<Rows> rows = scene.watch(statement.query(1));
            CompletableFuture<Void> closed = scene.watch(statement.close());
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("EXECUTE 5", "CLOSE 5");
            assertThat(closed).isCompleted();
            scene.send(rowsAnswer("x"));
            assertThat(rows.join().size()).isEqualTo(1);
        }
    }

    @Test
    void close_again_tellsTheServerOnce() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            CompletableFuture<Void> first = scene.watch(statement.close());
            CompletableFuture<Void> second = scene.watch(statement.close());
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("CLOSE 5");
            assertThat(first).isCompleted();
            assertThat(second).isCompleted();
        }
    }

    @Test
    void close_severalHandles_closesAll() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            scene.watch(statement.query(1));
            scene.watch(statement.query("abc"));
            scene.run();
            scene.send(rowsAnswer("x"));
            scene.send(ServerBytes.answer().prepared(6, 1, 1));
            scene.send(rowsAnswer("y"));
            scene.peer().takeCommands();
            scene.watch(statement.close());
            scene.run();

            assertThat(scene.peer().commands()).containsExactlyInAnyOrder("CLOSE 5", "CLOSE 6");
        }
    }

    @Test
    void close_thenQuery_isRefused() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            scene.watch(statement.close());

            assertThat(scene.failure(scene.watch(statement.query(1)), IllegalStateException.class))
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void close_beforeTheExecutionAheadIsTriedAgain_leavesNoHandle() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            CompletableFuture<Rows> rows = scene.watch(statement.query(1));
            scene.watch(statement.close());
            scene.run();
            scene.send(ServerBytes.errorAnswer(1243));
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().prepared(6, 1, 1));

            assertThat(scene.peer().commands()).containsExactly("EXECUTE 6", "CLOSE 6");
            scene.send(rowsAnswer("x"));
            assertThat(rows.join().size()).isEqualTo(1);
        }
    }

    @Test
    void close_connectionLost_completes() {
        try (Scene scene = new Scene()) {
            PreparedStatement statement = prepare(scene, scene.connection(), 5);
            scene.peer().reset();
            scene.run();
            CompletableFuture<Void> closed = scene.watch(statement.close());
            scene.run();

            assertThat(closed).isCompleted();
            scene.failure(scene.watch(statement.query(1)), IllegalStateException.class);
        }
    }

    private static PreparedStatement prepare(Scene scene, MySqlConnection connection, int id) {
        CompletableFuture<PreparedStatement> prepared = scene.watch(connection.prepare(SQL));
        scene.run();
        assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL);
        scene.send(ServerBytes.answer().prepared(id, 1, 1));
        return prepared.join();
    }

    private static ServerBytes rowsAnswer(String value) {
        return ServerBytes.answer().columns("a").row(RowFormat.BINARY, value).end(0);
    }
}

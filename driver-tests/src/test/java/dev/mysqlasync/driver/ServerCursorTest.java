package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlClosedException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams that fetch their rows from a cursor on the server. */
class ServerCursorTest {

    static final String SQL = "SELECT a FROM t";
    static final int CURSOR = StatusFlag.SERVER_STATUS_CURSOR_EXISTS;
    static final int LAST = StatusFlag.SERVER_STATUS_LAST_ROW_SENT;

    @Test
    void stream_fetchSize_isPreparedExecutedAndFetched() {
        try (Scene scene = new Scene()) {
            StreamReader<String> rows = stream(scene, scene.connection(), 2, Long.MAX_VALUE);
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL);
            scene.send(ServerBytes.answer().prepared(5, 1, 0));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5 with a cursor");
            scene.send(opened());
            assertThat(scene.peer().takeCommands()).containsExactly("FETCH 5 rows 2");
            scene.send(fetched(CURSOR, "x", "y"));
            assertThat(scene.peer().takeCommands()).containsExactly("FETCH 5 rows 2");
            scene.send(fetched(LAST, "z"));

            assertThat(rows.rows()).containsExactly("x", "y", "z");
            assertThat(rows.isComplete()).isTrue();
            assertThat(scene.peer().takeCommands()).isEmpty();
        }
    }

    @Test
    void stream_noRows_completes() {
        try (Scene scene = new Scene()) {
            StreamReader<String> rows = open(scene, scene.connection(), 2, 0);
            scene.send(fetched(LAST));

            assertThat(rows.rows()).isEmpty();
            assertThat(rows.isComplete()).isTrue();
        }
    }

    @Test
    void fetch_halfOfTheRowsNotTaken_waits() {
        try (Scene scene = new Scene()) {
            StreamReader<String> rows = open(scene, scene.connection(), 4, 1);
            scene.send(fetched(CURSOR, "1", "2", "3", "4")); // one is delivered, one more let come, two are held
            assertThat(scene.peer().takeCommands()).containsExactly("FETCH 5 rows 4");
            scene.send(fetched(CURSOR, "5", "6", "7", "8"));
            assertThat(rows.rows()).containsExactly("1");
            rows.request(3);
            scene.run();
            assertThat(scene.peer().takeCommands()).isEmpty();

            rows.request(1);
            scene.run();
            assertThat(rows.rows()).containsExactly("1", "2", "3", "4", "5");
            assertThat(scene.peer().takeCommands()).containsExactly("FETCH 5 rows 4");
            rows.cancel();
            scene.run();
            scene.send(fetched(CURSOR, "9"));
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void fetch_rowsNotDemanded_letsOtherStatementsGoOn() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = open(scene, connection, 2, 1);
            scene.send(fetched(CURSOR, "x", "y"));
            scene.send(fetched(CURSOR, "z", "ä"));
            scene.peer().takeCommands();
            CompletableFuture<ExecuteResult> other = scene.watch(connection.execute("DO 1"));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY DO 1");
            scene.send(ServerBytes.okAnswer());

            assertThat(other).isCompleted();
            assertThat(rows.rows()).containsExactly("x");
            rows.request(2);
            scene.run();
            assertThat(rows.rows()).containsExactly("x", "y", "z");
            rows.cancel();
            scene.run();
            scene.send(fetched(LAST));
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void stream_serverOpensNoCursor_givesTheRowsThatCome() {
        try (Scene scene = new Scene()) {
            StreamReader<String> rows = stream(scene, scene.connection(), 2, Long.MAX_VALUE);
            scene.send(ServerBytes.answer().prepared(5, 1, 0));
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer()
                    .columns("a")
                    .row(RowFormat.BINARY, "x")
                    .row(RowFormat.BINARY, "y")
                    .row(RowFormat.BINARY, "z")
                    .end(0));

            assertThat(rows.rows()).containsExactly("x", "y", "z");
            assertThat(rows.isComplete()).isTrue();
            assertThat(scene.peer().commands()).isEmpty();
        }
    }

    @Test
    void stream_serverOpensNoCursorAndNothingIsDemanded_holdsTheRest() {
        try (Scene scene = new Scene()) {
            StreamReader<String> rows = stream(scene, scene.connection(), 2, 1);
            scene.send(ServerBytes.answer().prepared(5, 1, 0));
            ServerBytes answer = ServerBytes.answer().columns("a");
            IntStream.range(0, 9).forEach(i -> answer.row(RowFormat.BINARY, "r" + i));
            scene.send(answer.end(0));
            assertThat(rows.rows()).containsExactly("r0");
            rows.request(8);
            scene.run();

            assertThat(rows.rows()).hasSize(9);
            assertThat(rows.isComplete()).isTrue();
        }
    }

    @Test
    void stream_cannotBePrepared_isSentAsText() {
        try (Scene scene = new Scene()) {
            StreamReader<String> rows = stream(scene, scene.connection(), 2, Long.MAX_VALUE);
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(1295));
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY " + SQL);
            scene.send(ServerBytes.rowsAnswer("x"));

            assertThat(rows.rows()).containsExactly("x");
            assertThat(rows.isComplete()).isTrue();
        }
    }

    // --- the handle ------------------------------------------------------------------------------------------------

    @Test
    void handle_afterTheLastRow_isUsedAgain() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            open(scene, connection, 2, Long.MAX_VALUE);
            scene.send(fetched(LAST, "x"));
            StreamReader<String> again = stream(scene, connection, 2, Long.MAX_VALUE);

            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5 with a cursor");
            scene.send(opened());
            scene.send(fetched(LAST, "y"));
            assertThat(again.rows()).containsExactly("y");
        }
    }

    @Test
    void handle_cursorOpen_isNotSharedWithAnotherStream() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> first = open(scene, connection, 1, 0);
            scene.send(fetched(CURSOR, "x"));
            scene.send(fetched(CURSOR, "y"));
            scene.peer().takeCommands();
            StreamReader<String> second = stream(scene, connection, 1, Long.MAX_VALUE);
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL);
            scene.send(ServerBytes.answer().prepared(6, 1, 0));
            scene.send(opened());
            scene.send(fetched(LAST, "other"));

            assertThat(second.rows()).containsExactly("other");
            first.request(2);
            scene.run();
            assertThat(first.rows()).containsExactly("x", "y");
            first.cancel();
            scene.run();
            scene.send(fetched(LAST));
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void handle_ofACursor_isNotExecutedWithoutOne() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            String sql = "SELECT a FROM t WHERE ? = 1";
            StreamReader<String> rows = new StreamReader<>(Long.MAX_VALUE);
            connection.stream(Statement.of(sql, 1).fetchSize(2), row -> row.getString(0))
                    .subscribe(rows);
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 1, 1));
            scene.send(opened());
            scene.send(fetched(LAST, "x"));
            scene.peer().takeCommands();
            CompletableFuture<Rows> buffered = scene.watch(connection.query(sql, 1));
            scene.run();

            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + sql);
            assertThat(buffered).isNotDone();
        }
    }

    @Test
    void statementLost_isPreparedAgain() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            open(scene, connection, 2, Long.MAX_VALUE);
            scene.send(fetched(LAST, "x"));
            StreamReader<String> again = stream(scene, connection, 2, Long.MAX_VALUE);
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(1243));
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5", "PREPARE " + SQL);
            scene.send(ServerBytes.answer().prepared(6, 1, 0));
            scene.send(opened());
            scene.send(fetched(LAST, "y"));

            assertThat(again.rows()).containsExactly("y");
        }
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    @Test
    void cancel_cursorOpen_closesItAndKeepsTheHandle() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = open(scene, connection, 2, 1);
            scene.send(fetched(CURSOR, "x", "y"));
            scene.send(fetched(CURSOR, "z", "ä"));
            scene.peer().takeCommands();
            rows.cancel();
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("RESET 5");
            scene.send(ServerBytes.okAnswer());

            stream(scene, connection, 2, 1).cancel();
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5 with a cursor");
            scene.send(opened());
            assertThat(scene.peer().takeCommands()).containsExactly("RESET 5");
            scene.send(ServerBytes.okAnswer());
            assertThat(rows.rows()).containsExactly("x");
        }
    }

    @Test
    void cancel_fetchUnderWay_closesTheCursorBehindIt() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = open(scene, connection, 2, 1);
            rows.cancel();
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            assertThat(scene.peer().takeCommands()).contains("RESET 5", "PING");
            scene.send(fetched(CURSOR, "x", "y"));
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.okAnswer());

            assertThat(ping).isCompleted();
            assertThat(rows.rows()).isEmpty();
        }
    }

    @Test
    void cancel_beforeItIsSent_sendsNothing() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = new StreamReader<>(1);
            connection.stream(Statement.of(SQL).fetchSize(2), row -> row.getString(0))
                    .subscribe(rows);
            rows.cancel();
            scene.run();

            assertThat(scene.peer().commands()).isEmpty();
        }
    }

    @Test
    void cancel_preparedMeanwhile_keepsTheHandle() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = stream(scene, connection, 2, 1);
            rows.cancel();
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().prepared(5, 1, 0));
            assertThat(scene.peer().takeCommands()).isEmpty();

            open(scene, connection, 2, 1, "EXECUTE 5 with a cursor").cancel();
            scene.run();
            scene.send(fetched(LAST));
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void mapper_throws_endsTheStreamAndClosesTheCursor() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = new StreamReader<>(Long.MAX_VALUE);
            connection.stream(Statement.of(SQL).fetchSize(2), row -> {
                        if (row.getString(0).equals("y")) {
                            throw new IllegalStateException("not y");
                        }
                        return row.getString(0);
                    })
                    .subscribe(rows);
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 1, 0));
            scene.send(opened());
            scene.peer().takeCommands();
            scene.send(fetched(CURSOR, "x", "y", "z"));

            assertThat(rows.rows()).containsExactly("x");
            assertThat(rows.failure()).hasMessage("not y");
            assertThat(scene.peer().takeCommands()).contains("RESET 5");
            scene.send(fetched(LAST));
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void execute_error_failsAndKeepsTheHandle() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = stream(scene, connection, 2, 1);
            scene.send(ServerBytes.answer().prepared(5, 1, 0));
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(1317));

            assertThat(rows.failure()).isInstanceOf(MySqlServerException.class);
            open(scene, connection, 2, 1, "EXECUTE 5 with a cursor").cancel();
            scene.run();
            scene.send(fetched(LAST));
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void fetch_error_failsAndClosesTheHandle() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = open(scene, connection, 2, Long.MAX_VALUE);
            scene.send(fetched(CURSOR, "x", "y"));
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().error(1317, "70100", "interrupted"));

            assertThat(rows.rows()).containsExactly("x", "y");
            assertThat(rows.failure())
                    .isInstanceOfSatisfying(
                            MySqlServerException.class,
                            error -> assertThat(error.errorCode()).isEqualTo(1317));
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5");
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void connectionLost_fetchUnderWay_failsTheStream() {
        try (Scene scene = new Scene()) {
            StreamReader<String> rows = open(scene, scene.connection(), 2, Long.MAX_VALUE);
            scene.peer().reset();
            scene.run();

            assertThat(rows.failure()).isInstanceOf(MySqlConnectionLostException.class);
        }
    }

    @Test
    void connectionClosed_betweenFetches_failsTheStreamWithoutDemand() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = open(scene, connection, 2, 1);
            scene.send(fetched(CURSOR, "x", "y"));
            scene.send(fetched(CURSOR, "z", "ä"));
            scene.watch(connection.close());
            scene.run();

            assertThat(rows.rows()).containsExactly("x");
            assertThat(rows.failure()).isInstanceOf(MySqlConnectionLostException.class);
        }
    }

    @Test
    void connectionLost_betweenFetches_failsTheStreamWithoutDemand() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = open(scene, connection, 2, 1);
            scene.send(fetched(CURSOR, "x", "y"));
            scene.send(fetched(CURSOR, "z", "ä"));
            scene.peer().reset();
            scene.run();

            assertThat(rows.rows()).containsExactly("x");
            assertThat(rows.failure()).isInstanceOf(MySqlConnectionLostException.class);
            scene.forget(connection);
        }
    }

    @Test
    void connectionLost_allRowsFetched_givesThemAndCompletes() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = open(scene, connection, 9, 1);
            scene.send(fetched(LAST, "x", "y", "z", "ä"));
            scene.peer().reset();
            scene.run();
            assertThat(rows.failure()).isNull();
            rows.request(9);
            scene.run();

            assertThat(rows.rows()).containsExactly("x", "y", "z", "ä");
            assertThat(rows.isComplete()).isTrue();
            scene.forget(connection);
        }
    }

    @Test
    void subscribe_afterClose_fails() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.close());
            scene.run();

            assertThat(stream(scene, connection, 2, 1).failure()).isInstanceOf(MySqlClosedException.class);
        }
    }

    // --- what streams need -----------------------------------------------------------------------------------------

    static StreamReader<String> stream(Scene scene, MySqlConnection connection, int fetchSize, long demand) {
        StreamReader<String> rows = new StreamReader<>(demand);
        connection.stream(Statement.of(SQL).fetchSize(fetchSize), row -> row.getString(0))
                .subscribe(rows);
        scene.run();
        return rows;
    }

    /** A stream whose cursor is open and whose first FETCH is sent. */
    static StreamReader<String> open(Scene scene, MySqlConnection connection, int fetchSize, long demand) {
        StreamReader<String> rows = stream(scene, connection, fetchSize, demand);
        scene.send(ServerBytes.answer().prepared(5, 1, 0));
        scene.send(opened());
        assertThat(scene.peer().takeCommands()).endsWith("FETCH 5 rows " + fetchSize);
        return rows;
    }

    /** The same with a handle that is there. */
    private static StreamReader<String> open(
            Scene scene, MySqlConnection connection, int fetchSize, long demand, String command) {
        StreamReader<String> rows = stream(scene, connection, fetchSize, demand);
        assertThat(scene.peer().takeCommands()).containsExactly(command);
        scene.send(opened());
        return rows;
    }

    static ServerBytes opened() {
        return ServerBytes.answer().columns("a").end(CURSOR);
    }

    static ServerBytes fetched(int status, String... values) {
        ServerBytes answer = ServerBytes.answer();
        for (String value : values) {
            answer.row(RowFormat.BINARY, value);
        }
        return answer.end(status);
    }
}

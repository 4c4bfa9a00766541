package dev.mysqlasync.driver;

import static dev.mysqlasync.driver.ServerCursorTest.SQL;
import static dev.mysqlasync.driver.ServerCursorTest.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Statements with a fetch size that the server executes with no cursor. */
class NoServerCursorTest {

    /** So MySQL 9.7 says of SET, DDL and more. */
    private static byte[] noCursorForThat() {
        return ServerBytes.answer()
                .error(1210, "HY000", "Incorrect arguments to with cursor")
                .bytes();
    }

    @Test
    void stream_statementThatCanHaveNoCursor_isSentAsWithoutAndBeforeThoseBehind() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = stream(scene, connection, 2, Long.MAX_VALUE);
            CompletableFuture<?> behind = scene.watch(connection.ping());
            scene.send(ServerBytes.answer().prepared(5, 0, 0));
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL, "EXECUTE 5 with a cursor");
            scene.send(noCursorForThat());
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5", "QUERY " + SQL, "PING");
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.okAnswer());

            assertThat(rows.isComplete()).isTrue();
            assertThat(behind).isCompleted();
        }
    }

    @Test
    void stream_statementWithArgumentsThatCanHaveNoCursor_isExecutedWithAnotherHandle() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = new StreamReader<>(Long.MAX_VALUE);
            connection.stream(Statement.of("SET @a = ?", 1).fetchSize(2), row -> row.getString(0))
                    .subscribe(rows);
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.peer().takeCommands();
            scene.send(noCursorForThat());
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5", "PREPARE SET @a = ?");
            scene.send(ServerBytes.answer().prepared(6, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 6");
            scene.send(ServerBytes.okAnswer());

            assertThat(rows.isComplete()).isTrue();
        }
    }

    /** A cursor on DELETE with RETURNING ends a MariaDB 10.11 or 11.8, and with it everybody's connections. */
    @Test
    void fetchSize_ofAStatementThatChangesRows_opensNoCursor() {
        Statement delete =
                Statement.of("DELETE FROM t WHERE a < ? RETURNING a", 9).fetchSize(2);
        Statement analyze = Statement.of("ANALYZE DELETE FROM t RETURNING a").fetchSize(2);
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = new StreamReader<>(Long.MAX_VALUE);
            connection.stream(delete, row -> row.getString(0)).subscribe(rows);
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + delete.sql(), "EXECUTE 5");
            scene.send(ServerBytes.okAnswer());
            scene.watch(connection.streamingCursor().execute(delete));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5");
            scene.send(ServerBytes.okAnswer());
            scene.watch(connection.streamingCursor().execute(analyze));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY " + analyze.sql());
            scene.send(ServerBytes.okAnswer());

            assertThat(rows.isComplete()).isTrue();
        }
    }

    @Test
    void stream_argumentsThatAreWrongOtherwise_isAnError() {
        try (Scene scene = new Scene()) {
            StreamReader<String> rows = stream(scene, scene.connection(), 2, Long.MAX_VALUE);
            scene.send(ServerBytes.answer().prepared(5, 1, 0));
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().error(1210, "HY000", "Incorrect arguments to ST_X"));

            assertThat(rows.failure()).isInstanceOf(MySqlServerException.class);
            assertThat(scene.peer().takeCommands()).isEmpty();
        }
    }

    /** A procedure may have done something before it raises an error, whatever that says. */
    @Test
    void stream_call_isNeverRunTwice() {
        try (Scene scene = new Scene()) {
            StreamReader<String> rows = new StreamReader<>(Long.MAX_VALUE);
            scene.connection().stream(Statement.of("CALL p()").fetchSize(2), row -> row.getString(0))
                    .subscribe(rows);
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 0));
            scene.peer().takeCommands();
            scene.send(noCursorForThat());

            assertThat(rows.failure()).isInstanceOf(MySqlServerException.class);
            assertThat(scene.peer().takeCommands()).noneMatch(command -> command.contains("CALL"));
        }
    }
}

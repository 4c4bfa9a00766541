package dev.mysqlasync.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.RowFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** PREPARE and EXECUTE in one flight, and columns that are not sent again, as MariaDB has them. */
class OneFlightTest {

    private static final String SQL = "SELECT a FROM t WHERE id = ?";
    private static final int TOO_MANY = 1461;
    private static final int UNKNOWN_STATEMENT = 1243;
    private static final int SYNTAX = 1064;

    private final Scene scene = new Scene(new Manners(Manners.MARIADB));
    private final MySqlConnection connection = scene.connection();

    private CompletableFuture<Rows> query(String sql, Object... arguments) {
        CompletableFuture<Rows> future = scene.watch(connection.query(sql, arguments));
        scene.run();
        return future;
    }

    private static ServerBytes answer() {
        return ServerBytes.answer(ServerBytes.MARIADB);
    }

    /** A result without column definitions: one column, which the client is to know. */
    private static ServerBytes rowWithoutColumns(String value) {
        return answer().payload((byte) 1, (byte) 0).row(RowFormat.BINARY, value).end(0);
    }

    private static ServerBytes rowWithColumn(String name, String value) {
        return answer().columns(name).row(RowFormat.BINARY, value).end(0);
    }

    @Test
    void query_newStatement_isPreparedAndExecutedInOneWrite() {
        try (scene) {
            int before = scene.writes();
            CompletableFuture<Rows> rows = query(SQL, 7);

            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL, "EXECUTE 4294967295");
            assertThat(scene.writes() - before).isEqualTo(1);
            scene.send(answer().prepared(5, 1, 1));
            scene.send(rowWithoutColumns("x"));
            assertThat(rows.join().get(0).getString("a")).isEqualTo("x");
        }
    }

    @Test
    void query_again_takesTheHandleAndTheColumnsItHas() {
        try (scene) {
            query(SQL, 7);
            scene.send(answer().prepared(5, 1, 1));
            scene.send(rowWithoutColumns("x"));
            scene.peer().takeCommands();
            CompletableFuture<Rows> again = query(SQL, 8);

            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5");
            scene.send(rowWithoutColumns("y"));
            assertThat(again.join().get(0).getString("a")).isEqualTo("y");
        }
    }

    @Test
    void query_columnsSentAnew_areThoseFromThenOn() {
        try (scene) {
            query(SQL, 7);
            scene.send(answer().prepared(5, 1, 1));
            scene.send(rowWithoutColumns("x"));
            query(SQL, 8);
            scene.send(rowWithColumn("b", "y"));
            CompletableFuture<Rows> third = query(SQL, 9);
            scene.send(rowWithoutColumns("z"));

            assertThat(third.join().get(0).getString("b")).isEqualTo("z");
        }
    }

    @Test
    void query_sameStatementBehind_waitsForTheHandle() {
        try (scene) {
            query(SQL, 7);
            query(SQL, 8);

            assertThat(scene.peer().takeCommands()).hasSize(2);
            scene.send(answer().prepared(5, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5");
            scene.send(rowWithoutColumns("x"));
            scene.send(rowWithoutColumns("y"));
        }
    }

    @Test
    void query_prepareRefused_failsWithItsErrorAndTheConnectionStaysUsable() {
        try (scene) {
            CompletableFuture<Rows> rows = query(SQL, 7);
            scene.send(ServerBytes.errorAnswer(SYNTAX));
            assertThat(rows).isNotDone();
            scene.send(ServerBytes.errorAnswer(UNKNOWN_STATEMENT));

            assertThat(scene.failure(rows, MySqlServerException.class).errorCode())
                    .isEqualTo(SYNTAX);
            scene.peer().takeCommands();
            query("SELECT 1");
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY SELECT 1");
            scene.send(answer().columns("a").row("1").end(0));
        }
    }

    @Test
    void query_serverHasTooManyStatements_makesRoomAndPreparesAgain() {
        try (scene) {
            query("SELECT ?", 1);
            scene.send(answer().prepared(4, 1, 1));
            scene.send(rowWithoutColumns("x"));
            CompletableFuture<Rows> rows = query(SQL, 7);
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(TOO_MANY));
            scene.send(ServerBytes.errorAnswer(UNKNOWN_STATEMENT));

            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL);
            scene.send(ServerBytes.errorAnswer(TOO_MANY));
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 4", "PREPARE " + SQL);
            scene.send(answer().prepared(5, 1, 1));
            scene.send(rowWithoutColumns("y"));
            assertThat(rows.join().size()).isEqualTo(1);
        }
    }

    @Test
    void query_numberOfArgumentsDoesNotFit_isPreparedAlone() {
        try (scene) {
            CompletableFuture<Rows> rows = query(SQL, 7, 8);

            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL);
            scene.send(answer().prepared(5, 1, 1));
            scene.failure(rows, IllegalArgumentException.class);
            assertThat(scene.peer().takeCommands()).isEmpty();
        }
    }

    @Test
    void query_argumentThatIsTooLong_failsAloneAfterThePrepare() {
        Scene narrow = new Scene(new Manners(Manners.MARIADB));
        try (narrow) {
            MySqlConnection small = narrow.connection(options -> options.maxAllowedPacket(1024));
            CompletableFuture<Rows> rows = narrow.watch(small.query(SQL, "x".repeat(2000)));
            narrow.run();
            assertThat(narrow.peer().takeCommands()).containsExactly("PREPARE " + SQL);
            narrow.send(answer().prepared(5, 1, 1));

            assertThat(narrow.failure(rows)).hasMessageContaining("maxAllowedPacket");
            CompletableFuture<Rows> next = narrow.watch(small.query(SQL, "x"));
            narrow.run();
            assertThat(narrow.peer().takeCommands()).containsExactly("EXECUTE 5");
            narrow.send(rowWithoutColumns("y"));
            assertThat(next).isCompleted();
        }
    }
}

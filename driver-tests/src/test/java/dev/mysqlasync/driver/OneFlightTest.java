package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.RowFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PREPARE and EXECUTE in one flight, and columns that are not sent again, as MariaDB has them. */
class OneFlightTest {

    private static final String SQL = "SELECT a FROM t WHERE id = ?";
    private static final int TOO_MANY = 1461;
    private static final int UNKNOWN_STATEMENT = 1243;
    private static final int WRONG_ARGUMENTS = 1210;
    private static final int SYNTAX = 1064;
    private static final int DEADLOCK = 1213;

    private final Scene scene = new Scene(new Manners(Manners.MARIADB));
    private final MySqlConnection connection = scene.connection();

    /** The first statement of the session, which tells how the server counts: it has the id 1. */
    @BeforeEach
    void prepareFirst() {
        prepareFirst(scene, connection);
    }

    private static void prepareFirst(Scene scene, MySqlConnection connection) {
        scene.watch(connection.query("DO ?", 0));
        scene.run();
        assertThat(scene.peer().takeCommands()).containsExactly("PREPARE DO ?");
        scene.send(answer().prepared(1, 0, 1));
        assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 1");
        scene.send(ServerBytes.okAnswer());
    }

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

            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL, "EXECUTE 2");
            assertThat(scene.writes() - before).isEqualTo(1);
            scene.send(answer().prepared(2, 1, 1));
            scene.send(rowWithoutColumns("x"));
            assertThat(rows.join().get(0).getString("a")).isEqualTo("x");
        }
    }

    @Test
    void query_again_takesTheHandleAndTheColumnsItHas() {
        try (scene) {
            query(SQL, 7);
            scene.send(answer().prepared(2, 1, 1));
            scene.send(rowWithoutColumns("x"));
            scene.peer().takeCommands();
            CompletableFuture<Rows> again = query(SQL, 8);

            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 2");
            scene.send(rowWithoutColumns("y"));
            assertThat(again.join().get(0).getString("a")).isEqualTo("y");
        }
    }

    @Test
    void query_columnsSentAnew_areThoseFromThenOn() {
        try (scene) {
            query(SQL, 7);
            scene.send(answer().prepared(2, 1, 1));
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
            scene.send(answer().prepared(2, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 2");
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
    void query_prepareRefusedAndExecutionTooLargeToBeSent_failsWithTheRefusalAndTheConnectionStaysUsable() {
        Scene small = new Scene(new Manners(Manners.MARIADB));
        try (scene;
                small) {
            MySqlConnection limited = small.connection(options -> options.maxAllowedPacket(1024));
            prepareFirst(small, limited);
            CompletableFuture<Rows> rows = small.watch(limited.query(SQL, "x".repeat(2000)));
            small.run();
            assertThat(small.peer().takeCommands()).containsExactly("PREPARE " + SQL);
            small.send(ServerBytes.errorAnswer(SYNTAX));

            assertThat(small.failure(rows, MySqlServerException.class).errorCode())
                    .isEqualTo(SYNTAX);
            small.watch(limited.query("SELECT 1"));
            small.run();
            assertThat(small.peer().takeCommands()).containsExactly("QUERY SELECT 1");
            small.send(answer().columns("a").row("1").end(0));
        }
    }

    @Test
    void query_prepareRefusedAndSomethingExecuted_failsWithTheRefusalAndGivesTheConnectionUp() {
        try (scene) {
            CompletableFuture<Rows> rows = query(SQL, 7);
            scene.send(ServerBytes.errorAnswer(DEADLOCK));
            scene.send(ServerBytes.okAnswer());

            MySqlProtocolException failure = scene.failure(rows, MySqlProtocolException.class);
            assertThat(failure).hasMessageContaining("another statement may have run");
            assertThat(failure.getCause())
                    .isInstanceOfSatisfying(
                            MySqlServerException.class,
                            refusal -> assertThat(refusal.errorCode()).isEqualTo(DEADLOCK));
            assertThat(scene.peer().isClosed()).isTrue();
            scene.forget(connection);
        }
    }

    @Test
    void query_prepareRefusedAndRowsAnswered_givesTheConnectionUpToo() {
        try (scene) {
            CompletableFuture<Rows> rows = query(SQL, 7);
            scene.send(ServerBytes.errorAnswer(DEADLOCK));
            scene.send(rowWithColumn("a", "x"));

            scene.failure(rows, MySqlProtocolException.class);
            scene.forget(connection);
        }
    }

    @Test
    void query_preparedUnderAnotherId_isExecutedOnceMoreWithThatOne() {
        try (scene) {
            CompletableFuture<Rows> rows = query(SQL, 7);
            CompletableFuture<Rows> behind = query("SELECT 1");
            scene.send(answer().prepared(9, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL, "EXECUTE 2");
            scene.send(ServerBytes.errorAnswer(UNKNOWN_STATEMENT));

            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 9", "QUERY SELECT 1");
            scene.send(rowWithoutColumns("x"));
            assertThat(rows.join().get(0).getString("a")).isEqualTo("x");
            scene.send(answer().columns("a").row("1").end(0));
            assertThat(behind).isCompleted();
            query("SELECT b FROM t WHERE id = ?", 7);
            assertThat(scene.peer().takeCommands())
                    .containsExactly("PREPARE SELECT b FROM t WHERE id = ?", "EXECUTE 10");
            scene.send(answer().prepared(10, 1, 1));
            scene.send(rowWithoutColumns("y"));
        }
    }

    @Test
    void query_preparedUnderAnotherIdAndSomethingExecuted_givesTheConnectionUp() {
        try (scene) {
            CompletableFuture<Rows> rows = query(SQL, 7);
            scene.send(answer().prepared(9, 1, 1));
            scene.send(ServerBytes.okAnswer());

            scene.failure(rows, MySqlProtocolException.class);
            scene.forget(connection);
        }
    }

    @Test
    void query_idThatTheServerWouldGiveIsInUse_isPreparedAlone() {
        try (scene) {
            query(SQL, 7);
            scene.send(answer().prepared(4, 1, 1));
            scene.send(ServerBytes.errorAnswer(UNKNOWN_STATEMENT));
            scene.send(rowWithoutColumns("x"));
            query("SELECT b FROM t WHERE id = ?", 7);
            scene.send(answer().prepared(3, 1, 1));
            scene.send(ServerBytes.errorAnswer(UNKNOWN_STATEMENT));
            scene.send(rowWithoutColumns("x"));
            scene.peer().takeCommands();
            query("SELECT c FROM t WHERE id = ?", 7);

            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE SELECT c FROM t WHERE id = ?");
            scene.send(answer().prepared(5, 1, 1));
            scene.send(rowWithoutColumns("x"));
        }
    }

    @Test
    void query_serverHasTooManyStatements_makesRoomAndPreparesAgain() {
        try (scene) {
            query("SELECT ?", 1);
            scene.send(answer().prepared(2, 1, 1));
            scene.send(rowWithoutColumns("x"));
            CompletableFuture<Rows> rows = query(SQL, 7);
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(TOO_MANY));
            scene.send(ServerBytes.errorAnswer(UNKNOWN_STATEMENT));

            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL);
            scene.send(ServerBytes.errorAnswer(TOO_MANY));
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 1", "CLOSE 2", "PREPARE " + SQL);
            scene.send(answer().prepared(3, 1, 1));
            scene.send(rowWithoutColumns("y"));
            assertThat(rows.join().size()).isEqualTo(1);
        }
    }

    @Test
    void query_numberOfArgumentsDoesNotFit_isPreparedAlone() {
        try (scene) {
            CompletableFuture<Rows> rows = query(SQL, 7, 8);

            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + SQL);
            scene.send(answer().prepared(2, 1, 1));
            scene.failure(rows, IllegalArgumentException.class);
            assertThat(scene.peer().takeCommands()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void query_serverCountsOtherPlaces_failsAndTheConnectionStaysUsable(int places) {
        try (scene) {
            CompletableFuture<Rows> rows = query(SQL, 7);
            scene.send(answer().prepared(2, 1, places));
            assertThat(rows).isNotDone();
            scene.send(ServerBytes.errorAnswer(WRONG_ARGUMENTS));

            assertThat(scene.failure(rows, IllegalArgumentException.class))
                    .hasMessageContaining(places + " parameters, but 1 argument");
            scene.peer().takeCommands();
            query("SELECT 1");
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY SELECT 1");
            scene.send(answer().columns("a").row("1").end(0));
        }
    }

    @Test
    void query_serverCountsOtherPlacesUnderAnotherId_failsAndNothingIsExecutedAgain() {
        try (scene) {
            CompletableFuture<Rows> rows = query(SQL, 7);
            scene.send(answer().prepared(9, 1, 2));
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(UNKNOWN_STATEMENT));

            scene.failure(rows, IllegalArgumentException.class);
            assertThat(scene.peer().takeCommands()).isEmpty();
        }
    }

    @Test
    void query_serverCountsOtherPlacesAndExecutes_givesTheConnectionUp() {
        try (scene) {
            CompletableFuture<Rows> rows = query(SQL, 7);
            scene.send(answer().prepared(2, 1, 2));
            scene.send(ServerBytes.okAnswer());

            assertThat(scene.failure(rows, MySqlProtocolException.class))
                    .hasMessageContaining("whose number of parameters is not 1");
            assertThat(scene.peer().isClosed()).isTrue();
            scene.forget(connection);
        }
    }

    @Test
    void query_noCacheAndPreparedUnderAnotherId_isClosedOnlyWhenItWasExecuted() {
        Scene uncached = new Scene(new Manners(Manners.MARIADB));
        try (uncached) {
            MySqlConnection connection = uncached.connection(options -> options.statementCacheSize(0));
            for (int id = 3; id < 9; id += 3) {
                CompletableFuture<Rows> rows = uncached.watch(connection.query(SQL, 7));
                uncached.run();
                uncached.send(answer().prepared(id, 1, 1));
                if (id > 3) {
                    assertThat(uncached.peer().takeCommands()).containsExactly("PREPARE " + SQL, "EXECUTE 4");
                    uncached.send(ServerBytes.errorAnswer(UNKNOWN_STATEMENT));
                }
                assertThat(uncached.peer().takeCommands()).endsWith("EXECUTE " + id, "CLOSE " + id);
                uncached.send(rowWithoutColumns("x"));
                assertThat(rows).isCompleted();
            }
        }
    }

    @Test
    void query_argumentThatIsTooLong_failsAloneAfterThePrepare() {
        Scene narrow = new Scene(new Manners(Manners.MARIADB));
        try (narrow) {
            MySqlConnection small = narrow.connection(options -> options.maxAllowedPacket(1024));
            prepareFirst(narrow, small);
            CompletableFuture<Rows> rows = narrow.watch(small.query(SQL, "x".repeat(2000)));
            narrow.run();
            assertThat(narrow.peer().takeCommands()).containsExactly("PREPARE " + SQL);
            narrow.send(answer().prepared(2, 1, 1));

            assertThat(narrow.failure(rows)).hasMessageContaining("maxAllowedPacket");
            CompletableFuture<Rows> next = narrow.watch(small.query(SQL, "x"));
            narrow.run();
            assertThat(narrow.peer().takeCommands()).containsExactly("EXECUTE 2");
            narrow.send(rowWithoutColumns("y"));
            assertThat(next).isCompleted();
        }
    }
}

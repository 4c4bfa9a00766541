package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.Cursor.ScrollMode;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Row;
import dev.mysqlasync.Statement;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Cursors whose rows are read as they are fetched. */
class StreamingCursorTest {

    private static final int MORE = StatusFlag.SERVER_MORE_RESULTS_EXISTS;
    private static final int CURSOR = StatusFlag.SERVER_STATUS_CURSOR_EXISTS;
    private static final int LAST = StatusFlag.SERVER_STATUS_LAST_ROW_SENT;

    @Test
    void execute_firstResultHasBegun_completes() {
        try (Scene scene = new Scene()) {
            Cursor cursor = scene.connection().streamingCursor();
            CompletableFuture<Cursor> executed = scene.watch(cursor.execute("SELECT a"));
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("x")); // and more to come

            assertThat(executed.join()).isSameAs(cursor);
            assertThat(cursor.description()).hasSize(1);
            assertThat(cursor.rowCount()).isEqualTo(-1);
            assertThat(cursor.rowNumber()).isZero();
            scene.peer().reset();
        }
    }

    @Test
    void fetch_oneAfterAnother_givesRowsInTurnAndCountsThemAtTheEnd() {
        try (Scene scene = new Scene()) {
            Cursor cursor = executed(scene, ServerBytes.rowsAnswer("1", "2", "3", "4", "5"));

            assertThat(await(scene, cursor.fetchOne()).getString(0)).isEqualTo("1");
            assertThat(cursor.rowNumber()).isEqualTo(1);
            assertThat(texts(await(scene, cursor.fetchMany(2)))).containsExactly("2", "3");
            assertThat(cursor.rowCount()).isEqualTo(-1);
            assertThat(texts(await(scene, cursor.fetchAll()))).containsExactly("4", "5");
            assertThat(cursor.rowCount()).isEqualTo(5);
            assertThat(await(scene, cursor.fetchOne())).isNull();
            assertThat(await(scene, cursor.fetchAll())).isEmpty();
            assertThat(await(scene, cursor.nextSet())).isFalse();
        }
    }

    @Test
    void fetch_severalWithoutWaiting_areServedInOrder() {
        try (Scene scene = new Scene()) {
            Cursor cursor = executed(scene, ServerBytes.rowsAnswer("1", "2", "3"));
            CompletableFuture<Row> first = scene.watch(cursor.fetchOne());
            CompletableFuture<Row> second = scene.watch(cursor.fetchOne());
            CompletableFuture<List<Row>> rest = scene.watch(cursor.fetchAll());
            scene.run();

            assertThat(first.join().getString(0)).isEqualTo("1");
            assertThat(second.join().getString(0)).isEqualTo("2");
            assertThat(texts(rest.join())).containsExactly("3");
        }
    }

    @Test
    void fetch_rowNotThereYet_waitsForIt() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            Cursor cursor = connection.streamingCursor();
            scene.watch(cursor.execute("SELECT a"));
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("x"));
            await(scene, cursor.fetchOne());
            CompletableFuture<Row> next = scene.watch(cursor.fetchOne());
            scene.run();
            assertThat(next).isNotDone();
            scene.send(ServerBytes.from(4).row("y"));
            assertThat(next.join().getString(0)).isEqualTo("y");
            scene.send(ServerBytes.from(5).end(0));
            assertThat(await(scene, cursor.fetchOne())).isNull();
        }
    }

    @Test
    void statementBehind_waitsUntilTheRowsAreFetched() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            Cursor cursor = executed(scene, connection, ServerBytes.rowsAnswer("1", "2", "3"));
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isNotDone();
            await(scene, cursor.fetchAll());

            assertThat(ping).isCompleted();
        }
    }

    @Test
    void nextSet_severalResults_givesEachAndDropsTheRestOfTheOneBefore() {
        try (Scene scene = new Scene()) {
            Cursor cursor = executed(
                    scene,
                    ServerBytes.answer()
                            .rows(MORE, "1", "2", "3")
                            .ok(new OkPacket(7, 42, MORE, 0, "", List.of()))
                            .rows(MORE)
                            .rows(0, "z")
                            .bytes());
            await(scene, cursor.fetchOne());

            assertThat(await(scene, cursor.nextSet())).isTrue();
            assertThat(cursor.description()).isNull();
            assertThat(cursor.rowCount()).isEqualTo(7);
            assertThat(cursor.lastInsertId()).isEqualTo(42);
            assertThat(cursor.rowNumber()).isNull();
            assertThat(await(scene, cursor.fetchOne())).isNull();
            assertThat(await(scene, cursor.nextSet())).isTrue();
            assertThat(await(scene, cursor.fetchAll())).isEmpty();
            assertThat(cursor.rowCount()).isZero();
            assertThat(await(scene, cursor.nextSet())).isTrue();
            assertThat(texts(await(scene, cursor.fetchAll()))).containsExactly("z");
            assertThat(await(scene, cursor.nextSet())).isFalse();
        }
    }

    @Test
    void scroll_forward_dropsTheRowsBetween() {
        try (Scene scene = new Scene()) {
            Cursor cursor = executed(scene, ServerBytes.rowsAnswer("0", "1", "2", "3", "4", "5"));
            await(scene, cursor.scroll(2, ScrollMode.RELATIVE));
            assertThat(cursor.rowNumber()).isEqualTo(2);
            assertThat(await(scene, cursor.fetchOne()).getString(0)).isEqualTo("2");
            await(scene, cursor.scroll(5, ScrollMode.ABSOLUTE));

            assertThat(await(scene, cursor.fetchOne()).getString(0)).isEqualTo("5");
            scene.failure(scene.watch(cursor.scroll(0, ScrollMode.RELATIVE)), IndexOutOfBoundsException.class);
        }
    }

    @Test
    void scroll_backward_failsAndStays() {
        try (Scene scene = new Scene()) {
            Cursor cursor = executed(scene, ServerBytes.rowsAnswer("0", "1", "2"));
            await(scene, cursor.fetchOne());

            assertThat(scene.failure(
                            scene.watch(cursor.scroll(0, ScrollMode.ABSOLUTE)), UnsupportedOperationException.class))
                    .hasMessageContaining("forward only");
            scene.failure(scene.watch(cursor.scroll(-1, ScrollMode.RELATIVE)), UnsupportedOperationException.class);
            assertThat(texts(await(scene, cursor.fetchAll()))).containsExactly("1", "2");
        }
    }

    // --- errors ----------------------------------------------------------------------------------------------------

    @Test
    void execute_refused_failsItAndEveryFetch() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            Cursor cursor = connection.streamingCursor();
            CompletableFuture<Cursor> executed = scene.watch(cursor.execute("SELECT a"));
            scene.run();
            scene.send(ServerBytes.errorAnswer(1146));

            assertThat(scene.failure(executed, MySqlServerException.class).errorCode())
                    .isEqualTo(1146);
            scene.failure(scene.watch(cursor.fetchOne()), MySqlServerException.class);
            CompletableFuture<Cursor> again = scene.watch(cursor.execute("SELECT 2"));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("x"));
            assertThat(again).isCompleted();
        }
    }

    @Test
    void error_amongTheRows_failsTheFetchThatMeetsIt() {
        try (Scene scene = new Scene()) {
            Cursor cursor = executed(
                    scene,
                    ServerBytes.answer()
                            .columns("a")
                            .row("x")
                            .row("y")
                            .error(1317, "70100", "interrupted")
                            .bytes());

            assertThat(await(scene, cursor.fetchOne()).getString(0)).isEqualTo("x");
            assertThat(await(scene, cursor.fetchOne()).getString(0)).isEqualTo("y");
            assertThat(scene.failure(scene.watch(cursor.fetchOne()), MySqlServerException.class)
                            .errorCode())
                    .isEqualTo(1317);
            scene.failure(scene.watch(cursor.nextSet()), MySqlServerException.class);
            assertThat(scene.watch(cursor.close())).isNotNull();
        }
    }

    @Test
    void connectionLost_failsTheFetchThatWaits() {
        try (Scene scene = new Scene()) {
            Cursor cursor =
                    executed(scene, ServerBytes.answer().columns("a").row("x").bytes());
            CompletableFuture<List<Row>> rows = scene.watch(cursor.fetchAll());
            scene.run();
            scene.peer().reset();

            scene.failure(rows, MySqlConnectionLostException.class);
            assertThat(await(scene, cursor.fetchOne()).getString(0)).isEqualTo("x"); // it had come
            scene.failure(scene.watch(cursor.fetchOne()), MySqlConnectionLostException.class);
        }
    }

    @Test
    void fetch_moreBytesThanAllowed_failsAndLessAtATimeGoesOn() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxResultBytes(2048));
            String row = "x".repeat(1000);
            Cursor cursor = executed(scene, connection, ServerBytes.rowsAnswer(row, row, row, row));

            assertThat(scene.failure(scene.watch(cursor.fetchAll()), MySqlLimitException.class)
                            .option())
                    .isEqualTo("maxResultBytes");
            assertThat(await(scene, cursor.fetchMany(2))).hasSize(2);
            assertThat(await(scene, cursor.fetchMany(2))).hasSize(2);
            assertThat(await(scene, cursor.fetchMany(2))).isEmpty();
        }
    }

    @Test
    void cancel_ofAnExecutionThatWasNotSent_sendsNothing() {
        try (Scene scene = new Scene()) {
            Cursor cursor = scene.connection().streamingCursor();
            CompletableFuture<Cursor> executed = scene.watch(cursor.execute("SELECT a"));
            executed.cancel(true);
            scene.run();

            assertThat(scene.peer().commands()).isEmpty();
            scene.failure(scene.watch(cursor.fetchOne()), CancellationException.class);
            CompletableFuture<Void> closed = scene.watch(cursor.close());
            scene.run();
            assertThat(closed).isCompleted();
        }
    }

    @Test
    void cancel_ofAFetch_losesNoRow() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            Cursor cursor = executed(
                    scene,
                    connection,
                    ServerBytes.answer().columns("a").row("x").bytes());
            scene.watch(cursor.fetchMany(2)).cancel(true);
            scene.run();
            scene.send(ServerBytes.from(4).row("y").end(0));

            assertThat(texts(await(scene, cursor.fetchAll()))).containsExactly("x", "y");
        }
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    @Test
    void close_rowsLeft_dropsThemAndLetsTheConnectionGoOn() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            Cursor cursor = executed(
                    scene,
                    connection,
                    ServerBytes.answer().rows(MORE, "1", "2", "3").columns("a").bytes());
            CompletableFuture<Void> closed = scene.watch(cursor.close());
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            assertThat(closed).isNotDone();
            scene.send(ServerBytes.from(9).row("z").end(0));
            scene.send(ServerBytes.okAnswer());

            assertThat(closed).isCompleted();
            assertThat(ping).isCompleted();
            scene.failure(scene.watch(cursor.fetchOne()), IllegalStateException.class);
            scene.failure(scene.watch(cursor.execute("SELECT 1")), IllegalStateException.class);
            assertThat(cursor.description()).isNull();
        }
    }

    @Test
    void close_fetchAsked_isGivenFirst() {
        try (Scene scene = new Scene()) {
            Cursor cursor = executed(scene, ServerBytes.rowsAnswer("1", "2", "3"));
            CompletableFuture<List<Row>> rows = scene.watch(cursor.fetchMany(2));
            CompletableFuture<Void> closed = scene.watch(cursor.close());
            scene.run();

            assertThat(texts(rows.join())).containsExactly("1", "2");
            assertThat(closed).isCompleted();
        }
    }

    @Test
    void execute_again_dropsWhatIsLeft() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            Cursor cursor = executed(scene, connection, ServerBytes.rowsAnswer("1", "2", "3"));
            CompletableFuture<Cursor> again = scene.watch(cursor.execute("SELECT 2"));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("x"));

            assertThat(again).isCompleted();
            assertThat(texts(await(scene, cursor.fetchAll()))).containsExactly("x");
        }
    }

    @Test
    void executeMany_rowsLeft_dropsThemFirst() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            Cursor cursor = executed(scene, connection, ServerBytes.rowsAnswer("1", "2", "3"));
            CompletableFuture<Cursor> many = scene.watch(cursor.executeMany("DO ?", List.of(List.of(1), List.of(2))));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.send(ServerBytes.answer().ok(new OkPacket(1, 0, 0, 0, "", List.of())));
            scene.send(ServerBytes.answer().ok(new OkPacket(2, 0, 0, 0, "", List.of())));

            assertThat(many).isCompleted();
            assertThat(cursor.rowCount()).isEqualTo(3);
            assertThat(await(scene, cursor.fetchAll())).isEmpty();
        }
    }

    // --- with a cursor on the server -------------------------------------------------------------------------------

    @Test
    void fetchSize_rowsNotFetched_keepNothingWaiting() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            Cursor cursor = connection.streamingCursor();
            scene.watch(cursor.execute(Statement.of("SELECT a").fetchSize(2)));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 1, 0));
            scene.send(ServerBytes.answer().columns("a").end(CURSOR));
            scene.send(fetched(CURSOR, "1", "2"));
            scene.send(fetched(CURSOR, "3", "4"));
            scene.peer().takeCommands();
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();

            CompletableFuture<List<Row>> rows = scene.watch(cursor.fetchMany(5));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PING", "FETCH 5 rows 2");
            scene.send(fetched(LAST, "5"));
            assertThat(texts(rows.join())).containsExactly("1", "2", "3", "4", "5");
            assertThat(cursor.rowCount()).isEqualTo(5);
            assertThat(await(scene, cursor.nextSet())).isFalse();
        }
    }

    @Test
    void fetchSize_closed_closesTheCursorOnTheServer() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            Cursor cursor = connection.streamingCursor();
            scene.watch(cursor.execute(Statement.of("SELECT a").fetchSize(2)));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 1, 0));
            scene.send(ServerBytes.answer().columns("a").end(CURSOR));
            scene.send(fetched(CURSOR, "1", "2"));
            scene.peer().takeCommands();
            CompletableFuture<Void> closed = scene.watch(cursor.close());
            scene.run();
            scene.send(fetched(CURSOR, "3", "4"));
            assertThat(scene.peer().takeCommands()).containsExactly("RESET 5");
            assertThat(closed).isNotDone();
            scene.send(ServerBytes.okAnswer());

            assertThat(closed).isCompleted();
            assertThat(connection.isOpen()).isTrue();
        }
    }

    // --- what these tests need -------------------------------------------------------------------------------------

    private static Cursor executed(Scene scene, byte[] answer) {
        return executed(scene, scene.connection(), answer);
    }

    private static Cursor executed(Scene scene, MySqlConnection connection, byte[] answer) {
        Cursor cursor = connection.streamingCursor();
        CompletableFuture<Cursor> executed = scene.watch(cursor.execute("SELECT a"));
        scene.run();
        scene.send(answer);
        assertThat(executed).isCompleted();
        return cursor;
    }

    private static <T> T await(Scene scene, CompletableFuture<T> future) {
        scene.watch(future);
        scene.run();
        assertThat(future).isDone();
        return future.join();
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream().map(row -> row.getString(0)).toList();
    }

    private static ServerBytes fetched(int status, String... values) {
        ServerBytes answer = ServerBytes.answer();
        for (String value : values) {
            answer.row(RowFormat.BINARY, value);
        }
        return answer.end(status);
    }
}

package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both kinds of cursors do alike. */
class CursorTest {

    private enum Kind {
        BUFFERED,
        STREAMING;

        Cursor on(MySqlConnection connection) {
            return this == BUFFERED ? connection.cursor() : connection.streamingCursor();
        }
    }

    private static void execute(Scene scene, Cursor cursor, byte[] answer) {
        CompletableFuture<Cursor> executed = scene.watch(cursor.execute("SELECT a"));
        scene.run();
        scene.send(answer);
        assertThat(executed).isDone();
    }

    @ParameterizedTest
    @EnumSource
    void execute_fails_dropsTheEarlierResultAndFailsEveryFetch(Kind kind) {
        try (Scene scene = new Scene()) {
            Cursor cursor = kind.on(scene.connection());
            execute(scene, cursor, ServerBytes.rowsAnswer("x", "y"));
            execute(scene, cursor, ServerBytes.errorAnswer(1146));

            for (CompletableFuture<?> next :
                    List.of(cursor.fetchOne(), cursor.fetchAll(), cursor.nextSet(), cursor.fetchMany(2))) {
                scene.failure(next);
            }
            assertThat(cursor.description()).isNull();
            assertThat(cursor.rowCount()).isEqualTo(-1);
            assertThat(cursor.rowNumber()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void executeMany_fails_dropsTheEarlierResultAndFailsEveryFetch(Kind kind) {
        try (Scene scene = new Scene()) {
            Cursor cursor = kind.on(scene.connection());
            execute(scene, cursor, ServerBytes.rowsAnswer("x"));
            CompletableFuture<Cursor> executed =
                    scene.watch(cursor.executeMany("UPDATE t SET a = ?", List.of(List.of(1))));
            scene.run();
            scene.failure(cursor.fetchOne(), IllegalStateException.class);
            scene.send(ServerBytes.errorAnswer(1146));

            scene.failure(executed, MySqlServerException.class);
            scene.failure(cursor.fetchOne());
            assertThat(cursor.description()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nextSet_thereIsNone_leavesNoRows(Kind kind) {
        try (Scene scene = new Scene()) {
            Cursor cursor = kind.on(scene.connection());
            execute(scene, cursor, ServerBytes.rowsAnswer("x", "y"));
            CompletableFuture<Boolean> next = scene.watch(cursor.nextSet());
            scene.run();
            CompletableFuture<?> one = scene.watch(cursor.fetchOne());
            scene.run();

            assertThat(next).isCompletedWithValue(false);
            assertThat(one).isCompletedWithValue(null);
            assertThat(cursor.rowCount()).isEqualTo(2);
            assertThat(cursor.rowNumber()).isEqualTo(2);
        }
    }

    @Test
    void fetch_beforeABufferedExecutionIsComplete_fails() {
        try (Scene scene = new Scene()) {
            Cursor cursor = scene.connection().cursor();
            execute(scene, cursor, ServerBytes.rowsAnswer("x"));
            CompletableFuture<Cursor> executed = scene.watch(cursor.execute("SELECT b"));
            scene.run();

            scene.failure(cursor.fetchOne(), IllegalStateException.class);
            scene.send(ServerBytes.rowsAnswer("y"));
            assertThat(executed.join().fetchOne().join().getString(0)).isEqualTo("y");
        }
    }
}

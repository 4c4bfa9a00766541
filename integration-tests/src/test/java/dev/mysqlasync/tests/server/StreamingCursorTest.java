package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Column;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.Cursor.ScrollMode;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Row;
import dev.mysqlasync.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cursor of Python's DB-API, with rows that are read as they are fetched. */
class StreamingCursorTest extends CursorScene {

    @Override
    Cursor open(MySqlConnection connection) {
        return connection.streamingCursor();
    }

    @ParameterizedTest
    @EnumSource
    void execute_rows_areDescribedAndNotCountedBeforeTheEnd(StatementForm form) {
        assertThat(await(cursor.execute(form.sql("id, name FROM styles"), form.arguments())))
                .isSameAs(cursor);

        assertThat(cursor.description()).extracting(Column::name).containsExactly("id", "name");
        assertThat(cursor.rowCount()).isEqualTo(-1);
        assertThat(cursor.rowNumber()).isZero();
        assertThat(await(cursor.fetchAll())).hasSize(5);
        assertThat(cursor.rowCount()).isEqualTo(5);
        assertThat(cursor.rowNumber()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100})
    void fetch_everyWay_givesEachRowOnce(int fetchSize) {
        await(cursor.execute(
                Statement.of("SELECT id, name FROM styles ORDER BY id").fetchSize(fetchSize)));

        assertThat(await(cursor.fetchOne()).toList()).containsExactly(1, "a");
        assertThat(await(cursor.fetchMany()).get(0).toMap()).isEqualTo(Map.of("id", 2, "name", "b"));
        cursor.arraySize(2);
        assertThat(ids(await(cursor.fetchMany()))).containsExactly(3, 4);
        assertThat(ids(await(cursor.fetchAll()))).containsExactly(5);
        assertThat(await(cursor.fetchOne())).isNull();
        assertThat(await(cursor.nextSet())).isFalse();
        assertUsable(connection);
    }

    @Test
    void execute_effect_isCounted() {
        await(cursor.execute("INSERT INTO styles (name) VALUES (?)", "f"));

        assertThat(cursor.description()).isNull();
        assertThat(cursor.rowCount()).isEqualTo(1);
        assertThat(cursor.lastInsertId()).isEqualTo(6);
        assertThat(cursor.rowNumber()).isNull();
        assertThat(await(cursor.fetchAll())).isEmpty();
    }

    @Test
    void rows_notFetched_keepStatementsBehindWaiting() {
        await(cursor.execute("SELECT id FROM styles ORDER BY id"));
        await(cursor.fetchOne());
        CompletableFuture<Void> ping = connection.ping();
        assertThat(ids(await(cursor.fetchMany(3)))).containsExactly(2, 3, 4);
        assertThat(ping).isNotDone();

        await(cursor.close());

        await(ping);
        assertUsable(connection);
    }

    @Test
    void rows_ofACursorOnTheServer_keepNothingWaiting() {
        await(cursor.execute(Statement.of("SELECT id FROM styles ORDER BY id").fetchSize(2)));
        assertThat(ids(await(cursor.fetchMany(1)))).containsExactly(1);
        assertUsable(connection);
        assertThat(ids(await(cursor.fetchMany(2)))).containsExactly(2, 3);
        await(cursor.close());

        assertUsable(connection);
    }

    @Test
    void scroll_forwardOnly_moves() {
        await(cursor.execute("SELECT id FROM styles ORDER BY id"));

        await(cursor.scroll(2, ScrollMode.RELATIVE));
        assertThat(ids(await(cursor.fetchMany(1)))).containsExactly(3);
        failure(cursor.scroll(0, ScrollMode.ABSOLUTE), UnsupportedOperationException.class);
        await(cursor.scroll(4, ScrollMode.ABSOLUTE));
        assertThat(ids(await(cursor.fetchAll()))).containsExactly(5);
        failure(cursor.scroll(5, ScrollMode.ABSOLUTE), IndexOutOfBoundsException.class);
        assertUsable(connection);
    }

    @Test
    void nextSet_severalResults_givesEach() {
        await(cursor.execute(
                "SELECT id FROM styles; UPDATE styles SET name = 'x' WHERE id = 1; SELECT 2 AS b, 3 AS c; DO 1"));
        await(cursor.fetchOne());

        assertThat(await(cursor.nextSet())).isTrue();
        assertThat(cursor.rowCount()).isEqualTo(1);
        assertThat(await(cursor.nextSet())).isTrue();
        assertThat(await(cursor.fetchOne()).getInt("c")).isEqualTo(3);
        assertThat(await(cursor.nextSet())).isTrue();
        assertThat(await(cursor.nextSet())).isFalse();
        assertUsable(connection);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void callProcedure_outParameters_comeAsOneMoreResult(int fetchSize) {
        String name = createProcedure("(IN n INT, OUT doubled INT, INOUT text VARCHAR(9)) "
                + "BEGIN SELECT n AS given; SET doubled = n * 2; SET text = CONCAT(text, '!'); END");

        if (fetchSize == 0) {
            await(cursor.callProcedure("test." + name, 21, null, "hey"));
        } else { // a procedure is executed without a cursor even where one is asked for
            await(cursor.execute(
                    Statement.of("CALL " + name + "(?, ?, ?)", 21, null, "hey").fetchSize(fetchSize)));
        }

        assertThat(await(cursor.fetchOne()).getInt("given")).isEqualTo(21);
        assertThat(await(cursor.nextSet())).isTrue();
        Row out = await(cursor.fetchOne());
        assertThat(out.getInt("doubled")).isEqualTo(42);
        assertThat(out.getString("text")).isEqualTo("hey!");
        assertThat(await(cursor.nextSet())).isTrue();
        assertThat(cursor.description()).isNull();
        assertThat(await(cursor.nextSet())).isFalse();
        assertUsable(connection);
    }

    @Test
    void executeMany_lists_areCountedTogether() {
        await(cursor.execute("SELECT id FROM styles"));
        await(cursor.executeMany(
                "INSERT INTO styles (id, name) VALUES (?, ?)",
                List.of(List.of(11, "k"), Arrays.asList(12, null), List.of(13, "m"))));

        assertThat(cursor.rowCount()).isEqualTo(3);
        assertThat(number(connection, "SELECT COUNT(*) FROM styles WHERE id > 10"))
                .isEqualTo(3);
    }

    @Test
    void executeManyByName_maps_areCountedTogether() {
        await(cursor.executeManyByName(
                "INSERT INTO styles (id, name) VALUES (:id, :name)",
                List.of(Map.of("id", 11, "name", "k"), Map.of("name", "l", "id", 12))));

        assertThat(cursor.rowCount()).isEqualTo(2);
        assertThat(number(connection, "SELECT id FROM styles WHERE name = 'l'")).isEqualTo(12);
    }

    @Test
    void execute_error_failsAndCursorStaysUsable() {
        assertThat(failure(cursor.execute("SELECT * FROM no_such_table"), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1146);
        await(cursor.execute("SELECT 7"));

        assertThat(await(cursor.fetchOne()).getInt(0)).isEqualTo(7);
    }

    @Test
    void fetch_errorAmongTheRows_failsAndConnectionStaysUsable() {
        await(cursor.execute(
                "SELECT (SELECT id FROM (SELECT 1 AS id UNION ALL SELECT 2) AS two WHERE two.id <= styles.id)"
                        + " FROM styles ORDER BY styles.name"));

        assertThat(failure(cursor.fetchAll(), MySqlServerException.class).errorCode())
                .isEqualTo(1242);
        assertUsable(connection);
    }

    @Test
    void close_manyRowsLeft_leavesTheConnectionUsable() {
        await(cursor.execute("SELECT a.id, REPEAT('x', 5000) FROM styles a, information_schema.columns LIMIT 5000"));
        assertThat(await(cursor.fetchMany(10))).hasSize(10);

        await(cursor.close());

        assertUsable(connection);
        failure(cursor.fetchOne(), IllegalStateException.class);
        failure(cursor.execute("SELECT 1"), IllegalStateException.class);
    }

    @Test
    void close_notAwaited_letsWhatStandsBehindRun() {
        for (int i = 0; i < 20; i++) {
            Cursor one = connection.streamingCursor();
            CompletableFuture<Cursor> executed = one.execute("SELECT id FROM styles");
            CompletableFuture<Void> closed = one.close();
            assertUsable(connection);
            await(executed);
            await(closed);
        }
    }

    @Test
    void newCursor_hasNothing() {
        assertThat(cursor.description()).isNull();
        assertThat(cursor.rowCount()).isEqualTo(-1);
        assertThat(cursor.rowNumber()).isNull();
        assertThat(cursor.lastInsertId()).isZero();
        failure(cursor.fetchOne(), IllegalStateException.class);
        failure(cursor.nextSet(), IllegalStateException.class);
        failure(cursor.scroll(0, ScrollMode.ABSOLUTE), IllegalStateException.class);
    }

    private static List<Integer> ids(List<Row> rows) {
        return rows.stream().map(row -> row.getInt("id")).toList();
    }
}

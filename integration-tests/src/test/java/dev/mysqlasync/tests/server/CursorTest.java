package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.Column;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.Cursor.ScrollMode;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cursor of Python's DB-API. */
class CursorTest extends CursorScene {

    @Override
    Cursor open(MySqlConnection connection) {
        return connection.cursor();
    }

    @ParameterizedTest
    @EnumSource
    void execute_rows_areDescribedAndCounted(StatementForm form) {
        Cursor given = await(cursor.execute(form.sql("id, name FROM styles"), form.arguments()));

        assertThat(given).isSameAs(cursor);
        assertThat(cursor.description()).extracting(Column::name).containsExactly("id", "name");
        assertThat(cursor.description()).extracting(Column::type).containsExactly("INT", "VARCHAR");
        assertThat(cursor.rowCount()).isEqualTo(5);
        assertThat(cursor.rowNumber()).isZero();
        assertThat(cursor.lastInsertId()).isZero();
    }

    @Test
    void execute_failure_leavesNothingOfTheOneBefore() {
        await(cursor.execute("SELECT 1"));
        failure(cursor.execute("SELECT nothing"));

        assertThat(failure(cursor.fetchAll())).isInstanceOf(IllegalStateException.class);
        assertThat(cursor.rowCount()).isEqualTo(-1);
    }

    @Test
    void execute_effect_isCountedAndNotDescribed() {
        await(cursor.execute("INSERT INTO styles (name) VALUES (?)", "f"));

        assertThat(cursor.description()).isNull();
        assertThat(cursor.rowCount()).isEqualTo(1);
        assertThat(cursor.lastInsertId()).isEqualTo(6);
        assertThat(cursor.rowNumber()).isNull();
    }

    @Test
    void fetch_effect_hasNoRows() {
        await(cursor.execute("DELETE FROM styles WHERE id > 3"));

        assertThat(cursor.rowCount()).isEqualTo(2);
        assertThat(await(cursor.fetchOne())).isNull();
        assertThat(await(cursor.fetchAll())).isEmpty();
    }

    // --- fetching --------------------------------------------------------------------------------------------------

    @Test
    void fetchOne_rows_givesThemInTurnAndThenNull() {
        await(cursor.execute("SELECT id, name FROM styles ORDER BY id LIMIT 2"));

        assertThat(await(cursor.fetchOne()).toList()).containsExactly(1, "a");
        assertThat(cursor.rowNumber()).isEqualTo(1);
        assertThat(await(cursor.fetchOne()).getString("name")).isEqualTo("b");
        assertThat(await(cursor.fetchOne())).isNull();
        assertThat(await(cursor.fetchOne())).isNull();
        assertThat(cursor.rowNumber()).isEqualTo(2);
    }

    @Test
    void fetchMany_arraySize_givesSoMany() {
        await(cursor.execute("SELECT id FROM styles ORDER BY id"));

        assertThat(cursor.arraySize()).isEqualTo(1);
        assertThat(ids(await(cursor.fetchMany()))).containsExactly(1);
        cursor.arraySize(3);
        assertThat(ids(await(cursor.fetchMany()))).containsExactly(2, 3, 4);
        assertThat(ids(await(cursor.fetchMany()))).containsExactly(5);
        assertThat(await(cursor.fetchMany())).isEmpty();
    }

    @Test
    void fetchMany_size_givesSoMany() {
        await(cursor.execute("SELECT id FROM styles ORDER BY id"));

        assertThat(ids(await(cursor.fetchMany(2)))).containsExactly(1, 2);
        assertThat(await(cursor.fetchMany(0))).isEmpty();
        assertThat(ids(await(cursor.fetchMany(9)))).containsExactly(3, 4, 5);
    }

    @Test
    void fetchAll_afterFetchOne_givesTheRest() {
        await(cursor.execute("SELECT id FROM styles ORDER BY id"));
        await(cursor.fetchOne());

        assertThat(ids(await(cursor.fetchAll()))).containsExactly(2, 3, 4, 5);
        assertThat(await(cursor.fetchAll())).isEmpty();
    }

    @Test
    void fetchAll_emptyResult_givesNothing() {
        await(cursor.execute("SELECT id FROM styles WHERE id > 100"));

        assertThat(cursor.rowCount()).isZero();
        assertThat(cursor.description()).hasSize(1);
        assertThat(await(cursor.fetchAll())).isEmpty();
    }

    private static List<Integer> ids(List<Row> rows) {
        return rows.stream().map(row -> row.getInt("id")).toList();
    }

    @Test
    void arraySize_lessThanOne_isRefused() {
        assertThatThrownBy(() -> cursor.arraySize(0)).isInstanceOf(IllegalArgumentException.class);
    }

    // --- moving ----------------------------------------------------------------------------------------------------

    @Test
    void scroll_relativeAndAbsolute_moves() {
        await(cursor.execute("SELECT id FROM styles ORDER BY id"));

        await(cursor.scroll(3, ScrollMode.RELATIVE));
        assertThat(ids(await(cursor.fetchMany(1)))).containsExactly(4);
        await(cursor.scroll(-3, ScrollMode.RELATIVE));
        assertThat(ids(await(cursor.fetchMany(1)))).containsExactly(2);
        await(cursor.scroll(0, ScrollMode.ABSOLUTE));
        assertThat(ids(await(cursor.fetchMany(1)))).containsExactly(1);
    }

    @Test
    void scroll_outside_failsAndStays() {
        await(cursor.execute("SELECT id FROM styles ORDER BY id"));
        await(cursor.fetchOne());

        failure(cursor.scroll(5, ScrollMode.ABSOLUTE), IndexOutOfBoundsException.class);
        failure(cursor.scroll(-2, ScrollMode.RELATIVE), IndexOutOfBoundsException.class);

        assertThat(cursor.rowNumber()).isEqualTo(1);
    }

    @Test
    void nextSet_severalResults_givesEach() {
        await(cursor.execute("SELECT 1 AS a; UPDATE styles SET name = 'x' WHERE id = 1; SELECT 2 AS b, 3 AS c"));
        assertThat(cursor.description()).extracting(Column::name).containsExactly("a");

        assertThat(await(cursor.nextSet())).isTrue();
        assertThat(cursor.description()).isNull();
        assertThat(cursor.rowCount()).isEqualTo(1);
        assertThat(await(cursor.nextSet())).isTrue();
        assertThat(cursor.description()).hasSize(2);
        assertThat(await(cursor.fetchOne()).getInt("c")).isEqualTo(3);
        assertThat(await(cursor.nextSet())).isFalse();
    }

    // --- procedures and many at once -------------------------------------------------------------------------------

    @Test
    void callProcedure_outParameters_comeAsOneMoreResult() {
        String name = createProcedure("(IN n INT, OUT doubled INT, INOUT text VARCHAR(9)) "
                + "BEGIN SELECT n AS given; SET doubled = n * 2; SET text = CONCAT(text, '!'); END");

        await(cursor.callProcedure("test." + name, 21, null, "hey"));

        assertThat(await(cursor.fetchOne()).getInt("given")).isEqualTo(21);
        assertThat(await(cursor.nextSet())).isTrue();
        Row out = await(cursor.fetchOne());
        assertThat(out.getInt("doubled")).isEqualTo(42);
        assertThat(out.getString("text")).isEqualTo("hey!"); // MySQL describes it as VARBINARY
        assertThat(await(cursor.nextSet())).isTrue();
        assertThat(cursor.description()).isNull();
        assertThat(await(cursor.nextSet())).isFalse();
    }

    @Test
    void callProcedure_withoutParameters_givesItsResults() {
        String name = createProcedure("() BEGIN SELECT 1; SELECT 2; END");

        await(cursor.callProcedure(name));

        assertThat(await(cursor.fetchOne()).getInt(0)).isEqualTo(1);
        assertThat(await(cursor.nextSet())).isTrue();
        assertThat(await(cursor.fetchOne()).getInt(0)).isEqualTo(2);
    }

    @Test
    void callProcedure_nameWithSqlInIt_isAName() {
        assertThat(failure(cursor.callProcedure("p`(); DROP TABLE styles; --"), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1305);
        assertThat(number(connection, "SELECT COUNT(*) FROM styles")).isEqualTo(5);
    }

    @Test
    void executeMany_lists_areRunInOrderAndCountedTogether() {
        await(cursor.executeMany(
                "INSERT INTO styles (id, name) VALUES (?, ?)",
                List.of(List.of(11, "k"), Arrays.asList(12, null), List.of(13, "m"))));

        assertThat(cursor.rowCount()).isEqualTo(3);
        assertThat(cursor.description()).isNull();
        await(cursor.execute("SELECT id, name FROM styles WHERE id > 10 ORDER BY id"));
        assertThat(await(cursor.fetchAll()).stream().map(Row::toList))
                .containsExactly(List.of(11, "k"), Arrays.asList(12, null), List.of(13, "m"));
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
    void executeMany_oneFails_failsAfterAllWereRun() {
        MySqlServerException failure = failure(
                cursor.executeMany(
                        "INSERT INTO styles (name) VALUES (?)", List.of(List.of("f"), List.of("a"), List.of("g"))),
                MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1062);
        assertThat(number(connection, "SELECT COUNT(*) FROM styles WHERE name IN ('f', 'g')"))
                .isEqualTo(2);
    }

    @Test
    void executeMany_nothing_countsNothing() {
        await(cursor.executeMany("INSERT INTO styles (name) VALUES (?)", List.of()));

        assertThat(cursor.rowCount()).isZero();
    }

    // --- out of order ----------------------------------------------------------------------------------------------

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

    @Test
    void execute_error_reachesTheFutureAndCursorStaysUsable() {
        await(cursor.execute("SELECT id FROM styles"));

        assertThat(failure(cursor.execute("SELECT * FROM no_such_table"), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1146);
        await(cursor.execute("SELECT 7"));

        assertThat(await(cursor.fetchOne()).getInt(0)).isEqualTo(7);
    }

    @Test
    void close_cursor_refusesEverythingAndLeavesTheConnection() {
        await(cursor.execute("SELECT id FROM styles"));

        await(cursor.close());
        await(cursor.close());

        failure(cursor.fetchOne(), IllegalStateException.class);
        failure(cursor.fetchAll(), IllegalStateException.class);
        failure(cursor.execute("SELECT 1"), IllegalStateException.class);
        failure(cursor.executeMany("DO ?", List.of(List.of(1))), IllegalStateException.class);
        failure(cursor.callProcedure("p"), IllegalStateException.class);
        assertThat(cursor.description()).isNull();
        assertUsable(connection);
    }

    @Test
    void cursors_ofOneConnection_keepTheirOwnResults() {
        Cursor other = connection.cursor();
        await(cursor.execute("SELECT id FROM styles ORDER BY id"));
        await(other.execute("SELECT 'other'"));

        assertThat(await(cursor.fetchOne()).getInt(0)).isEqualTo(1);
        assertThat(await(other.fetchOne()).getString(0)).isEqualTo("other");
        assertThat(await(cursor.fetchOne()).getInt(0)).isEqualTo(2);
    }

    @Test
    void execute_laterStatementOfATextFails_errorSaysThatOthersWereExecuted() {
        MySqlConnection connection = connect(options -> options.multiStatements(true));

        MySqlServerException failure = failure(
                connection.cursor().execute("SELECT 1; DO 2; SELECT * FROM no_such_table"), MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1146);
        assertThat(failure.resultsBefore()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("2 results of the same text or procedure came before this error");
        assertThat(failure(connection.cursor().execute("SELECT * FROM no_such_table"), MySqlServerException.class)
                        .resultsBefore())
                .isZero();
        assertUsable(connection);
    }
}

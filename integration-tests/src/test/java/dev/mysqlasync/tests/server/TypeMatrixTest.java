package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every type of each server, with its extreme, its zero and random values, against what the server itself says they are. */
class TypeMatrixTest extends ServerScene {

    private MySqlConnection connection;

    @BeforeEach
    void open() {
        connection = connect(options -> options.timeZone("+00:00"));
    }

    @TestFactory
    Stream<DynamicTest> reading_anyValueOfTheType_givesWhatTheServerShows() {
        return columns(column -> {
            create("read_values", column);
            for (StatementForm form : StatementForm.values()) {
                for (Row row : rows("read_values", column, form)) {
                    check(column, form, row);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> sending_whatWasRead_storesTheSameValue() {
        return columns(column -> {
            create("read_values", column);
            createTable("sent_values", column);
            // with a text of its own, since MySQL 9 remembers a parameter's character set beyond the table it was for
            String insert = "INSERT INTO sent_values VALUES (?, ?) /* " + column.type() + " */";
            for (Row row : rows("read_values", column, StatementForm.PREPARED)) {
                await(connection.execute(insert, row.getInt("id"), row.getObject("v")));
            }

            assertThat(shown("sent_values", column)).isEqualTo(shown("read_values", column));
        });
    }

    private Stream<DynamicTest> columns(ThrowingConsumer test) {
        return MatrixColumn.of(server).stream()
                .map(column -> DynamicTest.dynamicTest(column.type(), () -> test.accept(column)));
    }

    private void create(String table, MatrixColumn column) {
        createTable(table, column);
        List<String> literals = new ArrayList<>(column.literals());
        literals.add("NULL");
        String rows = IntStream.range(0, literals.size())
                .mapToObj(i -> "(" + i + ", " + literals.get(i) + ")")
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        await(connection.execute("INSERT INTO " + table + " VALUES " + rows));
    }

    private void createTable(String table, MatrixColumn column) {
        await(connection.execute("DROP TEMPORARY TABLE IF EXISTS " + table));
        await(connection.execute("CREATE TEMPORARY TABLE " + table + " (id INT, v " + column.type()
                + " NULL DEFAULT NULL) CHARACTER SET utf8mb4"));
    }

    private Rows rows(String table, MatrixColumn column, StatementForm form) {
        String select = "id, v, CAST(" + (isBytes(column) ? "'-'" : "v") + " AS CHAR) AS text, " + column.form().shownBy
                + " AS shown FROM " + table;
        Rows rows = await(connection.query(form.sql(select), form.arguments()));
        assertThat(rows.size()).isEqualTo(column.literals().size() + 1);
        return rows;
    }

    /** Whether the values are bytes, which have no text. */
    private static boolean isBytes(MatrixColumn column) {
        return switch (column.form()) {
            case BYTES, GEOMETRY, VECTOR, BIT -> true;
            default -> false;
        };
    }

    private List<@Nullable String> shown(String table, MatrixColumn column) {
        return await(connection.query(
                "SELECT " + column.form().shownBy + " FROM " + table + " ORDER BY id", row -> row.getString(0)));
    }

    private void check(MatrixColumn column, StatementForm form, Row row) {
        String value = column.type() + " as " + form + ": " + cut(column, row);
        String shown = row.getString("shown");
        if (shown == null) {
            assertThat(row.isNull("v")).as(value).isTrue();
            assertThat(row.getObject("v")).as(value).isNull();
            assertThat(row.getString("v")).as(value).isNull();
            return;
        }
        boolean isFloat = column.form() == MatrixForm.FLOAT;
        boolean sixDigits = isFloat && form == StatementForm.TEXT;
        String expected = column.form().canonical(sixDigits ? row.getString("text") : shown);
        assertThat(column.form().canonical(row.getObject("v"))).as(value).isEqualTo(expected);
        assertThat(column.form().canonical(column.form().natural(row)))
                .as(value)
                .isEqualTo(expected);
        if (isFloat && form == StatementForm.PREPARED) {
            assertThat(column.form().canonical(row.getString("v"))).as(value).isEqualTo(expected);
        } else if (!isBytes(column)) {
            assertThat(row.getString("v")).as(value).isEqualTo(row.getString("text"));
        }
    }

    private static String cut(MatrixColumn column, Row row) {
        int id = row.getInt("id");
        String literal = id < column.literals().size() ? column.literals().get(id) : "NULL";
        return literal.substring(0, Math.min(literal.length(), 60));
    }

    private interface ThrowingConsumer {
        void accept(MatrixColumn column) throws Exception;
    }
}

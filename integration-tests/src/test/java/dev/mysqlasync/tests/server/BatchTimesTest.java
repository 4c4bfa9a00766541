package dev.mysqlasync.tests.server;

import static dev.mysqlasync.BatchResult.Strategy.PIPELINED;
import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Row;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A time in a batch leaves what it leaves as a parameter, whatever the column. */
class BatchTimesTest extends BatchScene {

    private static final LocalDateTime TIME = LocalDateTime.of(2024, 2, 29, 3, 4, 5, 600_000_000);

    static Stream<Object> times() {
        return Stream.of(
                TIME,
                TIME.withNano(0),
                TIME.toLocalTime(),
                LocalTime.NOON,
                Duration.ofMillis(-500),
                Duration.ofHours(-30));
    }

    @ParameterizedTest
    @MethodSource("times")
    void executeBatch_timeInAnyColumn_isStoredAsTheParameterIs(Object value) {
        MySqlConnection connection = connection();
        for (String type : List.of(
                "VARCHAR(60)",
                "TEXT",
                "VARBINARY(60)",
                "BLOB",
                "CHAR(40)",
                "BIT(64)",
                "BIGINT",
                "DOUBLE",
                "DECIMAL(40,8)",
                "DATETIME(6)",
                "DATETIME",
                "TIME(6)",
                "TIMESTAMP(6) NULL",
                "DATE")) {
            String table = createTable(connection, "id INT, v " + type);
            String insert = "INSERT INTO " + table + " (id, v) VALUES (?, ?)";
            await(connection.execute(insert, 0, value).handle((done, failure) -> done));
            for (int rows : List.of(1, 2, 30)) {
                await(connection.executeBatch(insert, rows(rows, i -> List.of(rows, value))));
            }

            List<String> stored = new ArrayList<>();
            for (Row row : await(connection.query("SELECT HEX(CAST(v AS BINARY)) FROM " + table))) {
                stored.add(row.getString(0));
            }
            assertThat(stored.size()).as(type).isIn(0, 34);
            assertThat(stored.stream().distinct().count())
                    .as("%s: %s", type, stored)
                    .isLessThanOrEqualTo(1);
        }
    }

    /** With the columns' names, their quotes and case whatever, and without. */
    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO %s VALUES (?, ?, 'x')", "REPLACE %s (`AT`, id, `say`) VALUES (?, (?), ?)"})
    void executeBatch_timeInAColumnOfTime_goesTogether(String sql) {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT, at DATETIME(6), say VARCHAR(60)");
        boolean named = sql.contains("say");

        BatchResult result = await(connection.executeBatch(
                sql.formatted(table), rows(20, i -> named ? List.of(TIME, i, "x") : List.of(i, TIME))));

        assertThat(result.strategies()).containsExactly(together(connection));
        assertThat(number(connection, "SELECT COUNT(*) FROM " + table + " WHERE at = ?", TIME))
                .isEqualTo(20);
    }

    @Test
    void executeBatch_timeInAColumnOfText_goesRowByRowOnMySql() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "at DATETIME(6), say VARCHAR(60)");

        BatchResult positional = await(
                connection.executeBatch("INSERT INTO " + table + " VALUES (?, ?)", rows(5, i -> List.of(TIME, TIME))));
        BatchResult named = await(connection.executeBatch(
                "INSERT INTO " + table + " (say, at) VALUES (?, ?)", rows(5, i -> List.of(TIME, TIME))));

        assertThat(positional.strategies()).containsExactly(isMariaDb(connection) ? together(connection) : PIPELINED);
        assertThat(named.strategies()).containsExactly(isMariaDb(connection) ? together(connection) : PIPELINED);
        assertThat(number(connection, "SELECT COUNT(DISTINCT say) FROM " + table))
                .isEqualTo(1);
    }
}

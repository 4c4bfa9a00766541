package dev.mysqlasync.tests.server;

import static dev.mysqlasync.BatchResult.Strategy.PIPELINED;
import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a row beside its parameters, and around them, is for each row what it is for a row alone. */
class BatchExpressionTest extends BatchScene {

    /** What a server may make of a constant part for the first row, and keep; or takes for another type than a literal. */
    private static final List<List<@Nullable Object>> VALUES = List.of(
            Arrays.asList("a", null, "c", "bb"),
            Arrays.asList(null, "a", "A"),
            Arrays.asList(1, 2, 0, null),
            Arrays.asList(true, false),
            Arrays.asList(new BigDecimal("1.50"), new BigDecimal("7"), new BigDecimal("-0.25")),
            Arrays.asList("2024-01-01", "2025-01-01", "2024-02-29", null),
            Arrays.asList(LocalDateTime.of(2024, 2, 29, 10, 0), LocalDateTime.of(2024, 2, 29, 10, 0, 0, 500_000_000)),
            Arrays.asList(LocalTime.of(12, 30), Duration.ofHours(-30), Duration.ofMillis(-500)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "? IS NULL",
                "IF(? IS NULL, 'none', 'some')",
                "IF(? IS NULL, DEFAULT(v), 'x')",
                "CASE WHEN ? IS NULL THEN 'none' ELSE 'some' END",
                "COALESCE(?, DEFAULT(v))",
                "COALESCE(?, v)",
                "IFNULL(?, DEFAULT(v))",
                "IFNULL(NULLIF(?, 'a'), 'nul')",
                "CONCAT(?, 'x')",
                "CONCAT_WS('-', ?, 'x')",
                "UPPER(?)",
                "2 IN (?, 7)",
                "'a' IN (?, 'zz')",
                "5 > ?",
                "(? = '1')",
                "NOW() > ?",
                "DATE'2024-02-29' > ?",
                "ROUND(123.456, ?)",
                "FORMAT(1234.5, 1, ?)",
                "'abc' REGEXP ?",
                "? + 0",
                "? * 3",
                "-?",
                "? / 7",
                "DATE_ADD(?, INTERVAL 1 DAY)",
                "JSON_ARRAY(?)",
                "HEX(?)",
                "CAST(? AS CHAR)"
            })
    void executeBatch_parameterInAnExpression_isSentRowByRowAndStoresWhatRowsAloneDo(String element) {
        // with a handle for each list of values: what servers make of a parameter depends on those before it
        MySqlConnection connection =
                connect(options -> options.transport(transport).autocommit(true).statementCacheSize(0));
        String table = createTable(connection, "id INT, v VARCHAR(60) DEFAULT 'some'");
        String insert = "INSERT INTO " + table + " (id, v) VALUES (?, " + element + ")";

        for (List<@Nullable Object> values : VALUES) {
            PreparedStatement handle = await(connection.prepare(insert));
            for (int i = 0; i < values.size(); i++) {
                await(handle.execute(i, values.get(i)).handle((done, failure) -> done));
            }
            await(handle.close());
            List<String> alone = taken(connection, table);

            BatchResult result = await(connection.executeBatch(insert, rows(values)));

            assertThat(result.strategies()).containsExactly(PIPELINED);
            assertThat(taken(connection, table)).as("%s of %s", element, values).isEqualTo(alone);
        }
    }

    /** A literal NULL has no collation; a parameter has. */
    @Test
    void executeBatch_nullBesideACollation_isStored() {
        MySqlConnection connection = connection();
        assumeTrue(!connection.serverVersion().startsWith("8.0.15"), "it cannot be prepared there");
        String table = createTable(connection, "id INT, v VARCHAR(60)");

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?, ? COLLATE utf8mb4_bin)", rows(Arrays.asList("a", null, "b"))));

        assertThat(result.isComplete()).isTrue();
        assertThat(taken(connection, table)).containsExactly("a", "null", "b");
    }

    /** What is not about the parameters may go together: the server reads it anew for each row. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEFAULT",
                "DEFAULT(v)",
                "@user",
                "id",
                "id + 1",
                "UPPER(id)",
                "COALESCE(w, 'none')",
                "IF(w IS NULL, 'none', 'some')",
                "w = '1'",
                "2 IN (w, 7)",
                "'abc' REGEXP w",
                "FORMAT(1234.5, id)",
                "NULLIF(w, 'a')",
                "JSON_ARRAY(w)",
                "RAND(1)"
            })
    void executeBatch_expressionWithoutParameter_storesWhatRowsAloneDo(String element) {
        MySqlConnection connection = connection();
        await(connection.execute("SET @user = 'me'"));
        String table = createTable(connection, "id INT, w VARCHAR(60), v VARCHAR(60) DEFAULT 'some'");
        String insert = "INSERT INTO " + table + " (id, w, v) VALUES (?, ?, " + element + ")";
        List<List<@Nullable Object>> rows = rows(Arrays.asList("a", null, "2", "1", "b", null, "a"));
        await(connection.executeBatch(insert, rows, BatchMode.PIPELINED));
        List<String> alone = taken(connection, table);

        await(connection.executeBatch(insert, rows));

        assertThat(taken(connection, table)).isEqualTo(alone);
    }

    /** They differ by nature; each row has its own. */
    @ParameterizedTest
    @ValueSource(strings = {"UUID()", "RAND()", "UUID_SHORT()"})
    void executeBatch_functionWithAValueOfItsOwn_hasOneForEachRow(String element) {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT, v VARCHAR(60)");

        await(connection.executeBatch("INSERT INTO " + table + " VALUES (?, " + element + ")", rows(50, List::of)));

        assertThat(taken(connection, table)).doesNotHaveDuplicates().hasSize(50);
    }

    @Test
    void executeBatch_sequence_givesItsNumbersInTheOrderOfRows() {
        MySqlConnection connection = connection();
        assumeTrue(isMariaDb(connection), "MySQL has no sequences");
        String table = createTable(connection, "id INT, v VARCHAR(60)");
        await(connection.execute("CREATE SEQUENCE s_" + table));
        dropAfterwards("SEQUENCE s_" + table);
        String next = "CONCAT(NEXTVAL(s_" + table + "), LASTVAL(s_" + table + "))";

        await(connection.executeBatch("INSERT INTO " + table + " VALUES (?, " + next + ")", rows(3, List::of)));

        assertThat(taken(connection, table)).containsExactly("11", "22", "33");
    }

    private static List<List<@Nullable Object>> rows(List<@Nullable Object> values) {
        return rows(values.size(), i -> Arrays.asList(i, values.get(i)));
    }

    /** What is in the table, which is empty afterwards. */
    private static List<String> taken(MySqlConnection connection, String table) {
        List<String> taken = new ArrayList<>();
        for (Row row : await(connection.query("SELECT v FROM " + table + " ORDER BY id"))) {
            taken.add(String.valueOf(row.getString(0)));
        }
        await(connection.execute("DELETE FROM " + table));
        return taken;
    }
}

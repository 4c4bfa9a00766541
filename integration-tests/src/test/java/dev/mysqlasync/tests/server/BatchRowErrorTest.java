package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.geometry.Geometry;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One bad row of a batch is that row's affair, whatever the server's code for it. */
class BatchRowErrorTest extends BatchScene {

    private static final Geometry GOOD = new Geometry.Point(4326, 16.37, 48.21);
    private static final Geometry BAD = new Geometry.Point(1, 2);

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("MySQL", "v POINT NOT NULL SRID 4326", "?", GOOD, BAD),
                Arguments.of("MySQL 9", "v VECTOR(2)", "STRING_TO_VECTOR(?)", "[1,2]", "[1,"),
                Arguments.of("", "v INT", "'a' REGEXP ?", "a", "("),
                Arguments.of("MariaDB", "v VARCHAR(20)", "CONVERT(? USING utf8mb4)", "a", new byte[] {(byte) 0xFF}),
                Arguments.of("MariaDB", "v TEXT", "JSON_EXTRACT(?, '$.a')", "{\"a\": 1}", "{"),
                Arguments.of("MariaDB", "v TEXT, g TEXT AS (JSON_EXTRACT(v, '$.a')) STORED", "?", "{\"a\": 1}", "{"),
                Arguments.of("MySQL 9", "v VARCHAR(9), CHECK ('a' REGEXP v)", "?", "a", "("),
                Arguments.of("MySQL 9", "v INT, CHECK (v > 0)", "?", 1, 0),
                Arguments.of("MariaDB", "v INT, CHECK (v > 0)", "?", 1, 0),
                Arguments.of("MariaDB", "v BLOB NOT NULL", "FROM_BASE64(?)", "YQ==", "!"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void executeBatch_oneBadRow_failsAloneWithTheCodeItHasAlone(
            String on, String columns, String element, Object good, Object bad) {
        MySqlConnection connection = connection();
        assumeTrue(isOn(connection, on), "not a thing of this server");
        String table = createTable(connection, "id INT, " + columns);
        String insert = "INSERT INTO " + table + " (id, v) VALUES (?, " + element + ")";
        int code = failure(connection.execute(insert, 0, bad), MySqlServerException.class)
                .errorCode();

        for (BatchMode mode : BatchMode.values()) {
            for (int badRow : List.of(0, 1, 17, 39)) {
                BatchResult result = await(connection.executeBatch(
                        insert, rows(40, i -> List.of(i, i == badRow ? bad : good)), mode));

                assertFailed(result, badRow, code);
                assertThat(count(connection, table)).isEqualTo(39);
                await(connection.execute("DELETE FROM " + table));
            }
        }
    }

    private static boolean isOn(MySqlConnection connection, String server) {
        return switch (server) {
            case "MySQL" -> !isMariaDb(connection);
            case "MySQL 9" -> connection.serverVersion().startsWith("9.");
            case "MariaDB" -> isMariaDb(connection);
            default -> true;
        };
    }

    /** An error that is not of values but of all rows is told once. */
    @Test
    void executeBatch_everyRowRefusedWithAnErrorNotOfValues_failsAsAWhole() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        await(connection.execute("SET SESSION TRANSACTION READ ONLY"));

        MySqlServerException failure = failure(
                connection.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(100, List::of)),
                MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1792);
        assertUsable(connection);
    }

    @Test
    void executeBatch_accountThatSeesNoTriggers_tellsARefusalByItsRows() {
        MySqlConnection connection = connection();
        assumeTrue(!isMariaDb(connection), "MariaDB has no SRID that it insists on");
        String table = createTable(connection, "id INT, p POINT NOT NULL SRID 4326");
        String user = "r" + table.substring(3, 20);
        await(connection.execute("CREATE USER " + user + "@'%' IDENTIFIED BY 'batch'"));
        dropAfterwards("USER " + user + "@'%'");
        await(connection.execute("GRANT INSERT ON " + table + " TO " + user + "@'%'"));
        MySqlConnection limited = connect(
                options(user, "batch").transport(transport).autocommit(true).maxAllowedPacket(2000));
        List<List<@Nullable Object>> rows = rows(60, i -> Arrays.asList(i, i == 1 ? BAD : GOOD));

        BatchResult result = await(limited.executeBatch("INSERT INTO " + table + " VALUES (?, ?)", rows));

        assertThat(result.outcomes().get(1)).isInstanceOf(BatchOutcome.FailedTogether.class);
        assertThat(result.outcomes().get(59)).isEqualTo(new BatchOutcome.Run(1));
        assertThat(count(connection, table))
                .isEqualTo(result.outcomes().stream()
                        .filter(BatchOutcome.Run.class::isInstance)
                        .count());
    }
}

package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Row;
import dev.mysqlasync.tests.Await;
import dev.mysqlasync.tests.Servers;
import dev.mysqlasync.tests.TestServer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fraction of a second that a column can hold, one million of them, in both directions: each server gets its share. */
class MicrosecondsTest extends ServerScene {

    private static final int THOUSANDS = 1_000;
    private static final int ROWS_PER_STATEMENT = 500;
    private static final LocalDateTime DATE_TIME = LocalDateTime.of(2024, 2, 29, 23, 59, 59);
    private static final Duration TIME = Duration.ofHours(12).plusMinutes(34).plusSeconds(56);

    private int from;
    private int to;

    /** What is read and sent is the same on all of them, so together they have all fractions. */
    @BeforeEach
    void share() {
        List<TestServer> servers = Servers.all().toList();
        int place = servers.indexOf(server);
        from = THOUSANDS * place / servers.size() * 1_000;
        to = THOUSANDS * (place + 1) / servers.size() * 1_000;
    }

    @ParameterizedTest
    @EnumSource
    void reading_everyFraction_isExact(StatementForm form) {
        MySqlConnection connection = connect();
        String thousand = createThousand(connection);
        String numbers = "(SELECT a.i + 1000 * b.i AS n FROM " + thousand + " a CROSS JOIN " + thousand
                + " b HAVING n >= " + from + " AND n < " + to + ") numbers";

        List<Boolean> exact = await(connection.query(
                form.sql("n, TIMESTAMP('2024-02-29 23:59:59') + INTERVAL n MICROSECOND AS d,"
                        + " CAST(CONCAT('12:34:56.', LPAD(n, 6, '0')) AS TIME(6)) AS t FROM " + numbers),
                MicrosecondsTest::isExact,
                form.arguments()));

        assertThat(exact).hasSize(to - from).doesNotContain(false);
    }

    private static boolean isExact(Row row) {
        int micros = row.getInt(0);
        return DATE_TIME.plus(micros, ChronoUnit.MICROS).equals(row.getLocalDateTime(1))
                && TIME.plus(micros, ChronoUnit.MICROS).equals(row.getDuration(2));
    }

    @Test
    void sending_everyFraction_isExact() {
        MySqlConnection connection = connect();
        await(connection.execute("SET SESSION max_heap_table_size = 512 * 1024 * 1024"));
        await(connection.execute("CREATE TEMPORARY TABLE fractions (id INT AUTO_INCREMENT PRIMARY KEY,"
                + " d DATETIME(6), t TIME(6)) ENGINE = MEMORY"));
        String insert = "INSERT INTO fractions (d, t) VALUES (?, ?)" + ", (?, ?)".repeat(ROWS_PER_STATEMENT - 1);
        List<CompletableFuture<?>> inserted = new ArrayList<>();
        for (int first = from; first < to; first += ROWS_PER_STATEMENT) {
            inserted.add(connection.execute(insert, arguments(first)));
        }
        inserted.forEach(Await::await);

        assertThat(number(connection, "SELECT COUNT(*) FROM fractions")).isEqualTo(to - from);
        assertThat(number(
                        connection,
                        "SELECT COUNT(*) FROM fractions"
                                + " WHERE d = TIMESTAMP('2024-02-29 23:59:59') + INTERVAL (id - 1 + ?) MICROSECOND"
                                + " AND t = CAST(CONCAT('12:34:56.', LPAD(id - 1 + ?, 6, '0')) AS TIME(6))",
                        from,
                        from))
                .isEqualTo(to - from);
    }

    private static @Nullable Object[] arguments(int first) {
        List<Object> arguments = new ArrayList<>();
        for (int micros = first; micros < first + ROWS_PER_STATEMENT; micros++) {
            arguments.add(DATE_TIME.plus(micros, ChronoUnit.MICROS));
            arguments.add(TIME.plus(micros, ChronoUnit.MICROS));
        }
        return arguments.toArray();
    }

    /** A table of the numbers from 0 to 999. */
    private String createThousand(MySqlConnection connection) {
        String table = createTable(connection, "i INT PRIMARY KEY");
        String digits = "(SELECT 0 AS i UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4"
                + " UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) ";
        await(connection.execute("INSERT INTO " + table + " SELECT a.i + 10 * b.i + 100 * c.i FROM " + digits
                + "a CROSS JOIN " + digits + "b CROSS JOIN " + digits + "c"));
        return table;
    }
}

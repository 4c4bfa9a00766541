package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.driver.StreamReader;
import dev.mysqlasync.tests.Await;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams from read-only cursors on the server. */
class ServerCursorTest extends ServerScene {

    private static final RowMapper<Integer> FIRST = row -> row.getInt(0);

    private MySqlConnection connection;

    @BeforeEach
    void open() {
        connection = connect(options -> options.multiStatements(true));
        await(connection.execute("CREATE TEMPORARY TABLE numbers (n INT PRIMARY KEY)"));
        List<String> values =
                IntStream.range(0, 100).mapToObj(n -> "(" + n + ")").toList();
        await(connection.execute("INSERT INTO numbers VALUES " + String.join(", ", values)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 99, 100, 101, 1000})
    void stream_fetchSize_givesEveryRowOnce(int fetchSize) {
        StreamReader<Integer> taking =
                stream(Statement.of("SELECT n FROM numbers ORDER BY n"), fetchSize, Long.MAX_VALUE);

        await(taking.end());

        assertThat(taking.rows()).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertUsable(connection);
    }

    @Test
    void stream_fetchSize_fetchesFromACursor() {
        StreamReader<Integer> taking = stream(Statement.of("SELECT n FROM numbers"), 40, Long.MAX_VALUE);

        await(taking.end());

        assertThat(Integer.parseInt(status(connection, "Com_stmt_fetch"))).isGreaterThanOrEqualTo(3);
    }

    /** MySQL 9.7 refuses a cursor for these instead of opening none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET @a = 1",
                "CREATE TABLE IF NOT EXISTS numbers_too (n INT)",
                "DROP TABLE IF EXISTS numbers_too",
                "COMMIT",
                "INSERT INTO numbers VALUES (100)",
                "SELECT n FROM numbers WHERE n = 0 INTO @b",
            })
    void stream_statementWithoutCursor_isRunOnce(String sql) {
        StreamReader<Integer> taking = stream(Statement.of(sql), 10, Long.MAX_VALUE);

        await(taking.end());

        assertUsable(connection);
    }

    @Test
    void stream_createWithoutCursor_isRunOnce() {
        String table = "c" + System.nanoTime();
        StreamReader<Integer> taking = stream(Statement.of("CREATE TABLE " + table + " (n INT)"), 10, Long.MAX_VALUE);

        await(taking.end());

        await(connection.execute("DROP TABLE " + table));
    }

    @Test
    void stream_argument_isTaken() {
        StreamReader<Integer> taking =
                stream(Statement.of("SELECT n FROM numbers WHERE n >= ? ORDER BY n", 95), 2, Long.MAX_VALUE);

        await(taking.end());

        assertThat(taking.rows()).containsExactly(95, 96, 97, 98, 99);
    }

    @Test
    void stream_rowsNotDemanded_letsOtherStatementsRun() {
        StreamReader<Integer> taking = stream(Statement.of("SELECT n FROM numbers ORDER BY n"), 3, 0);

        for (int n = 0; n < 10; n++) {
            assertUsable(connection);
            taking.request(10);
            await(connection.execute("UPDATE numbers SET n = n + 1000 WHERE n = ?", n));
        }
        taking.request(1);
        await(taking.end());

        assertThat(taking.rows())
                .as("the cursor's rows are those of its beginning")
                .isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void streams_ofOneStatementAtOnce_doNotMix() {
        Statement statement = Statement.of("SELECT n FROM numbers WHERE n >= ? ORDER BY n");
        StreamReader<Integer> low = stream(statement.add(0), 3, 1);
        StreamReader<Integer> high = stream(statement.add(50), 3, 1);
        for (int i = 0; i < 100; i++) {
            low.request(1);
            high.request(1);
        }
        await(low.end());
        await(high.end());

        assertThat(low.rows()).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(high.rows()).isEqualTo(IntStream.range(50, 100).boxed().toList());
    }

    @Test
    void cursorAndPlainUse_inTurn_neverMixRows() {
        String sql = "SELECT n FROM numbers WHERE n < ? ORDER BY n";
        for (int i = 1; i <= 6; i++) {
            StreamReader<Integer> streamed = stream(Statement.of(sql, i), 2, Long.MAX_VALUE);
            Rows buffered = await(connection.query(sql, i));
            await(streamed.end());

            assertThat(streamed.rows()).isEqualTo(IntStream.range(0, i).boxed().toList());
            assertThat(buffered.stream().map(row -> row.getInt(0)))
                    .isEqualTo(IntStream.range(0, i).boxed().toList());
        }
    }

    @Test
    void stream_again_usesTheHandleAgain() {
        for (int i = 0; i < 4; i++) {
            await(stream(Statement.of("SELECT n FROM numbers"), 30, Long.MAX_VALUE)
                    .end());
        }

        assertThat(status(connection, "Com_stmt_prepare")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 99})
    void cancel_atAnyRow_leavesConnectionAndHandleUsable(long row) {
        StreamReader<Integer> taking = stream(Statement.of("SELECT n FROM numbers ORDER BY n"), 4, row);
        await(connection.ping());
        taking.cancel();
        assertUsable(connection);

        StreamReader<Integer> again = stream(Statement.of("SELECT n FROM numbers ORDER BY n"), 4, Long.MAX_VALUE);
        await(again.end());

        assertThat(again.rows()).hasSize(100);
        assertThat(status(connection, "Com_stmt_prepare")).isEqualTo("2"); // with the one of assertUsable
    }

    @Test
    void stream_fetchOfManyBytes_waitsForItsDemandAndIsWhole() {
        Statement large = Statement.of("SELECT n, REPEAT('x', 100000) FROM numbers ORDER BY n");
        StreamReader<Integer> taking = stream(large, 1000, 1);
        CompletableFuture<Rows> behind = connection.query("SELECT 1");
        for (int row = 1; row <= 80; row++) {
            taking.request(1);
        }
        assertThat(behind).isNotDone();
        taking.request(Long.MAX_VALUE);
        await(taking.end());

        assertThat(await(behind).size()).isEqualTo(1);
        assertThat(taking.rows()).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertUsable(connection);
    }

    @Test
    void cancel_amongAFetchOfManyBytes_leavesConnectionAndHandleUsable() {
        Statement large = Statement.of("SELECT n, REPEAT('x', 100000) FROM numbers ORDER BY n");
        for (int i = 0; i < 3; i++) {
            StreamReader<Integer> taking = stream(large, 1000, 1);
            await(taking.first());
            taking.cancel();
            assertUsable(connection);
        }
        StreamReader<Integer> whole = stream(large, 1000, Long.MAX_VALUE);
        await(whole.end());

        assertThat(whole.rows()).hasSize(100);
        assertThat(status(connection, "Com_stmt_prepare")).isEqualTo("2"); // with the one of assertUsable
    }

    @Test
    void stream_tableChangedBetween_givesTheNewColumns() {
        String table = createTable(connection, "a INT");
        await(connection.execute("INSERT INTO " + table + " VALUES (5)"));
        Statement all = Statement.of("SELECT * FROM " + table).fetchSize(2);
        assertThat(rowsOf(all)).containsExactly(List.of(5));

        await(connection.execute("ALTER TABLE " + table + " ADD COLUMN b VARCHAR(5) NOT NULL DEFAULT 'new'"));

        assertThat(rowsOf(all)).containsExactly(List.of(5, "new"));
    }

    private List<List<Object>> rowsOf(Statement statement) {
        StreamReader<Row> taking = new StreamReader<>(Long.MAX_VALUE);
        connection.stream(statement).subscribe(taking);
        await(taking.end());
        return taking.rows().stream().map(Row::toList).toList();
    }

    @Test
    void stream_statementsWithoutACursor_streamAsOthersDo() {
        String procedure =
                createProcedure(connection, "() BEGIN SELECT 1 UNION SELECT 2 UNION SELECT 3; SELECT 'more'; END");

        StreamReader<Integer> called = stream(Statement.of("CALL " + procedure + "()"), 1, 2);
        called.request(5);
        await(called.end());
        StreamReader<Integer> effect = stream(Statement.of("DELETE FROM numbers WHERE n > 97"), 1, 1);
        await(effect.end());
        StreamReader<Integer> several = stream(Statement.of("SELECT 7; SELECT 8"), 1, 5);

        assertThat(called.rows()).containsExactly(1, 2, 3);
        assertThat(effect.rows()).isEmpty();
        assertThat(Await.failure(several.end())).isInstanceOf(MySqlServerException.class); // cannot be prepared
        assertThat(number(connection, "SELECT COUNT(*) FROM numbers")).isEqualTo(98);
    }

    @Test
    void stream_errorInTheStatement_fails() {
        StreamReader<Integer> taking = stream(Statement.of("SELECT n FROM no_such_table"), 2, 1);

        assertThat(Await.failure(taking.end()))
                .isInstanceOfSatisfying(
                        MySqlServerException.class,
                        error -> assertThat(error.errorCode()).isEqualTo(1146));
        assertUsable(connection);
    }

    @Test
    void stream_transactionEndsMeanwhile_goesOn() {
        StreamReader<Integer> taking = stream(Statement.of("SELECT n FROM numbers ORDER BY n"), 5, 1);
        await(connection.commit());
        taking.request(Long.MAX_VALUE);

        await(taking.end());

        assertThat(taking.rows()).hasSize(100);
    }

    private StreamReader<Integer> stream(Statement statement, int fetchSize, long demand) {
        StreamReader<Integer> taking = new StreamReader<>(demand);
        connection.stream(statement.fetchSize(fetchSize), FIRST).subscribe(taking);
        return taking;
    }
}

package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static dev.mysqlasync.tests.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Row;
import dev.mysqlasync.driver.StreamReader;
import dev.mysqlasync.tests.stream.Counting;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of rows from real servers. */
class StreamTest extends ServerScene {

    private static final int ROWS = 1000;

    /** In order, from 0 on. */
    private static final String NUMBERS = "d2.n * 100 + d1.n * 10 + d0.n k FROM " + Counting.digits(3);

    private static StreamReader<Integer> numbers(
            MySqlConnection connection, StatementForm form, long wanted, int cancelAt) {
        return StreamReader.of(
                connection.stream(form.sql(NUMBERS) + " ORDER BY k", row -> row.getInt(0), form.arguments()),
                wanted,
                reader -> {
                    if (reader.rows().size() == cancelAt) {
                        reader.cancel();
                    } else {
                        reader.request(1);
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void stream_demandOfOne_givesAllRowsInOrder(StatementForm form) {
        MySqlConnection connection = connect();

        assertThat(await(numbers(connection, form, 1, 0).end()))
                .containsExactlyElementsOf(IntStream.range(0, ROWS).boxed().toList());
        assertUsable(connection);
    }

    @ParameterizedTest
    @EnumSource
    void stream_rowsKept_areReadableAfterwards(StatementForm form) {
        MySqlConnection connection = connect();
        List<Row> rows = await(
                StreamReader.of(connection.stream(form.sql(NUMBERS) + " ORDER BY k", form.arguments()), Long.MAX_VALUE)
                        .end());
        assertUsable(connection);

        for (int i = 0; i < ROWS; i++) {
            assertThat(rows.get(i).getInt("k")).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, ROWS})
    void cancel_atAnyRow_leavesTheConnectionUsable(int row) {
        MySqlConnection connection = connect();
        for (StatementForm form : StatementForm.values()) {
            StreamReader<Integer> reader = numbers(connection, form, 1, row);
            assertUsable(connection); // behind the stream
            assertThat(reader.rows()).hasSize(row);
            assertThat(reader.end()).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_beforeAnyDemand_leavesTheConnectionUsable(StatementForm form) {
        MySqlConnection connection = connect();
        StreamReader<Integer> reader = numbers(connection, form, 0, 0);
        reader.cancel();

        assertUsable(connection);
        assertThat(reader.rows()).isEmpty();
    }

    @Test
    void stream_afterStream_startsWhenTheFirstIsThrough() {
        MySqlConnection connection = connect();
        StreamReader<Integer> first = numbers(connection, StatementForm.TEXT, 0, 0);
        StreamReader<Integer> second = numbers(connection, StatementForm.PREPARED, 1, 0);
        first.request(1);

        assertThat(await(first.end())).hasSize(ROWS);
        assertThat(await(second.end())).hasSize(ROWS);
    }

    @Test
    void error_midStream_comesBehindTheRows() {
        MySqlConnection connection = connect();
        // the subquery has two rows, which is an error, for the last number alone
        StreamReader<Integer> reader = StreamReader.of(
                connection.stream(
                        "SELECT (SELECT n FROM (SELECT 1 n UNION ALL SELECT 2) two WHERE n = 1 OR k = 2999) FROM t_"
                                .replace("t_", table(connection)),
                        row -> row.getInt(0)),
                Long.MAX_VALUE);

        MySqlServerException failure = failure(reader.end(), MySqlServerException.class);
        assertThat(failure.errorCode()).isEqualTo(1242);
        assertThat(reader.rows()).isNotEmpty().allMatch(number -> number == 1);
        assertUsable(connection);
    }

    /** 3000 rows, in order: more than a server sends at once. */
    private String table(MySqlConnection connection) {
        String table = createTable(connection, "k INT PRIMARY KEY, filler CHAR(200)");
        await(connection.execute(
                "INSERT INTO " + table + " SELECT d3.n * 1000 + d2.n * 100 + d1.n * 10 + d0.n, '' FROM "
                        + Counting.digits(4) + " WHERE d3.n < 3"));
        await(connection.commit());
        return table;
    }

    @Test
    void stream_ofAProcedure_givesItsFirstResultWithRows() {
        MySqlConnection connection = connect();
        String name = createProcedure(connection, "() BEGIN DO 1; SELECT 1 UNION ALL SELECT 2; SELECT 3; END");

        assertThat(await(StreamReader.of(connection.stream("CALL " + name + "()", row -> row.getInt(0)), 9)
                        .end()))
                .containsExactly(1, 2);
        assertUsable(connection);
    }

    /** Rows that take more than one frame each. */
    @ParameterizedTest
    @EnumSource
    void stream_ofLargeRows_givesThemWhole(StatementForm form) {
        int length = (16 << 20) + 5;
        MySqlConnection connection = connect();
        long packet = number(connection, "SELECT @@max_allowed_packet");
        int size = (int) Math.min(length, packet - 1024);
        StreamReader<Integer> reader = StreamReader.of(
                connection.stream(
                        form.sql("REPEAT('x', " + size + ") FROM " + Counting.digits(1)) + " LIMIT 3",
                        row -> row.getBytes(0).length,
                        form.arguments()),
                1,
                self -> self.request(1));

        assertThat(await(reader.end())).containsExactly(size, size, size);
        assertUsable(connection);
    }

    @Test
    void callbackExecutor_getsEverySignal() {
        CountDownLatch complete = new CountDownLatch(1);
        List<Thread> threads = new CopyOnWriteArrayList<>();
        MySqlConnection connection =
                connect(options -> options.callbackExecutor(task -> new Thread(task, "callback").start()));
        StreamReader<Integer> reader = StreamReader.of(
                connection.stream(StatementForm.TEXT.sql(NUMBERS) + " ORDER BY k", row -> row.getInt(0)),
                0,
                self -> threads.add(Thread.currentThread()));
        reader.end().thenRun(() -> threads.add(Thread.currentThread())).thenRun(complete::countDown);
        reader.request(Long.MAX_VALUE);
        await(complete);

        assertThat(reader.rows()).hasSize(ROWS).isSorted();
        assertThat(threads)
                .hasSize(ROWS + 1)
                .allMatch(thread -> thread.getName().equals("callback"));
    }

    // --- the server waits ------------------------------------------------------------------------------------------

    /** What the server could send meanwhile is ten times what buffers hold. */
    @Test
    void noDemand_letsTheServerWait() {
        MySqlConnection connection = connect();
        MySqlConnection observer = connect(options -> options.autocommit(true));
        StreamReader<Integer> reader = StreamReader.of(
                connection.stream(Counting.rows("REPEAT('x', 1000)", 60_000), row -> row.getBytes(0).length), 1);
        until(() -> isSending(observer, connection));
        reader.request(10);
        until(() -> reader.rows().size() == 11);
        CompletableFuture<Void> behind = connection.ping();
        until(() -> IntStream.range(0, 50).allMatch(look -> isSending(observer, connection)));

        assertThat(behind).isNotDone();
        assertThat(reader.rows()).hasSize(11);
        reader.cancel();
        await(behind);
        assertUsable(connection);
    }

    /** Whether the server has bytes for a connection that it cannot get rid of. */
    private boolean isSending(MySqlConnection observer, MySqlConnection connection) {
        String state = text(
                observer, "SELECT state FROM information_schema.processlist WHERE id = ?", connection.connectionId());
        return (server.isMariaDb() ? "Writing to net" : "Sending to client").equals(state);
    }
}

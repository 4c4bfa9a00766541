package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.driver.WatchedTransport;
import dev.mysqlasync.tests.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many commands on one connection without waiting in between. */
class PipeliningTest extends ServerScene {

    private static final int COMMANDS = 1000;

    /** One row for 2, and for anything else an error on execution. */
    private static final String UNION = "SELECT (SELECT ? UNION SELECT 2)";

    private final WatchedTransport transport = new WatchedTransport();

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    @Test
    void query_1000Commands_answersEachAndLeavesInFewWrites() {
        MySqlConnection connection = connect(options -> options.transport(transport));
        number(connection, "SELECT ? + 1", 1); // what is prepared already needs no answer in between
        number(connection, UNION, 2);
        int writesBefore = transport.writes();

        List<CompletableFuture<String>> answers = inOneTurn(connection, command -> command(connection, command));

        assertAnswers(answers);
        assertThat(transport.writes() - writesBefore).isLessThan(10);
        assertUsable(connection);
    }

    @Test
    void query_1000CommandsFromAnotherThread_answersEach() {
        MySqlConnection connection = connect();

        assertAnswers(IntStream.range(0, COMMANDS)
                .mapToObj(command -> command(connection, command))
                .toList());
    }

    @Test
    void query_1000Commands_areAnsweredInOrder() {
        MySqlConnection connection = connect();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());

        List<CompletableFuture<Void>> all = IntStream.range(0, COMMANDS)
                .mapToObj(i -> command(connection, i).<Void>handle((value, failure) -> {
                    order.add(i);
                    return null;
                }))
                .toList();
        all.forEach(Await::await);

        assertThat(order).hasSize(COMMANDS).isSorted();
    }

    @Test
    void query_severalThreadsOnOneConnection_getTheirOwnAnswers() {
        MySqlConnection connection = connect();

        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 50; i++) {
                        int value = thread * 1000 + i;
                        assertThat(number(connection, "SELECT ?", value)).isEqualTo(value);
                    }
                }))
                .toList();

        threads.forEach(Await::await);
    }

    @Test
    void query_pipelineLimit_onlyDelays() {
        MySqlConnection connection = connect(options -> options.pipelineLimit(3));

        assertAnswers(IntStream.range(0, COMMANDS)
                .mapToObj(command -> command(connection, command))
                .toList());
    }

    @Test
    void query_moreThanTheQueueHolds_refusesTheRest() {
        MySqlConnection connection = connect(options -> options.queueLimit(10).pipelineLimit(1));

        List<CompletableFuture<String>> answers = inOneTurn(
                connection,
                i -> connection
                        .query("SELECT " + i)
                        .thenApply(rows -> rows.get(0).getString(0)));

        List<CompletableFuture<String>> refused = answers.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .toList();
        MySqlLimitException failure = failure(refused.get(0), MySqlLimitException.class);
        assertThat(failure.option()).isEqualTo("queueLimit");
        assertThat(failure.isSafeToRetry()).isTrue();
        assertThat(await(answers.get(9))).isEqualTo("9");
        assertThat(answers.get(COMMANDS - 1)).isCompletedExceptionally();
        assertUsable(connection);
    }

    /** Large answers and large commands at once fill the buffers of both sides: neither may wait for the other. */
    @Test
    void query_largeBothWays_doesNotLockUp() {
        MySqlConnection connection = connect();
        String megabyte = "x".repeat(1 << 20);

        List<CompletableFuture<String>> answers = IntStream.range(0, 20)
                .mapToObj(i -> connection
                        .query("SELECT ?", megabyte)
                        .thenApply(rows -> rows.get(0).getString(0)))
                .toList();

        answers.forEach(answer -> assertThat(await(answer).length()).isEqualTo(1 << 20));
    }

    @Test
    void close_withCommandsUnderWay_finishesThem() {
        MySqlConnection connection = connect(options -> options.closeTimeout(Await.LIMIT));

        List<CompletableFuture<String>> answers = IntStream.range(0, 100)
                .mapToObj(command -> command(connection, command))
                .toList();
        CompletableFuture<Void> closed = connection.close();

        await(closed);
        for (int i = 0; i < 100; i++) {
            assertAnswer(i, answers.get(i));
        }
    }

    /** By the last digit: text, prepared, an error of the text form, an error of the prepared form, PING. */
    private static CompletableFuture<String> command(MySqlConnection connection, int i) {
        return switch (i % 5) {
            case 0 ->
                connection.query("SELECT " + i).thenApply(rows -> rows.get(0).getString(0));
            case 1 ->
                connection
                        .query("SELECT ? + 1", i)
                        .thenApply(rows -> rows.get(0).getString(0));
            case 2 -> connection.query("SELECT * FROM no_such_table_" + i).thenApply(rows -> "rows");
            case 3 -> connection.query(UNION, i).thenApply(rows -> "rows");
            default -> connection.ping().thenApply(done -> "pong");
        };
    }

    private static void assertAnswers(List<CompletableFuture<String>> answers) {
        for (int i = 0; i < COMMANDS; i++) {
            assertAnswer(i, answers.get(i));
        }
    }

    private static void assertAnswer(int i, CompletableFuture<String> answer) {
        switch (i % 5) {
            case 0 -> assertThat(await(answer)).isEqualTo(String.valueOf(i));
            case 1 -> assertThat(await(answer)).isEqualTo(String.valueOf(i + 1));
            case 2 ->
                assertThat(failure(answer, MySqlServerException.class)).hasMessageContaining("no_such_table_" + i);
            case 3 ->
                assertThat(failure(answer, MySqlServerException.class).errorCode())
                        .isEqualTo(1242);
            default -> assertThat(await(answer)).isEqualTo("pong");
        }
    }

    /** Submits all commands from the I/O thread, where a mapper runs: so they are there before the next write. */
    private static List<CompletableFuture<String>> inOneTurn(
            MySqlConnection connection, IntFunction<CompletableFuture<String>> command) {
        return await(connection.query(
                        "SELECT 1",
                        row -> IntStream.range(0, COMMANDS).mapToObj(command).toList()))
                .get(0);
    }
}

package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.ByteSource;
import dev.mysqlasync.Codec;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlClient;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Row;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An Error out of users' code, by every door that it may come through: it costs what it was called for, and nothing else. */
class UsersCodeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A value whose codec fails. */
    private record Own(int number) {}

    private static final Codec<Own> CODEC = new Codec<>() {
        @Override
        public Class<Own> type() {
            return Own.class;
        }

        @Override
        public Object encode(Own value) {
            throw new StackOverflowError("of the codec");
        }

        @Override
        public Own decode(Row row, int index) {
            throw new StackOverflowError("of the codec");
        }
    };

    /** A value that is sent as its text, which cannot be made. */
    private static final class Textless implements CharSequence {

        @Override
        public int length() {
            return 1;
        }

        @Override
        public char charAt(int index) {
            return 'a';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return this;
        }

        @Override
        public String toString() {
            throw new StackOverflowError("of toString");
        }
    }

    private final Scene scene = new Scene(new Manners() {
        @Override
        boolean settingUp(Peer peer, String command) {
            if (super.settingUp(peer, command)) {
                return true;
            }
            if (command.startsWith("PREPARE")) {
                int parameters =
                        (int) command.chars().filter(each -> each == '?').count();
                peer.send(ServerBytes.answer().prepared(5, 0, parameters));
            } else if (command.startsWith("QUERY SELECT")) {
                peer.send(ServerBytes.rowsAnswer("a", "b"));
            } else if (!command.startsWith("CLOSE") && !command.startsWith("LONG") && !command.startsWith("QUIT")) {
                peer.send(ServerBytes.okAnswer());
            }
            return true;
        }
    });

    @AfterEach
    void close() {
        scene.close();
    }

    private <T> CompletableFuture<T> run(CompletableFuture<T> future) {
        scene.watch(future);
        scene.run();
        return future;
    }

    private static CompletableFuture<?> drained(Flow.Publisher<?> rows) {
        return StreamReader.of(rows, Long.MAX_VALUE).end();
    }

    // --- arguments -------------------------------------------------------------------------------------------------

    private static final String INSERT = "INSERT INTO t VALUES (?)";

    /** Verbs that connections and pools share. */
    private static final Map<String, BiFunction<MySqlClient, Object, CompletableFuture<?>>> SHARED = Map.ofEntries(
            Map.entry("execute", (client, value) -> client.execute(INSERT, value)),
            Map.entry("query", (client, value) -> client.query("SELECT ?", value)),
            Map.entry("results", (client, value) -> client.results(Statement.of(INSERT, value))),
            Map.entry(
                    "by client",
                    (client, value) ->
                            client.execute(Statement.of(INSERT, value).renderedByClient())),
            Map.entry("list", (client, value) -> client.execute(Statement.of("DO ? IN (?)", 1, List.of(value)))),
            Map.entry(
                    "name",
                    (client, value) -> client.execute(Statement.of("DO :a").bind("a", value))),
            Map.entry("call", (client, value) -> client.call("p", value)),
            Map.entry("stream", (client, value) -> drained(client.stream(Statement.of("SELECT ?", value)))),
            Map.entry(
                    "fetched stream",
                    (client, value) -> drained(
                            client.stream(Statement.of("SELECT ?", value).fetchSize(2)))),
            Map.entry("batch", (client, value) -> batch(client, INSERT, value, BatchMode.AUTO)),
            Map.entry("batch of updates", (client, value) -> batch(client, "DO ?", value, BatchMode.PIPELINED)));

    private static CompletableFuture<?> batch(MySqlClient client, String sql, Object value, BatchMode mode) {
        return client.executeBatch(Statement.of(sql), List.of(List.of(value), List.of(value)), mode)
                .thenAccept(result -> result.outcomes().forEach(outcome -> {
                    if (outcome instanceof BatchOutcome.Failed failed) {
                        throw failed.error();
                    }
                }));
    }

    private static final Map<String, BiFunction<MySqlConnection, Object, CompletableFuture<?>>> CONNECTIONS =
            Map.ofEntries(
                    Map.entry(
                            "prepared",
                            (connection, value) -> connection
                                    .prepare(INSERT)
                                    .thenCompose(statement -> statement
                                            .execute(value)
                                            .whenComplete((done, failure) -> {
                                                CompletableFuture<Void> unused = statement.close();
                                            }))),
                    Map.entry(
                            "pipeline",
                            (connection, value) -> connection
                                    .pipeline(Statement.of(INSERT, value))
                                    .thenAccept(UsersCodeTest::thrown)),
                    Map.entry(
                            "cursor", (connection, value) -> connection.cursor().execute(INSERT, value)),
                    Map.entry(
                            "streaming cursor",
                            (connection, value) -> connection.streamingCursor().execute("SELECT ?", value)),
                    Map.entry(
                            "transaction",
                            (connection, value) ->
                                    connection.inTransaction(transaction -> transaction.execute(INSERT, value))));

    private static void thrown(List<StatementOutcome> outcomes) {
        if (outcomes.get(0) instanceof StatementOutcome.Failure failure) {
            throw failure.cause();
        }
    }

    static Stream<Named<Object>> failingArguments() {
        return Stream.of(Named.of("codec", new Own(1)), Named.of("text", new Textless()));
    }

    @ParameterizedTest
    @MethodSource("failingArguments")
    void argument_throwsAnError_failsItsStatementAlone(Object argument) {
        MySqlConnection connection = scene.connection(options -> options.codec(CODEC));
        SHARED.forEach((door, verb) -> assertFailsAlone(door, connection, client -> verb.apply(client, argument)));
        CONNECTIONS.forEach((door, verb) -> assertFailsAlone(door, connection, client -> verb.apply(client, argument)));
    }

    private <C extends MySqlClient> void assertFailsAlone(
            String door, C client, Function<C, CompletableFuture<?>> verb) {
        CompletableFuture<?> behind = verb.apply(client);
        CompletableFuture<?> next = run(client.execute("DO 7"));
        scene.run();
        assertThat(behind).as(door).isCompletedExceptionally();
        assertThat(scene.failure(behind)).as(door).hasStackTraceContaining("StackOverflowError");
        assertThat(next).as("behind " + door).isCompletedWithValueMatching(done -> true);
    }

    @ParameterizedTest
    @MethodSource("failingArguments")
    void argument_throwsAnErrorInAPool_leavesItsConnectionToOthers(Object argument) {
        MySqlPool pool = pool(scene.options().codec(CODEC));
        SHARED.forEach((door, verb) -> {
            CompletableFuture<?> failing = verb.apply(pool, argument);
            scene.run();
            assertThat(failing).as(door).isCompletedExceptionally();
            assertUsable(pool);
        });
        closed(pool);
    }

    @Test
    void longParameter_sourceThrowsAnError_failsItsStatementAlone() {
        MySqlConnection connection = scene.connection();
        ByteSource opener = ByteSource.ofStream(() -> {
            throw new StackOverflowError("of the opener");
        });
        ByteSource reader = ByteSource.ofStream(() -> new InputStream() {
            @Override
            public int read() {
                throw new StackOverflowError("of the stream");
            }
        });
        ByteSource publisher = ByteSource.ofPublisher((Flow.Publisher<ByteBuffer>) subscriber -> {
            throw new StackOverflowError("of the publisher");
        });
        ByteSource progress = ByteSource.ofBytes(new byte[10]).onProgress(sent -> {
            throw new StackOverflowError("of the progress");
        });
        for (ByteSource source : List.of(opener, reader, publisher, progress)) {
            CompletableFuture<?> failing = run(connection.execute(INSERT, LongParameter.ofBytes(source)));
            assertThat(failing).isCompletedExceptionally();
            assertThat(run(connection.execute("DO 7"))).isCompleted();
        }
    }

    /** A source whose subscription cannot be cancelled, and two statements behind it. */
    @Test
    void connection_isLost_endsEachStatementWhateverTheEndOfAnotherThrows() {
        MySqlConnection connection = scene.connection();
        ByteSource endless = ByteSource.ofPublisher(subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long buffers) {}

            @Override
            public void cancel() {
                throw new StackOverflowError("of the subscription; expected by this test");
            }
        }));
        List<CompletableFuture<?>> all = List.of(
                scene.watch(connection.execute(INSERT, LongParameter.ofBytes(endless))),
                scene.watch(connection.execute("DO 1")),
                scene.watch(connection.closed()));
        scene.run();

        scene.peer().reset();
        scene.run();

        assertThat(all).allMatch(CompletableFuture::isDone);
        scene.forget(connection);
    }

    // --- around statements -----------------------------------------------------------------------------------------

    @Test
    void traceContext_throwsAnError_failsEachStatementAndNothingElse() {
        boolean[] failing = {false};
        MySqlOptionsBuilder options = scene.options().traceContext(() -> {
            if (failing[0]) {
                throw new StackOverflowError("of the trace context");
            }
            return null;
        });
        MySqlPool pool = pool(options);
        MySqlConnection connection = scene.connection(unused -> options);
        SHARED.forEach((door, verb) -> {
            failing[0] = true;
            CompletableFuture<?> ofPool = verb.apply(pool, 7);
            CompletableFuture<?> ofConnection = verb.apply(connection, 7);
            scene.run();
            failing[0] = false;
            assertThat(ofPool).as(door).isDone();
            assertThat(ofConnection).as(door).isDone();
            assertUsable(pool);
            assertThat(run(connection.execute("DO 7"))).as(door).isCompleted();
        });
        closed(pool);
    }

    // --- the pool --------------------------------------------------------------------------------------------------

    private MySqlPool pool(MySqlOptionsBuilder options) {
        return MySqlPool.create(
                options.build(),
                PoolOptions.builder().maxSize(1).acquireTimeout(SECOND).build());
    }

    /** Its only connection is there for others. */
    private void assertUsable(MySqlPool pool) {
        assertThat(run(pool.execute("DO 7"))).isCompletedWithValueMatching(done -> true);
        assertThat(pool.stats().used()).isZero();
    }

    private void closed(MySqlPool pool) {
        assertThat(run(pool.closeAsync(Duration.ZERO))).isCompleted();
    }

    @Test
    void subscriber_ofAPoolThrows_givesItsConnectionBack() {
        MySqlPool pool = pool(scene.options());
        for (Signal signal : Signal.values()) {
            pool.stream("SELECT 1").subscribe(new Throwing(signal));
            scene.run();
            assertUsable(pool);
        }
        closed(pool);
    }

    private enum Signal {
        SUBSCRIBE,
        NEXT,
        COMPLETE
    }

    private record Throwing(Signal at) implements Flow.Subscriber<Row> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(10);
            throwAt(Signal.SUBSCRIBE);
        }

        @Override
        public void onNext(Row row) {
            throwAt(Signal.NEXT);
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError("expected by this test", failure);
        }

        @Override
        public void onComplete() {
            throwAt(Signal.COMPLETE);
        }

        private void throwAt(Signal signal) {
            if (signal == at) {
                throw new StackOverflowError("expected by this test");
            }
        }
    }

    @Test
    void withConnection_stageThatBecomesNoFuture_givesItsConnectionBack() {
        MySqlPool pool = pool(scene.options());
        List<Function<MySqlConnection, CompletionStage<String>>> functions = List.of(
                connection -> {
                    throw new StackOverflowError("of the function");
                },
                connection -> null,
                connection -> new NoFuture());
        for (Function<MySqlConnection, CompletionStage<String>> function : functions) {
            assertThat(run(pool.withConnection(function))).isCompletedExceptionally();
            assertUsable(pool);
        }
        closed(pool);
    }

    /** A stage of somebody else's making, out of which nothing can be had. */
    private static final class NoFuture extends CompletableFuture<String> {

        @Override
        public CompletableFuture<String> toCompletableFuture() {
            throw new StackOverflowError("of the stage");
        }

        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            throw new StackOverflowError("of the stage");
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            throw new StackOverflowError("of the stage");
        }
    }

    // --- the executor ----------------------------------------------------------------------------------------------

    @Test
    void callbackExecutor_refuses_completesEachFutureOnTheThreadThatHasIt() {
        List<String> completed = new ArrayList<>();
        MySqlPool pool = pool(scene.options().callbackExecutor(task -> {
            throw new RejectedExecutionException("shut down");
        }));
        run(pool.execute("DO 1").whenComplete((done, failure) -> completed.add("execute")));
        run(pool.withConnection(connection -> connection.execute("DO 1"))
                .whenComplete((done, failure) -> completed.add("withConnection")));
        run(drained(pool.stream("SELECT 1")).whenComplete((done, failure) -> completed.add("stream")));

        assertThat(completed).containsExactly("execute", "withConnection", "stream");
        assertThat(pool.stats().used()).isZero();
        closed(pool);
    }

    @Test
    void callbackExecutor_throwsAfterItRanTheCallback_runsItOnce() {
        Queue<String> completed = new ArrayDeque<>();
        MySqlConnection connection = scene.connection(options -> options.callbackExecutor(task -> {
            task.run();
            throw new StackOverflowError("of the executor");
        }));
        run(connection.ping().thenRun(() -> completed.add("ping")));
        List<String> rows = new ArrayList<>();
        run(drained(connection.stream("SELECT 1", row -> {
            rows.add(row.getString(0));
            return row.getString(0);
        })));

        assertThat(completed).containsExactly("ping");
        assertThat(rows).containsExactly("a", "b");
    }
}

package dev.mysqlasync.driver;

import static dev.mysqlasync.testkit.Replies.never;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.requestFile;
import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.MySqlClient;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Statement;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.testkit.AuthMode;
import dev.mysqlasync.testkit.FakeMySqlServer;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A fake server in memory, a connection or a pool to it, and one verb whose future is ended. */
final class EndingScene implements AutoCloseable {

    /** What statements may take, where the end is their deadline. */
    static final Duration LIMIT = Duration.ofMillis(100);

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration WITNESS_LIMIT = Duration.ofSeconds(2);
    private static final int ROWS = 40;

    private final EndingCase how;
    private final SimLoop loop;
    private final SplittableRandom random;
    private final InMemoryNetwork network;
    private final HeldBackTransport transport;
    private final FakeMySqlServer server;
    private final Queue<Runnable> callbacks = new ArrayDeque<>();
    private final List<CompletableFuture<?>> futures = new ArrayList<>();
    private final Map<CompletableFuture<?>, String> marked = new LinkedHashMap<>();
    private final List<MySqlConnection> connections = new ArrayList<>();
    private final List<TestPublisher> publishers = new ArrayList<>();
    private final List<TestStream> streams = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private @Nullable MySqlPool pool;
    private boolean executorBusy;
    private int marks;

    EndingScene(EndingCase how) {
        this.how = how;
        this.loop = SimLoop.shuffled(how.seed());
        this.random = new SplittableRandom(how.seed());
        this.network = new InMemoryNetwork(loop, 512);
        this.transport = new HeldBackTransport(network.transport());
        this.server = FakeMySqlServer.builder()
                .serverVersion(how.mariaDb() ? "5.5.5-11.8.2-MariaDB" : "9.7.4")
                .user("app", Scene.PASSWORD, AuthMode.CACHING_SHA2_FAST)
                .user("native", Scene.PASSWORD, AuthMode.NATIVE)
                .inMemory(network);
        stub();
    }

    private void stub() {
        server.whenMatches("SELECT TAG \\d+")
                .reply(command -> rows("tag VARCHAR(20)").row(command.sql()));
        server.whenMatches("SELECT .*NEVER.*").reply(never());
        server.whenMatches("SELECT .*ROWS.*")
                .reply(rows("a INT, b VARCHAR(90)")
                        .generate(() -> IntStream.range(0, ROWS)
                                .mapToObj(row -> List.<Object>of(row, "x".repeat(row)))
                                .iterator()));
        server.whenMatches("SELECT .*ONE.*").reply(rows("a INT").row(1));
        server.whenMatches("CALL .*").reply(rows("a INT").row(1).then(ok()));
        server.whenMatches("SELECT @@sql_mode LIKE.*")
                .reply(rows("strict INT, transactional INT, code INT, triggers INT")
                        .row(1, 1, 0, 1));
        server.whenMatches("LOAD .*").reply(requestFile("x"));
        server.whenMatches("(INSERT|UPDATE) .*").reply(ok());
        server.whenMatches("XA RECOVER.*")
                .reply(rows("formatID INT, gtrid_length INT, bqual_length INT, data VARCHAR(9)"));
        server.whenMatches("XA (?!RECOVER).*").reply(ok());
    }

    // --- the client ------------------------------------------------------------------------------------------------

    MySqlOptionsBuilder options() {
        MySqlOptionsBuilder options = MySqlOptions.builder()
                .host("fake")
                .user("app")
                .password(Scene.PASSWORD)
                .tls(TlsMode.DISABLED)
                .localInfile(true)
                .transport(transport);
        if (how.phase() == EndPhase.QUEUED) {
            options.pipelining(Pipelining.OFF);
        }
        if (how.busy()) {
            options.callbackExecutor(this::callback);
        }
        return how.end() == EndedBy.DEADLINE ? options.statementTimeout(LIMIT) : options;
    }

    private void callback(Runnable task) {
        if (executorBusy) {
            callbacks.add(task);
        } else {
            task.run();
        }
    }

    private void freeExecutor() {
        executorBusy = false;
        for (Runnable task = callbacks.poll(); task != null; task = callbacks.poll()) {
            task.run();
        }
    }

    /** The connection that verbs are called on; made by the first call. */
    MySqlConnection connection() {
        if (connections.isEmpty()) {
            connections.add(ready(MySqlConnection.connect(options().build())));
        }
        return connections.get(0);
    }

    /** The pool that verbs are called on, of one connection; made by the first call. */
    MySqlPool pool() {
        MySqlPool made = pool;
        if (made == null) {
            made = MySqlPool.create(
                    options().build(), PoolOptions.builder().maxSize(1).build());
            pool = made;
        }
        return made;
    }

    /** Takes note of a connection that has come to a user. */
    <T> CompletableFuture<T> owned(CompletableFuture<T> connecting) {
        CompletableFuture<?> unused = connecting.thenAccept(made -> {
            if (made instanceof MySqlConnection connection) {
                connections.add(connection);
            }
        });
        return connecting;
    }

    /** Gives a connection back as soon as it has come to a user. */
    <T> CompletableFuture<T> returned(CompletableFuture<T> acquiring) {
        CompletableFuture<?> unused = acquiring.thenAccept(made -> {
            if (made instanceof MySqlConnection connection) {
                watch(connection.close());
            }
        });
        return acquiring;
    }

    /** Waits for something that has to be there before the verb is called. */
    <T> T ready(CompletableFuture<T> future) {
        T made = loop.await(future);
        loop.runUntilIdle();
        return made;
    }

    /** Whether the server falls silent. */
    boolean isSilent() {
        return how.silent();
    }

    void until(BooleanSupplier condition) {
        loop.runUntil(condition);
    }

    /** Sets what is done when the future has been ended. */
    void afterwards(Runnable action) {
        afterwards.add(action);
    }

    /** A statement that can be told from all others. */
    String mark(String sql) {
        return sql + " /* MARK" + ++marks + " */";
    }

    /** Watches what runs a marked statement. */
    <T> CompletableFuture<T> watch(String sql, CompletableFuture<T> future) {
        marked.put(future, sql.substring(sql.indexOf("MARK")));
        return watch(future);
    }

    <T> CompletableFuture<T> watch(CompletableFuture<T> future) {
        futures.add(future);
        return future;
    }

    /** A stream that ends with the future, the other way round too. */
    CompletableFuture<?> stream(MySqlClient client, Statement statement, int demand) {
        StoppableReader reader = new StoppableReader(demand);
        client.stream(statement).subscribe(reader);
        return reader.ended();
    }

    ByteSource published() {
        TestPublisher publisher = new TestPublisher();
        publishers.add(publisher);
        return ByteSource.ofPublisher(publisher);
    }

    ByteSource streamed(int length) {
        return ByteSource.ofStream(() -> {
            TestStream stream = new TestStream(length);
            streams.add(stream);
            return stream;
        });
    }

    // --- the case --------------------------------------------------------------------------------------------------

    void run() {
        CompletableFuture<Object> ended = toThePhase();
        EndedBy end = how.endOfVerb();
        if (end != EndedBy.DEADLINE) {
            end.end(ended);
            assertThat(ended.isDone() || how.verb().isForAll()).isTrue();
        }
        if (how.silent()) {
            transport.silence();
        }
        afterwards.forEach(Runnable::run);
        List<CompletableFuture<String>> witnesses = client() == null ? List.of() : List.of(witness(1), witness(2));
        if (random.nextBoolean()) {
            loop.runUntilIdle();
            transport.release();
            freeExecutor();
        }
        advance(Duration.ofSeconds(20));
        transport.release();
        freeExecutor();
        if (how.verb().isStream()) { // what is not demanded has no deadline
            ended.cancel(true);
        }
        advance(Duration.ofSeconds(40));

        assertAllEnded();
        for (int i = 0; i < witnesses.size(); i++) {
            assertOwnAnswer(witnesses.get(i), i + 1);
        }
        assertUsableOrClosed();
        assertToldTheTruth();
    }

    @SuppressWarnings("unchecked") // it is completed with what any of them takes
    private CompletableFuture<Object> toThePhase() {
        var verb = how.verb().begin().apply(this);
        if (how.phase() == EndPhase.QUEUED) {
            occupy();
        } else if (how.phase() == EndPhase.UNDER_WAY) {
            transport.hold();
        }
        executorBusy = how.busy();
        CompletableFuture<?> begun = verb.get();
        if (!how.verb().lasting()) {
            futures.add(begun);
        }
        switch (how.phase()) {
            case SUBMITTED -> {}
            case MIDWAY -> steps(random.nextInt(300), begun::isDone);
            case QUEUED, UNDER_WAY -> loop.runUntilIdle();
            case ANSWERED -> advance(Duration.ofMillis(50));
        }
        return (CompletableFuture<Object>) begun;
    }

    /** Has the connection, or the pool's, busy with something that takes half a second. */
    private void occupy() {
        server.when("SELECT SLOW").reply(rows("a INT").row(1).delay(Duration.ofMillis(500)));
        Statement slow = Statement.of("SELECT SLOW").timeout(Duration.ofSeconds(30));
        if (pool != null) {
            watch(pool.query(slow));
        } else if (!connections.isEmpty()) {
            watch(connections.get(0).query(slow));
        }
        loop.runUntilIdle();
    }

    /** Lets so many events happen, or fewer if there are no more that need no time. */
    private void steps(int count, BooleanSupplier enough) {
        int[] done = {0};
        keepBusy(() -> done[0] < count && !enough.getAsBoolean());
        loop.runUntil(() -> done[0]++ >= count || enough.getAsBoolean());
    }

    /** Time passes only when there are no events, so there is always one. */
    private void keepBusy(BooleanSupplier needed) {
        loop.execute(() -> {
            if (needed.getAsBoolean()) {
                keepBusy(needed);
            }
        });
    }

    private void advance(Duration time) {
        loop.clock().advance(time);
    }

    /** What the verb was called on; {@code null} while there is none. */
    private @Nullable MySqlClient client() {
        return pool != null || connections.isEmpty() ? pool : connections.get(0);
    }

    private CompletableFuture<String> witness(int tag) {
        Statement statement = Statement.of("SELECT TAG " + tag).timeout(WITNESS_LIMIT);
        CompletableFuture<String> witness = Objects.requireNonNull(client())
                .query(statement, row -> Objects.requireNonNull(row.getString(0)))
                .thenApply(rows -> rows.get(0));
        marked.put(witness, "TAG " + tag);
        return watch(witness);
    }

    // --- what must hold afterwards ---------------------------------------------------------------------------------

    private void assertAllEnded() {
        assertAllDone("some time later");
        assertThat(publishers)
                .filteredOn(TestPublisher::isSubscribed)
                .allMatch(source -> source.cancelled() == 1, "let go");
        assertThat(streams).allMatch(stream -> stream.closed() == 1, "closed");
    }

    private void assertAllDone(String when) {
        List<Integer> pending = IntStream.range(0, futures.size())
                .filter(i -> !futures.get(i).isDone())
                .boxed()
                .toList();
        assertThat(pending)
                .as(
                        "of %s futures those that are not done %s: %s",
                        futures.size(),
                        when,
                        marked.entrySet().stream()
                                .filter(entry -> !entry.getKey().isDone())
                                .map(Map.Entry::getValue)
                                .toList())
                .isEmpty();
    }

    private static void assertOwnAnswer(CompletableFuture<String> witness, int tag) {
        Throwable failure = StoppingOutcome.failure(witness);
        if (failure == null) {
            assertThat(witness).isCompletedWithValue("SELECT TAG " + tag);
        } else {
            assertThat(failure).isInstanceOf(dev.mysqlasync.MySqlException.class);
        }
    }

    private boolean isOpen() {
        return pool == null ? !connections.isEmpty() && connections.get(0).isOpen() : pool.isOpen();
    }

    /** Usable at once, or if the server has fallen silent, closed after the grace. */
    private void assertUsableOrClosed() {
        if (isOpen()) {
            CompletableFuture<String> last = witness(3);
            advance(WITNESS_LIMIT.plus(GRACE));
            if (isOpen() || !how.silent()) {
                assertThat(StoppingOutcome.failure(last)).isNull();
                assertOwnAnswer(last, 3);
            }
        }
    }

    /** Whoever was told that nothing of a statement was sent, or executed, was told the truth; so was whoever has a result. */
    private void assertToldTheTruth() {
        marked.forEach((future, mark) -> {
            if (ToldWritten.nothing(future)) {
                assertThat(hasExecuted(mark))
                        .as("executed %s, of which was told: %s", mark, StoppingOutcome.failure(future))
                        .isFalse();
            } else if (ToldWritten.all(future)) {
                assertThat(transport.hasWritten(mark))
                        .as("told that %s was sent", mark)
                        .isTrue();
            }
        });
    }

    private boolean hasExecuted(String mark) {
        return server.commands().stream()
                .filter(received -> received.runsSql())
                .anyMatch(received -> received.sql().contains(mark));
    }

    /** Checks that nothing is left. */
    @Override
    public void close() {
        connections.forEach(connection -> watch(connection.close()));
        if (pool != null) {
            watch(pool.closeAsync(Duration.ZERO));
        }
        advance(Duration.ofSeconds(30));
        assertAllDone("after the close");
        assertThat(pool == null ? 0 : pool.stats().size())
                .as("the pool's connections")
                .isZero();
        assertThat(network.openConnections()).as("open connections").isZero();
        assertThat(server.connections()).allMatch(connection -> connection.closedBy() != null, "closed at the server");
        assertThat(catchThrowable(server::verifyNoUnexpected)).isNull();
        Duration before = loop.clock().elapsed();
        assertThat(catchThrowable(() -> loop.runUntil(() -> false))).isInstanceOf(IllegalStateException.class);
        assertThat(loop.clock().elapsed()).as("a timer was left").isEqualTo(before);
    }
}

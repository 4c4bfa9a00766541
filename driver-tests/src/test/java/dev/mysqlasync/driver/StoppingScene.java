package dev.mysqlasync.driver;

import static dev.mysqlasync.testkit.Replies.error;
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
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Statement;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.testkit.AuthMode;
import dev.mysqlasync.testkit.FakeMySqlServer;
import dev.mysqlasync.testkit.RowsReply;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fake server in memory whose events come in a random order and whose pipes are narrow, a connection or a pool to it,
 * and what of it may be stopped half way. Statements that ask for a tag are answered with theirs.
 */
final class StoppingScene implements AutoCloseable {

    /** The end of a statement that has one. */
    static final Duration TIMEOUT = Duration.ofMillis(100);

    /** How long the server takes for what is slow: longer than a statement may take. */
    static final Duration SLOW = Duration.ofMillis(300);

    static final int ROWS = 600;

    private static final int PIPE = 512;

    private final SimLoop loop;
    private final SplittableRandom random;
    private final boolean timed;
    private final InMemoryNetwork network;
    private final WatchedTransport transport;
    private final FakeMySqlServer server;
    private final List<CompletableFuture<?>> futures = new ArrayList<>();
    private final List<MySqlConnection> connections = new ArrayList<>();
    private final List<MySqlConnection> borrowed = new ArrayList<>();
    private final List<StoppableReader> readers = new ArrayList<>();
    private final List<TestPublisher> publishers = new ArrayList<>();
    private @Nullable MySqlPool pool;
    private int produced;

    /** With statements that have a {@link #TIMEOUT}, or none. */
    StoppingScene(long seed, boolean timed) {
        this.loop = SimLoop.shuffled(seed);
        this.random = new SplittableRandom(seed);
        this.timed = timed;
        this.network = new InMemoryNetwork(loop, PIPE);
        this.transport = new WatchedTransport(network.transport());
        this.server = FakeMySqlServer.builder()
                .user("app", Scene.PASSWORD, AuthMode.CACHING_SHA2_FAST)
                .user("full", Scene.PASSWORD, AuthMode.CACHING_SHA2_FULL)
                .user("native", Scene.PASSWORD, AuthMode.NATIVE)
                .inMemory(network);
        network.makeSilent(new Endpoint.Tcp("silent", 3306));
        server.whenMatches("SELECT TAG \\d+")
                .reply(command -> rows("tag VARCHAR(20)").row(command.sql()));
        server.when("SELECT NEVER").reply(never());
        server.when("SELECT ?, NEVER").reply(never());
        server.when("SELECT LATE").reply(rows("a INT").row(1).delay(SLOW));
        server.when("SELECT ROWS").reply(manyRows("a INT, b VARCHAR(90)"));
        server.when("SELECT ?, ROWS").reply(manyRows("a INT, b VARCHAR(90)"));
        server.when("CALL TWO").reply(rows("a INT").row(1).then(ok().delay(SLOW)));
        server.when("LOAD").reply(requestFile("x"));
        server.when("INSERT ?").reply(ok());
        server.when("FAIL").reply(error(1062, "23000", "Duplicate entry"));
        server.whenMatches("SELECT /\\*.*").reply(never());
        server.whenMatches("DO \\d+").reply(ok());
    }

    private RowsReply manyRows(String columns) {
        return rows(columns)
                .generate(() -> IntStream.range(0, ROWS)
                        .peek(row -> produced++)
                        .mapToObj(row -> List.of(row, "x".repeat(row % 90)))
                        .iterator());
    }

    // --- the way to a place ----------------------------------------------------------------------------------------

    FakeMySqlServer server() {
        return server;
    }

    SplittableRandom random() {
        return random;
    }

    /** How many rows the server has made. */
    int produced() {
        return produced;
    }

    long pendingBytes() {
        return transport.pendingBytes();
    }

    MySqlOptionsBuilder options() {
        return MySqlOptions.builder()
                .host("fake")
                .user("app")
                .password(Scene.PASSWORD)
                .tls(TlsMode.DISABLED)
                .localInfile(true)
                .allowPublicKeyRetrieval(true)
                .transport(transport);
    }

    /** The connection that the place is on; made by the first call. */
    MySqlConnection connection() {
        return connection(options -> options);
    }

    MySqlConnection connection(UnaryOperator<MySqlOptionsBuilder> changes) {
        if (connections.isEmpty()) {
            loop.await(connect(changes.apply(options())));
            loop.runUntilIdle();
        }
        return connections.get(0);
    }

    CompletableFuture<MySqlConnection> connect(MySqlOptionsBuilder options) {
        CompletableFuture<MySqlConnection> connecting = watch(MySqlConnection.connect(options.build()));
        CompletableFuture<?> unused = connecting.thenAccept(connections::add);
        return connecting;
    }

    /** The pool of one connection that the place is in; made by the first call. */
    MySqlPool pool() {
        MySqlPool made = pool;
        if (made == null) {
            PoolOptions size = PoolOptions.builder().maxSize(1).build();
            made = MySqlPool.create(options().build(), size);
            pool = made;
        }
        return made;
    }

    /** A connection of the pool, which goes back there after the stop. */
    MySqlConnection borrowed() {
        MySqlConnection connection = loop.await(acquire());
        loop.runUntilIdle();
        return connection;
    }

    CompletableFuture<MySqlConnection> acquire() {
        CompletableFuture<MySqlConnection> acquiring = watch(pool().acquire());
        CompletableFuture<?> unused = acquiring.thenAccept(borrowed::add);
        return acquiring;
    }

    /** Gives the connection back now. */
    CompletableFuture<Void> release(MySqlConnection connection) {
        borrowed.remove(connection);
        return watch(connection.close());
    }

    Statement statement(String sql, @Nullable Object... arguments) {
        Statement statement = Statement.of(sql, arguments);
        return timed ? statement.timeout(TIMEOUT) : statement;
    }

    /** A stream that ends with the future, the other way round too: whoever cancels the future cancels the stream. */
    CompletableFuture<Void> stream(MySqlClient client, String sql, int fetchSize, int demand) {
        Object[] arguments = fetchSize == 0 ? new Object[0] : new Object[] {7};
        StoppableReader reader = new StoppableReader(demand);
        readers.add(reader);
        client.stream(statement(sql, arguments).fetchSize(fetchSize)).subscribe(reader);
        return watch(reader.ended());
    }

    /** How many rows of streams have come. */
    int taken() {
        return readers.stream().mapToInt(StoppableReader::taken).sum();
    }

    /** A source of bytes that gives {@code length} of them and then nothing more. */
    ByteSource source(int length) {
        TestPublisher publisher = new TestPublisher();
        publishers.add(publisher);
        return ByteSource.ofPublisher(subscriber -> {
            publisher.subscribe(subscriber);
            if (length > 0) {
                loop.execute(() -> give(publisher, length));
            }
        });
    }

    private static void give(TestPublisher publisher, int length) {
        if (publisher.cancelled() == 0) {
            publisher.give(new byte[length]);
        }
    }

    <T> CompletableFuture<T> watch(CompletableFuture<T> future) {
        futures.add(future);
        return future;
    }

    boolean isReading() {
        return publishers.stream().anyMatch(TestPublisher::isSubscribed);
    }

    boolean hasReceived(String command) {
        return server.commands().stream()
                .anyMatch(received -> received.command().equals(command));
    }

    boolean hasExecuted(String word) {
        return server.commands().stream()
                .filter(received -> !received.command().equals("COM_STMT_PREPARE"))
                .anyMatch(received -> received.sql().contains(word));
    }

    // --- events ----------------------------------------------------------------------------------------------------

    /** Runs until nothing happens without time. */
    void settle() {
        loop.runUntilIdle();
    }

    void until(BooleanSupplier condition) {
        loop.runUntil(condition);
    }

    /** Lets so many events happen, if there are so many without time, or fewer if the condition holds before. */
    int steps(int count, BooleanSupplier enough) {
        int[] done = {0};
        boolean[] over = {false};
        keepBusy(() -> !over[0]);
        loop.runUntil(() -> done[0]++ >= count || enough.getAsBoolean());
        over[0] = true;
        return done[0];
    }

    /** Time passes only when there are no events, so there is always one. */
    private void keepBusy(BooleanSupplier needed) {
        loop.execute(() -> {
            if (needed.getAsBoolean()) {
                keepBusy(needed);
            }
        });
    }

    void advance(Duration time) {
        loop.clock().advance(time);
    }

    // --- what must hold afterwards ---------------------------------------------------------------------------------

    /** To be called right after the stop. */
    void assertSound() {
        CompletableFuture<String> tagged = tagged(1);
        CompletableFuture<String> next = tagged(2);
        if (random.nextBoolean()) {
            settle();
        }
        List.copyOf(borrowed).forEach(this::release);
        advance(Duration.ofSeconds(30));

        assertAllEnded();
        assertAnswered(tagged, 1);
        assertAnswered(next, 2);
        assertAnswered(watchAndRun(tagged(3)), 3);
    }

    private CompletableFuture<String> watchAndRun(CompletableFuture<String> future) {
        advance(Duration.ofSeconds(1));
        return future;
    }

    private CompletableFuture<String> tagged(int tag) {
        return watch((pool != null ? pool : connection())
                .query("SELECT TAG " + tag, row -> Objects.requireNonNull(row.getString(0)))
                .thenApply(found -> found.get(0)));
    }

    void assertNothingGivenUp() {
        assertThat(connections).allMatch(MySqlConnection::isOpen);
    }

    private void assertAllEnded() {
        assertThat(futures).allMatch(CompletableFuture::isDone, "done").allMatch(StoppingOutcome::isProper, "proper");
        assertThat(publishers).filteredOn(TestPublisher::isSubscribed).allMatch(source -> source.cancelled() == 1);
    }

    /** With its own answer, or if the connection was given up with the reason. */
    private void assertAnswered(CompletableFuture<String> tagged, int tag) {
        if (pool == null && !connection().isOpen()) {
            assertThat(tagged).isDone();
            assertThat(StoppingOutcome.isRefusal(tagged) || tagged.getNow("").equals("SELECT TAG " + tag))
                    .as("%s", tagged)
                    .isTrue();
        } else {
            assertThat(tagged).isCompletedWithValue("SELECT TAG " + tag);
        }
    }

    /** Checks that nothing is left. */
    @Override
    public void close() {
        connections.forEach(connection -> watch(connection.close()));
        if (pool != null) {
            assertThat(pool.stats().used()).isZero();
            assertThat(pool.stats().waiting()).isZero();
            watch(pool.closeAsync(Duration.ZERO));
        }
        advance(Duration.ofSeconds(1)); // more than closeTimeout
        assertThat(futures).allMatch(CompletableFuture::isDone);
        assertThat(pool == null ? 0 : pool.stats().size()).isZero();
        assertThat(network.openConnections()).isZero();
        assertThat(server.connections()).allMatch(connection -> connection.closedBy() != null);
        assertThat(catchThrowable(server::verifyNoUnexpected)).isNull();
        Duration before = loop.clock().elapsed();
        assertThat(catchThrowable(() -> loop.runUntil(() -> false))).isInstanceOf(IllegalStateException.class);
        assertThat(loop.clock().elapsed()).as("a timer was left").isEqualTo(before);
    }
}

package dev.mysqlasync.driver;

import static dev.mysqlasync.testkit.Replies.error;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.requestFile;
import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.ByteSource;
import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlClient;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.SessionReset;
import dev.mysqlasync.Statement;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.testkit.AuthMode;
import dev.mysqlasync.testkit.FakeMySqlServer;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without pipelining nothing leaves behind an unanswered command, by whatever verb: the server of this test ends a connection on
 * which it does, as MySQL Router loses its place there.
 */
class OneAtATimeTest {

    private static final TransactionOptions ISOLATED = TransactionOptions.defaults()
            .isolation(IsolationLevel.READ_COMMITTED)
            .readOnly();

    private final SimLoop loop = SimLoop.inOrder();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final FakeMySqlServer server = FakeMySqlServer.builder()
            .user("app", Scene.PASSWORD, AuthMode.CACHING_SHA2_FAST)
            .user("other", Scene.PASSWORD, AuthMode.CACHING_SHA2_FAST)
            .oneCommandAtATime()
            .greeting(OneAtATimeTest::ofAProxy)
            .inMemory(network);

    {
        server.whenMatches("SELECT [1?].*").reply(rows("a INT").row(0).row(1).row(2));
        server.whenMatches("(?:INSERT|UPDATE|DO|XA) .*").reply(ok());
        server.whenMatches("SET TRANSACTION .*").reply(ok());
        server.when("CALL `p`(?)").reply(rows("a INT").row(1).then(ok()));
        server.when("LOAD").reply(requestFile("x"));
        server.when("FAIL").reply(error(1062, "23000", "Duplicate entry"));
    }

    /** With a connection id that is not the server's. */
    private static Greeting ofAProxy(Greeting of) {
        return new Greeting(
                of.serverVersion(),
                4711,
                of.scramble(),
                of.capabilities(),
                of.collation(),
                of.statusFlags(),
                of.authPlugin());
    }

    private MySqlOptions options(Pipelining pipelining) {
        return MySqlOptions.builder()
                .host("fake")
                .user("app")
                .password(Scene.PASSWORD)
                .tls(TlsMode.DISABLED)
                .localInfile(true)
                .statementCacheSize(1)
                .isolation(IsolationLevel.READ_COMMITTED)
                .initStatements(List.of("DO 1", "DO 2"))
                .pipelining(pipelining)
                .transport(network.transport())
                .build();
    }

    // --- what a connection and a pool can do -----------------------------------------------------------------------

    private static Map<String, Function<MySqlClient, CompletableFuture<?>>> ofBoth() {
        Map<String, Function<MySqlClient, CompletableFuture<?>>> verbs = new LinkedHashMap<>();
        verbs.put("query", client -> client.query("SELECT 1"));
        verbs.put("query with values", client -> client.query("SELECT ?", 1));
        verbs.put("query with other values", client -> client.query("SELECT ?, 2", 1)); // evicts
        verbs.put(
                "query by name",
                client -> client.query(Statement.of("SELECT :a").bind("a", 1)));
        verbs.put("execute", client -> client.execute("INSERT INTO t VALUES (?)", 1));
        verbs.put("execute that fails", client -> client.execute("FAIL").exceptionally(failure -> null));
        verbs.put(
                "long values",
                client -> client.execute("INSERT INTO t VALUES (?, ?)", longText("x".repeat(70_000)), longText("")));
        verbs.put(
                "file",
                client -> client.execute(Statement.of("LOAD").localInfile(ByteSource.ofBytes(new byte[40_000]))));
        verbs.put("results", client -> client.results("SELECT 1"));
        verbs.put("call", client -> client.call("p", 1));
        verbs.put("batch", client -> client.executeBatch("INSERT INTO t VALUES (?)", ROWS));
        verbs.put(
                "pipelined batch",
                client -> client.executeBatch(Statement.of("INSERT INTO t VALUES (?)"), ROWS, BatchMode.PIPELINED));
        verbs.put("batch of types", client -> client.executeBatch("INSERT INTO t VALUES (?)", MIXED));
        verbs.put("stream", client -> taken(client, Statement.of("SELECT 1")));
        verbs.put(
                "stream with a cursor",
                client -> taken(client, Statement.of("SELECT ?", 1).fetchSize(2)));
        return verbs;
    }

    private static final List<List<Object>> ROWS = List.of(List.of(1), List.of(2), List.of(3));
    private static final List<List<Object>> MIXED = List.of(List.of(1), List.of("two"), List.of(3.0));

    private static LongParameter longText(String text) {
        return LongParameter.ofText(ByteSource.ofBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static CompletableFuture<?> taken(MySqlClient client, Statement statement) {
        StoppableReader reader = new StoppableReader(Integer.MAX_VALUE);
        client.stream(statement).subscribe(reader);
        return reader.ended();
    }

    // --- what only a connection can --------------------------------------------------------------------------------

    private static Map<String, Function<MySqlConnection, CompletableFuture<?>>> ofConnection() {
        Map<String, Function<MySqlConnection, CompletableFuture<?>>> verbs = new LinkedHashMap<>();
        ofBoth().forEach((name, verb) -> verbs.put(name, verb::apply));
        verbs.put("transaction", connection -> connection.inTransaction(tx -> tx.execute("DO 1")));
        verbs.put(
                "transaction with options",
                connection -> connection.inTransaction(ISOLATED, tx -> tx.execute("INSERT INTO t VALUES (?)", 1)));
        verbs.put(
                "transaction that fails",
                connection -> connection.inTransaction(tx -> tx.execute("FAIL")).exceptionally(failure -> null));
        verbs.put("ping", MySqlConnection::ping);
        verbs.put("begin", MySqlConnection::begin);
        verbs.put("rollback", MySqlConnection::rollback);
        verbs.put("begin with options", connection -> connection.begin(ISOLATED));
        verbs.put("commit", MySqlConnection::commit);
        verbs.put("autocommit", connection -> connection.autocommit(true));
        verbs.put("schema", connection -> connection.changeSchema("other"));
        verbs.put(
                "prepare",
                connection -> connection
                        .prepare("SELECT ?")
                        .thenCompose(prepared -> prepared.query(1)
                                .thenCompose(rows -> prepared.query("other"))
                                .thenCompose(rows -> prepared.close())));
        verbs.put(
                "pipeline",
                connection -> connection.pipeline(List.of(
                        Statement.of("SELECT 1"), Statement.of("SELECT ?, 3", 1), Statement.of("SELECT ?, 4", 1))));
        verbs.put("reset", MySqlConnection::reset);
        verbs.put("change of user", connection -> connection.changeUser("other", Scene.PASSWORD, "test"));
        verbs.put("cursor", connection -> connection.cursor().execute("SELECT ?", 1));
        return verbs;
    }

    // --- and what only a pool can ----------------------------------------------------------------------------------

    private static Map<String, Function<MySqlPool, CompletableFuture<?>>> ofPool() {
        Map<String, Function<MySqlPool, CompletableFuture<?>>> verbs = new LinkedHashMap<>();
        ofBoth().forEach((name, verb) -> verbs.put(name, verb::apply));
        verbs.put("transaction", pool -> pool.inTransaction(tx -> tx.execute("DO 1")));
        verbs.put(
                "transaction with options",
                pool -> pool.inTransaction(ISOLATED, tx -> tx.execute("INSERT INTO t VALUES (?)", 1)));
        verbs.put(
                "transaction that fails",
                pool -> pool.inTransaction(tx -> tx.execute("FAIL")).exceptionally(failure -> null));
        verbs.put("transaction tried again", pool -> pool.retryTransaction(tx -> tx.execute("DO 1")));
        verbs.put("traces", pool -> pool.withConnection(connection -> connection.execute("SET @a = ?", 1)));
        return verbs;
    }

    @ParameterizedTest
    @MethodSource("pipelining")
    void connection_everyVerb_leavesNothingBehindAnUnansweredCommand(Pipelining pipelining) {
        MySqlConnection connection = loop.await(MySqlConnection.connect(options(pipelining)));

        ofConnection().forEach((name, verb) -> {
            CompletableFuture<?> done = verb.apply(connection);
            CompletableFuture<?> behind = connection.query("SELECT 1");
            loop.await(done);
            loop.await(behind);
            assertThat(connection.isOpen()).as(name).isTrue();
        });
        loop.await(connection.close());
        server.verifyNoUnexpected();
    }

    @ParameterizedTest
    @MethodSource("pipelining")
    void pool_everyVerb_leavesNothingBehindAnUnansweredCommand(Pipelining pipelining) {
        for (SessionReset reset : SessionReset.values()) {
            MySqlPool pool = MySqlPool.create(
                    options(pipelining),
                    PoolOptions.builder().maxSize(1).resetOnRelease(reset).build());

            ofPool().forEach((name, verb) -> {
                CompletableFuture<?> done = verb.apply(pool);
                CompletableFuture<?> behind = pool.withConnection(connection -> connection.query("SELECT 1"));
                loop.await(done);
                loop.await(behind);
            });
            assertThat(pool.stats().size()).isEqualTo(1);
            loop.await(pool.closeAsync(Duration.ZERO));
        }
        server.verifyNoUnexpected();
        assertThat(server.connections()).as("none was lost").hasSize(SessionReset.values().length);
    }

    /** Chosen, or for want of a proof that the way is direct. */
    static Stream<Pipelining> pipelining() {
        return Stream.of(Pipelining.OFF, Pipelining.AUTO);
    }
}

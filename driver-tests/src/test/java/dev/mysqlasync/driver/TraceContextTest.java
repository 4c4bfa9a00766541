package dev.mysqlasync.driver;

import static dev.mysqlasync.testkit.Replies.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Statement;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.protocol.QueryAttribute;
import dev.mysqlasync.testkit.AuthMode;
import dev.mysqlasync.testkit.FakeMySqlServer;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Query attributes, and the trace context that travels in one. */
class TraceContextTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void attribute_travelsBesideTheStatement() {
        try (Scene scene = new Scene()) {
            scene.watch(scene.connection().query(Statement.of("SELECT 1").attribute("n", "v")));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("QUERY SELECT 1");
            assertThat(scene.peer().attributes()).containsExactly(new QueryAttribute("n", "v"));
        }
    }

    @Test
    void attribute_mariaDb_isLeftOut() {
        try (Scene scene = new Scene(new Manners(Manners.MARIADB))) {
            scene.watch(scene.connection().query(Statement.of("SELECT 1").attribute("n", "v")));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("QUERY SELECT 1");
            assertThat(scene.peer().attributes()).isEmpty();
        }
    }

    @Test
    void traceContext_batchOfManyCommands_leavesRoomForIt() {
        List<List<Object>> rows =
                IntStream.range(100, 700).<List<Object>>mapToObj(List::of).toList();
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(
                    options -> options.traceContext(() -> PARENT).maxAllowedPacket(2_048));
            CompletableFuture<BatchResult> batch =
                    scene.watch(connection.executeBatch("INSERT INTO t VALUES (?)", rows));
            scene.run();
            scene.send(ServerBytes.answer()
                    .columns("a", "b", "c", "d")
                    .row("1", "1", "0", "1")
                    .end(0));
            IntStream.range(0, 3).forEach(command -> scene.send(ServerBytes.okAnswer()));

            assertThat(batch.join().isComplete()).isTrue();
            assertThat(batch.join().chunks()).hasSize(3);
        }
    }

    @Test
    void traceContext_isAskedForEachStatement() {
        Deque<String> parents = new ArrayDeque<>(Arrays.asList(PARENT, "second"));
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.traceContext(parents::poll));
            scene.watch(connection.query("SELECT 1"));
            scene.run();
            assertThat(scene.peer().attributes()).containsExactly(new QueryAttribute("traceparent", PARENT));
            scene.send(ServerBytes.rowsAnswer("1"));
            scene.watch(connection.commit());
            scene.run();
            assertThat(scene.peer().attributes()).containsExactly(new QueryAttribute("traceparent", "second"));
            scene.send(ServerBytes.okAnswer());
            scene.watch(connection.query("SELECT 2"));
            scene.run();

            assertThat(scene.peer().attributes()).isEmpty();
        }
    }

    @Test
    void traceContext_travelsWithPreparedStatementsAndBatches() {
        SimLoop loop = SimLoop.inOrder();
        InMemoryNetwork network = new InMemoryNetwork(loop);
        try (FakeMySqlServer server = FakeMySqlServer.builder()
                .user("app", Scene.PASSWORD, AuthMode.CACHING_SHA2_FAST)
                .inMemory(network)) {
            server.when("INSERT ?").reply(ok());
            MySqlConnection connection = loop.await(MySqlConnection.connect(MySqlOptions.builder()
                    .host("fake")
                    .user("app")
                    .password(Scene.PASSWORD)
                    .tls(TlsMode.DISABLED)
                    .transport(network.transport())
                    .traceContext(() -> PARENT)
                    .build()));

            loop.await(connection.prepare("INSERT ?").thenCompose(statement -> statement.execute(1)));
            loop.await(connection.executeBatch("INSERT ?", List.of(List.of(2), List.of(3)), BatchMode.PIPELINED));

            assertThat(server.commands())
                    .filteredOn(command -> command.command().equals("COM_STMT_EXECUTE"))
                    .hasSize(3)
                    .allMatch(command -> PARENT.equals(command.attributes().get("traceparent")));
            loop.await(connection.close());
        }
    }

    @Test
    void traceContext_statementWithItsOwn_keepsIt() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.traceContext(() -> PARENT));
            scene.watch(connection.query(Statement.of("SELECT 1").attribute("traceparent", "own")));
            scene.run();

            assertThat(scene.peer().attributes()).containsExactly(new QueryAttribute("traceparent", "own"));
        }
    }

    @Test
    void traceContext_throws_failsThatStatementAlone() {
        Deque<Boolean> fails = new ArrayDeque<>(Arrays.asList(true, false));
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.traceContext(() -> {
                if (fails.remove()) {
                    throw new UnsupportedOperationException("no context");
                }
                return null;
            }));
            CompletableFuture<?> failing = scene.watch(connection.query("SELECT 1"));
            scene.watch(connection.query("SELECT 2"));

            scene.failure(failing, UnsupportedOperationException.class);
            assertThat(scene.peer().commands()).containsExactly("QUERY SELECT 2");
        }
    }

    @Test
    void traceContext_mariaDb_isNotAskedFor() {
        try (Scene scene = new Scene(new Manners(Manners.MARIADB))) {
            MySqlConnection connection = scene.connection(options -> options.traceContext(() -> {
                throw new AssertionError("asked for");
            }));
            scene.watch(connection.query("SELECT 1"));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("QUERY SELECT 1");
        }
    }
}

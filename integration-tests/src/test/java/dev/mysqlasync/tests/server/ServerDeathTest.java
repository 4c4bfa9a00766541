package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Written;
import dev.mysqlasync.driver.WatchedTransport;
import dev.mysqlasync.tests.Await;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The server's process is killed: every future ends, and says so. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the jar with the server is for this system")
class ServerDeathTest {

    private PrivateServer server;

    @BeforeEach
    void start() throws IOException {
        server = PrivateServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void kill_whileConnecting_failsTheConnect() throws IOException, InterruptedException {
        try (WatchedTransport transport = new WatchedTransport()) {
            MySqlOptions options =
                    server.options().toBuilder().transport(transport).build();
            server.halt();
            CompletableFuture<MySqlConnection> connecting = MySqlConnection.connect(options);
            await(transport.connected());

            server.kill();

            MySqlConnectException failure = failure(connecting, MySqlConnectException.class);
            assertThat(failure.isTransient()).isTrue();
            assertThat(failure).hasMessageContaining(options.endpoint().toString());
        }
    }

    @Test
    void kill_whileIdle_isNoticedAndRefusesWhatComes() {
        MySqlConnection connection = await(MySqlConnection.connect(server.options()));

        server.kill();
        server.awaitEnd();
        Await.until(() -> !connection.isOpen());

        MySqlConnectionLostException failure =
                failure(connection.query("SELECT 1"), MySqlConnectionLostException.class);
        assertThat(failure.written()).isEqualTo(Written.NONE);
        assertThat(failure.isSafeToRetry()).isTrue();
        assertThat(failure(MySqlConnection.connect(server.options())))
                .isInstanceOf(MySqlConnectException.class)
                .hasMessageContaining("refused");
        await(connection.close());
    }

    @Test
    void kill_amidAResult_failsItAndAllBehindIt() {
        MySqlConnection connection = await(MySqlConnection.connect(server.options()));
        int[] rows = {0};

        CompletableFuture<List<Object>> amid =
                connection.query("SELECT seq, REPEAT('x', 1000) FROM test.seq_1_to_10000000", row -> {
                    if (rows[0]++ == 1000) {
                        server.kill();
                    }
                    return row;
                });
        List<CompletableFuture<Rows>> behind = IntStream.range(0, 10)
                .mapToObj(i -> i % 2 == 0 ? connection.query("SELECT 1") : connection.query("SELECT ?", i))
                .toList();

        MySqlConnectionLostException failure = failure(amid, MySqlConnectionLostException.class);
        assertThat(failure.isOutcomeUnknown()).isTrue();
        assertThat(rows[0]).isGreaterThan(1000);
        behind.forEach(future -> failure(future, MySqlConnectionLostException.class));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void kill_amidAPreparation_failsItAndAllBehindIt() throws IOException, InterruptedException {
        MySqlConnection connection = await(MySqlConnection.connect(server.options()));
        server.halt();
        List<CompletableFuture<Rows>> all =
                List.of(connection.query("SELECT ?", 1), connection.query("SELECT 2"), connection.query("SELECT ?", 3));

        server.kill();

        all.forEach(future -> failure(future, MySqlConnectionLostException.class));
    }

    @Test
    void kill_amidACommit_leavesTheOutcomeUnknown() throws IOException, InterruptedException {
        MySqlConnection connection = await(MySqlConnection.connect(server.options()));
        await(connection.execute("CREATE TABLE t (v INT)"));
        await(connection.execute("INSERT INTO t VALUES (1)"));
        try (WatchedTransport transport = new WatchedTransport()) {
            MySqlConnection other = await(MySqlConnection.connect(
                    server.options().toBuilder().transport(transport).build()));
            await(other.execute("INSERT INTO t VALUES (2)"));
            server.halt();
            int writes = transport.writes();
            CompletableFuture<Void> commit = other.commit();
            Await.until(() -> transport.writes() > writes);

            server.kill();

            MySqlCommitUnknownException failure = failure(commit, MySqlCommitUnknownException.class);
            assertThat(failure.isOutcomeUnknown()).isTrue();
            assertThat(failure.isSafeToRetry()).isFalse();
        }
    }

    @Test
    void close_deadServer_endsInTime() throws IOException, InterruptedException {
        MySqlConnection connection = await(MySqlConnection.connect(server.options()));
        server.halt();
        CompletableFuture<Rows> unanswered = connection.query("SELECT 1");

        await(connection.close());

        assertThat(failure(unanswered)).isInstanceOf(MySqlConnectionLostException.class);
    }

    @Test
    void query_commandOverTheServersLimit_failsWithTheServersWords() {
        MySqlConnection root = await(MySqlConnection.connect(server.options()));
        await(root.execute("SET GLOBAL max_allowed_packet = 1048576"));
        MySqlConnection connection = await(MySqlConnection.connect(server.options()));

        MySqlServerException failure =
                failure(connection.query("DO '" + "x".repeat(8 << 20) + "'"), MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1153);
        assertThat(failure.isFatal()).isTrue();
        Await.until(() -> !connection.isOpen());
        await(root.close());
    }
}

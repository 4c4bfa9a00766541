package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.driver.WatchedTransport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is proven by the address that the server sees at the other end. */
class DirectnessTest extends ServerScene {

    private static final int COMMANDS = 200;

    private final WatchedTransport transport = new WatchedTransport();

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    private int writesOfCommands(UnaryOperator<MySqlOptionsBuilder> way) {
        MySqlConnection connection = connect(options -> way.apply(options.transport(transport)));
        int before = transport.writes();
        List<CompletableFuture<String>> answers = inOneTurn(
                connection,
                i -> connection
                        .query("SELECT " + i)
                        .thenApply(rows -> rows.get(0).getString(0)));
        for (int i = 0; i < COMMANDS; i++) {
            assertThat(await(answers.get(i))).isEqualTo("" + i);
        }
        return transport.writes() - before;
    }

    private static List<CompletableFuture<String>> inOneTurn(
            MySqlConnection connection, IntFunction<CompletableFuture<String>> command) {
        return await(connection
                .ping()
                .thenApply(
                        pong -> IntStream.range(0, COMMANDS).mapToObj(command).toList()));
    }

    @Test
    void tcp_directly_isPipelined() {
        assertThat(writesOfCommands(options -> options)).isLessThan(COMMANDS / 10);
    }

    @Test
    void unixSocket_isPipelined() {
        Path socket = server.socket();
        Assumptions.assumeTrue(socket != null, "the server has no socket");
        assertThat(writesOfCommands(options -> options.socketPath(socket))).isLessThan(COMMANDS / 10);
    }

    /** It passes the server's own greeting on, and might read commands all the same. */
    @Test
    void tcp_throughWhatPassesTheGreetingOn_goesOneByOne() {
        try (Relay relay = new Relay(number -> server.port())) {
            int writes = writesOfCommands(
                    options -> options.host("127.0.0.1").port(relay.port()).tls(TlsMode.DISABLED));
            assertThat(writes).isGreaterThanOrEqualTo(COMMANDS);
        }
    }
}

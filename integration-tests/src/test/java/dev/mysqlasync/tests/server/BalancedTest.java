package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Rows;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.tests.Await;
import dev.mysqlasync.tests.Servers;
import dev.mysqlasync.tests.TestServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Two servers behind one address: each has connections of the same ids. */
class BalancedTest extends ServerScene {

    private TestServer another() {
        Stream<TestServer> others = Servers.all().filter(other -> !other.equals(server));
        return others.findFirst().orElseGet(() -> Assumptions.abort("there is one server only"));
    }

    private Relay balancer(IntFunction<TestServer> servers) {
        return new Relay(number -> servers.apply(number).port());
    }

    private MySqlConnection connect(Relay balancer, Duration grace) {
        return connect(options -> options.host("127.0.0.1")
                .port(balancer.port())
                .tls(TlsMode.DISABLED)
                .cancelGrace(grace));
    }

    private static void cancelOnceSent(MySqlConnection connection, Relay balancer) {
        CompletableFuture<Rows> running = connection.query("SELECT SLEEP(600)");
        Await.until(() -> balancer.sent(0).contains("SLEEP"));
        running.cancel(true);
    }

    @Test
    void cancel_anotherServerAnswersFirst_stopsTheStatementOnItsOwn() {
        TestServer another = another();
        try (Relay balancer = balancer(number -> number == 1 ? another : server)) {
            MySqlConnection connection = connect(balancer, Await.LIMIT);
            cancelOnceSent(connection, balancer);

            assertUsable(connection);
            assertThat(balancer.sent(1)).contains("CONNECTION_ID").doesNotContain("KILL");
            assertThat(balancer.sent(2)).contains("KILL QUERY IF(");
        }
    }

    @Test
    void cancel_onlyAnotherServerAnswers_killsNothingAndEndsTheConnection() {
        TestServer another = another();
        try (Relay balancer = balancer(number -> number > 0 ? another : server)) {
            MySqlConnection connection = connect(balancer, Duration.ofSeconds(1));
            cancelOnceSent(connection, balancer);
            await(connection.closed());

            assertThat(IntStream.range(1, balancer.connections()).mapToObj(balancer::sent))
                    .isNotEmpty()
                    .noneMatch(commands -> commands.contains("KILL"));
            await(connect().execute("KILL " + connection.connectionId()));
        }
    }
}

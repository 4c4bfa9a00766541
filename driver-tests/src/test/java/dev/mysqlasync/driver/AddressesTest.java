package dev.mysqlasync.driver;

import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Rows;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.testkit.AuthMode;
import dev.mysqlasync.testkit.ConnectFault;
import dev.mysqlasync.testkit.ConnectStage;
import dev.mysqlasync.testkit.FakeMySqlServer;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A name with several addresses: an attempt goes on until a session is set up at one of them. */
class AddressesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(9);

    private final SimLoop loop = SimLoop.inOrder();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final FakeMySqlServer first = server("10.0.0.1");
    private final FakeMySqlServer second = server("10.0.0.2");
    private final MySqlOptions options = MySqlOptions.builder()
            .host("db")
            .user("app")
            .password(Scene.PASSWORD)
            .tls(TlsMode.DISABLED)
            .connectTimeout(TIMEOUT)
            .transport(network.transport())
            .build();

    AddressesTest() {
        network.name("db", "10.0.0.1", "10.0.0.2");
    }

    private FakeMySqlServer server(String address) {
        FakeMySqlServer server = FakeMySqlServer.builder()
                .user("app", Scene.PASSWORD, AuthMode.CACHING_SHA2_FAST)
                .inMemory(network, new Endpoint.Tcp(address, 3306));
        server.when("SELECT WHERE").reply(rows("a VARCHAR(9)").row(address));
        return server;
    }

    private String connectedTo(MySqlConnection connection) {
        String address = loop.await(connection.query("SELECT WHERE")).get(0).getString(0);
        loop.await(connection.close());
        return address;
    }

    static Stream<ConnectFault> transientFaults() {
        return Stream.of(
                ConnectFault.error(1040, "08004", "Too many connections"),
                ConnectFault.refuse(),
                ConnectFault.closeAfter(ConnectStage.GREETING),
                ConnectFault.errorAt(ConnectStage.RESPONSE, 1053, "08S01", "Server shutdown in progress"));
    }

    @ParameterizedTest
    @MethodSource("transientFaults")
    void connect_addressThatIsOfNoUse_goesOnAtTheNextOneAtOnce(ConnectFault fault) {
        first.onConnect(fault);

        assertThat(connectedTo(loop.await(MySqlConnection.connect(options)))).isEqualTo("10.0.0.2");
        assertThat(loop.clock().elapsed()).isZero();
    }

    static Stream<ConnectFault> silence() {
        return Stream.of(
                ConnectFault.silent(),
                ConnectFault.silentAfter(ConnectStage.GREETING),
                ConnectFault.silentAfter(ConnectStage.RESPONSE));
    }

    @ParameterizedTest
    @MethodSource("silence")
    void connect_addressThatTakesTheConnectionAndSaysNothing_goesOnAfterAThirdOfTheTime(ConnectFault fault) {
        first.onConnect(fault);

        assertThat(connectedTo(loop.await(MySqlConnection.connect(options)))).isEqualTo("10.0.0.2");
        assertThat(loop.clock().elapsed()).isEqualTo(TIMEOUT.dividedBy(3));
    }

    @Test
    void connect_addressThatWasOfNoUseAMomentAgo_isPassedOverByThePool() {
        first.onConnect(ConnectFault.silent());
        MySqlPool pool = MySqlPool.create(
                options,
                PoolOptions.builder().maxSize(2).acquireTimeout(TIMEOUT).build());
        loop.await(pool.query("SELECT WHERE"));
        Duration before = loop.clock().elapsed();
        CompletableFuture<MySqlConnection> one = pool.acquire();
        CompletableFuture<MySqlConnection> two = pool.acquire();
        loop.await(one);
        loop.await(two);

        assertThat(loop.clock().elapsed()).isEqualTo(before);
        assertThat(second.connections()).hasSize(2);
        loop.await(one.join().close());
        loop.await(two.join().close());
        loop.await(pool.closeAsync(Duration.ZERO));
    }

    @Test
    void connect_accountThatIsRefused_isNotTriedElsewhere() {
        first.onConnect(ConnectFault.errorAt(ConnectStage.RESPONSE, 1045, "28000", "Access denied"));

        CompletableFuture<MySqlConnection> connecting = MySqlConnection.connect(options);
        loop.runUntil(connecting::isDone);
        assertThat(catchThrowable(connecting::join)).hasCauseInstanceOf(MySqlAuthenticationException.class);
        assertThat(second.connections()).isEmpty();
    }

    @Test
    void connect_noAddressIsOfUse_failsWithAllThatWasSaid() {
        first.onConnect(ConnectFault.error(1040, "08004", "Too many connections"));
        second.onConnect(ConnectFault.silent());

        CompletableFuture<MySqlConnection> connecting = MySqlConnection.connect(options);
        loop.runUntil(connecting::isDone);
        Throwable failure = catchThrowable(connecting::join).getCause();
        assertThat(failure).isInstanceOf(MySqlConnectException.class);
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(MySqlServerException.class);
        assertThat(loop.clock().elapsed()).isEqualTo(TIMEOUT);
    }

    @Test
    void connect_singleAddress_hasAllTheTime() {
        network.name("db", "10.0.0.1");
        first.onConnect(ConnectFault.lateGreeting(TIMEOUT.minusSeconds(1)));

        assertThat(connectedTo(loop.await(MySqlConnection.connect(options)))).isEqualTo("10.0.0.1");
    }

    /** The same id may be somebody's there, too. */
    @Test
    void statement_cancelled_isKilledAtTheAddressThatItsConnectionHasAndNotByName() {
        first.when("SELECT SLEEP(9)").reply(rows("a INT").row(0).delay(TIMEOUT));
        MySqlConnection connection = loop.await(MySqlConnection.connect(options));
        network.name("db", "10.0.0.2");
        CompletableFuture<Rows> running = connection.query("SELECT SLEEP(9)");
        loop.runUntilIdle();
        running.cancel(true);
        loop.runUntilIdle();

        assertThat(second.connections()).isEmpty();
        assertThat(first.connections()).hasSize(2);
        assertThat(connectedTo(connection)).isEqualTo("10.0.0.1");
        assertThat(loop.clock().elapsed()).as("waited").isLessThan(TIMEOUT);
    }

    @Test
    void cancel_whileTheSecondAddressIsTried_leavesNothingOpen() {
        first.onConnect(ConnectFault.error(1040, "08004", "Too many connections"));
        second.onConnect(ConnectFault.silent());
        CompletableFuture<MySqlConnection> connecting = MySqlConnection.connect(options);
        loop.runUntilIdle();
        connecting.cancel(true);
        loop.runUntilIdle();

        assertThat(network.openConnections()).isZero();
    }
}

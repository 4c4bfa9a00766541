package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.testkit.sim.InMemoryConnection;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/**
 * A network with one server, and the futures a test waits for. {@link #close} checks what must hold after every test: no
 * future is pending, no timer set, no connection open at either end.
 */
final class Scene implements AutoCloseable {

    static final String PASSWORD = "s3cret-canary";

    /** A name of the server that leads over a network, and its name on this machine. */
    static final String REMOTE = ServerKey.HOST;

    static final String LOOPBACK = "127.0.0.1";

    private final SimLoop loop;
    private final Manners manners;
    private final InMemoryNetwork network;
    private final WatchedTransport transport;
    private final List<Peer> peers = new ArrayList<>();
    private final List<CompletableFuture<?>> futures = new ArrayList<>();
    private final List<MySqlConnection> connections = new ArrayList<>();

    Scene() {
        this(new Manners());
    }

    Scene(Manners manners) {
        this(SimLoop.inOrder(), manners);
    }

    Scene(SimLoop loop, Manners manners) {
        this.loop = loop;
        this.manners = manners;
        this.network = new InMemoryNetwork(loop);
        this.transport = new WatchedTransport(network.transport());
        network.listen(new Endpoint.Tcp(REMOTE, 3306), this::accept);
        network.listen(new Endpoint.Tcp(LOOPBACK, 3306), this::accept);
    }

    private TransportHandler accept(InMemoryConnection connection) {
        Peer peer = new Peer(connection, manners);
        peers.add(peer);
        return peer;
    }

    SimLoop loop() {
        return loop;
    }

    InMemoryNetwork network() {
        return network;
    }

    /** The server's end of the first connection; a later one would be there to kill a statement of it. */
    Peer peer() {
        assertThat(peers).isNotEmpty();
        return peers.get(0);
    }

    /** The server's ends of all connections, in the order in which they were made. */
    List<Peer> peers() {
        return List.copyOf(peers);
    }

    /** How many bytes the server has received. */
    int peerReceived() {
        return peers.stream().mapToInt(peer -> peer.received().length).sum();
    }

    /** How many writes the client has made so far. */
    int writes() {
        return transport.writes();
    }

    /** How many computations the client has handed to other threads so far. */
    int offloads() {
        return transport.offloads();
    }

    /** How many bytes the client has written that wait to leave. */
    long pendingBytes() {
        return transport.pendingBytes();
    }

    // --- the client ------------------------------------------------------------------------------------------------

    MySqlOptionsBuilder options() {
        return MySqlOptions.builder()
                .host(LOOPBACK)
                .user("app")
                .password(PASSWORD)
                .tls(TlsMode.DISABLED)
                .transport(transport);
    }

    /** A connection, set up. */
    MySqlConnection connection() {
        return connection(options -> options);
    }

    MySqlConnection connection(UnaryOperator<MySqlOptionsBuilder> changes) {
        MySqlConnection connection = loop.await(connect(changes.apply(options()).build()));
        loop.runUntilIdle();
        return connection;
    }

    CompletableFuture<MySqlConnection> connect(MySqlOptions options) {
        return watch(MySqlConnection.connect(options).thenApply(connection -> {
            connections.add(connection);
            return connection;
        }));
    }

    /** Leaves a connection that has ended to the test. */
    void forget(MySqlConnection connection) {
        connections.remove(connection);
    }

    <T> CompletableFuture<T> watch(CompletableFuture<T> future) {
        futures.add(future);
        return future;
    }

    /** Runs the loop until it is idle. */
    void run() {
        loop.runUntilIdle();
    }

    /** Lets the server send, and runs the loop until it is idle. */
    void send(byte[] bytes) {
        peer().send(bytes);
        run();
    }

    void send(ServerBytes packets) {
        send(packets.bytes());
    }

    /** Runs the loop until it is idle, without letting time pass, and gives what the future has failed with by then. */
    Throwable failure(CompletableFuture<?> future) {
        run();
        assertThat(future).isCompletedExceptionally();
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
    }

    <X extends Throwable> X failure(CompletableFuture<?> future, Class<X> type) {
        Throwable failure = failure(future);
        assertThat(failure).isInstanceOf(type);
        return type.cast(failure);
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    @Override
    public void close() {
        connections.forEach(connection -> watch(connection.close()));
        loop.clock().advance(Duration.ofSeconds(1)); // more than closeTimeout
        assertThat(futures).allSatisfy(future -> assertThat(future).isDone());
        loop.clock().advance(Duration.ofSeconds(20)); // more than what was left on the server is tried to be ended for
        assertThat(network.openConnections()).isZero();
        assertThat(peers).allMatch(Peer::isClosed);
        assertNoTimer();
    }

    /** Lets the loop go from timer to timer: it must not find one. */
    private void assertNoTimer() {
        Duration before = loop.clock().elapsed();
        assertThat(catchThrowable(() -> loop.runUntil(() -> false))).isInstanceOf(IllegalStateException.class);
        assertThat(loop.clock().elapsed()).as("a timer was left").isEqualTo(before);
    }
}

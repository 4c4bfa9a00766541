package dev.mysqlasync.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses the addresses 127.0.0.1 and 127.0.0.2, both of the loopback interface, as a host's two. */
class ConnectAttemptTest {

    private static final List<InetAddress> TWO = AddressOrderTest.addresses("127.0.0.2", "127.0.0.1");
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch resolving = new CountDownLatch(1);
    private Resolver resolver = host -> TWO;
    private final CountingChannels channels = new CountingChannels();
    private final NioTransport transport =
            new NioTransport(TransportOptions.DEFAULT, channels, host -> resolver.resolve(host));
    private final Events events = new Events();

    @AfterEach
    void everythingIsClosed() {
        released.countDown();
        transport.close();
        events.cause();
        assertThat(channels.open()).isZero();
    }

    @Test
    void connect_firstAddressRefuses_reachesTheSecond() throws IOException {
        try (SamePort both = SamePort.of(ConnectAttemptTest::bound, ConnectAttemptTest::listening)) {
            connect(both.port(), LONG);
            InetSocketAddress reached = (InetSocketAddress) events.connection().remoteAddress();
            assertThat(reached.getAddress()).isEqualTo(TWO.get(1));
            assertThat(events.connection().alternatives())
                    .as("the one that is out")
                    .isEmpty();
        }
    }

    @Test
    void connect_firstAddressAnswers_tellsTheOther() throws IOException {
        try (SamePort both = SamePort.of(ConnectAttemptTest::listening, ConnectAttemptTest::listening)) {
            connect(both.port(), LONG);
            assertThat(events.connection().alternatives()).containsExactly(new Endpoint.Tcp("127.0.0.1", both.port()));
        }
    }

    @Test
    void connect_firstAddressIsSilent_reachesTheSecondAndClosesTheFirst() throws IOException {
        try (SamePort both = SamePort.of(ConnectAttemptTest::listening, ConnectAttemptTest::listening);
                Socket one = new Socket(TWO.get(0), both.port());
                Socket two = new Socket(TWO.get(0), both.port())) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            connect(both.port(), LONG);
            InetSocketAddress reached = (InetSocketAddress) events.connection().remoteAddress();
            assertThat(reached.getAddress()).isEqualTo(TWO.get(1));
            assertThat(channels.made()).extracting(SocketChannel::isOpen).containsExactly(false, true);
            assertThat(events.connection().alternatives()).containsExactly(new Endpoint.Tcp("127.0.0.2", both.port()));
        }
    }

    @Test
    void connect_allAddressesRefuse_namesThemAndKeepsEachFailure() throws IOException {
        try (SamePort both = SamePort.of(ConnectAttemptTest::bound, ConnectAttemptTest::bound)) {
            connect(both.port(), LONG);
            assertThat(events.cause())
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("db.example:" + both.port())
                    .hasMessageContaining("127.0.0.2, 127.0.0.1");
            assertThat(events.cause().getCause()).isInstanceOf(IOException.class);
            assertThat(events.cause().getSuppressed()).hasSize(1);
        }
    }

    private static ServerSocketChannel listening(InetSocketAddress address) throws IOException {
        return ServerSocketChannel.open().bind(address, 1);
    }

    /** Nobody listens at it, and nobody else can take it meanwhile. */
    private static SocketChannel bound(InetSocketAddress address) throws IOException {
        return SocketChannel.open().bind(address);
    }

    /** A socket at each of the two addresses, at the same port, which they hold until they are closed. */
    private record SamePort(NetworkChannel first, NetworkChannel second, int port) implements AutoCloseable {

        private interface Binding {
            NetworkChannel at(InetSocketAddress address) throws IOException;
        }

        static SamePort of(Binding first, Binding second) throws IOException {
            for (int attempt = 1; ; attempt++) {
                NetworkChannel one = first.at(new InetSocketAddress(TWO.get(0), 0));
                int port = ((InetSocketAddress) one.getLocalAddress()).getPort();
                try {
                    return new SamePort(one, second.at(new InetSocketAddress(TWO.get(1), port)), port);
                } catch (BindException taken) {
                    one.close();
                    if (attempt == 100) {
                        throw taken;
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            first.close();
            second.close();
        }
    }

    @Test
    void connect_nameStillResolvingAtDeadline_saysSo() {
        resolver = this::blocked;
        connect(3306, Duration.ofMillis(20));
        assertThat(events.cause())
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("db.example:3306")
                .hasMessageContaining("resolved");
    }

    @Test
    void connect_resolverFails_namesHost() {
        resolver = host -> {
            throw new IllegalArgumentException("odd name");
        };
        connect(3306, LONG);
        assertThat(events.cause()).isInstanceOf(UnknownHostException.class).hasMessageContaining("db.example");
    }

    @Test
    void cancel_nameStillResolving_endsAttempt() throws InterruptedException {
        resolver = this::blocked;
        Cancellable attempt = connect(3306, LONG);
        resolving.await();
        attempt.cancel();
        assertThat(events.cause()).isInstanceOf(CancellationException.class);
    }

    @Test
    void closeTransport_nameStillResolving_endsAttempt() throws InterruptedException {
        resolver = this::blocked;
        connect(3306, LONG);
        resolving.await();
        transport.close();
        assertThat(events.cause()).isInstanceOf(CancellationException.class);
    }

    @Test
    void connect_unixListenerTakesNoMore_endsAtDeadline() throws IOException {
        SocketAddress address = UnixDomainSocketAddress.of(directory.resolve("full.sock"));
        try (ServerSocketChannel full = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            full.bind(address, 1);
            try (SocketChannel one = SocketChannel.open(address);
                    SocketChannel two = SocketChannel.open(address)) {
                assertThat(one.isConnected() && two.isConnected()).isTrue();
                Endpoint endpoint = new Endpoint.UnixSocket(directory.resolve("full.sock"));
                transport.connect(endpoint, Deadline.after(transport, Duration.ofMillis(50)), events);
                assertThat(events.cause())
                        .isInstanceOf(SocketTimeoutException.class)
                        .hasMessageContaining("full.sock");
            }
        }
    }

    @Test
    void connect_portOutOfRange_failsAtOnce() {
        connect(70_000, LONG);
        assertThat(events.cause()).isInstanceOf(ConnectException.class).hasMessageContaining("70000");
    }

    private Cancellable connect(int port, Duration within) {
        return transport.connect(new Endpoint.Tcp("db.example", port), Deadline.after(transport, within), events);
    }

    private List<InetAddress> blocked(String host) {
        resolving.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return TWO;
    }
}

package dev.mysqlasync.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InMemoryConnectionTest {

    private static final Endpoint SERVER = new Endpoint.Tcp("server", 3306);

    private final SimLoop loop = SimLoop.inOrder();
    private final InMemoryNetwork network = new InMemoryNetwork(loop, 100);
    private final InMemoryTransport transport = network.transport();
    private final End server = new End();
    private final End client = new End();

    @Test
    void connect_listeningServer_tellsBothEnds() {
        connect();
        assertThat(client.connection).isNotNull();
        assertThat(server.connection).isNotNull();
        assertThat(network.openConnections()).isEqualTo(1);
    }

    @Test
    void write_severalBuffersInOneCall_countsAsOneWrite() {
        connect();
        client.connection.write(ByteBuffer.allocate(3), ByteBuffer.allocate(4));
        client.connection.write(ByteBuffer.allocate(5));
        client.connection.write(ByteBuffer.allocate(0));
        assertThat(client.connection.writes()).isEqualTo(2);
        assertThat(server.connection.writes()).isZero();
        loop.runUntilIdle();
        assertThat(server.bytes.size()).isEqualTo(12);
    }

    @Test
    void write_afterClose_countsNothing() {
        connect();
        client.connection.close();
        client.connection.write(ByteBuffer.allocate(3));
        assertThat(client.connection.writes()).isZero();
    }

    @Test
    void write_serverDoesNotRead_waitsBeyondThePipesCapacity() {
        connect();
        server.connection.pauseReading();
        client.connection.write(ByteBuffer.allocate(250));
        loop.runUntilIdle();
        assertThat(client.connection.pendingBytes()).isEqualTo(150);
        assertThat(server.bytes.size()).isZero();
        server.connection.resumeReading();
        loop.runUntilIdle();
        assertThat(client.connection.pendingBytes()).isZero();
        assertThat(client.drained).isEqualTo(1);
        assertThat(server.bytes.size()).isEqualTo(250);
    }

    @Test
    void write_withinTheCapacity_isNotCalledDrained() {
        connect();
        client.connection.write(ByteBuffer.allocate(100));
        loop.runUntilIdle();
        assertThat(client.drained).isZero();
    }

    @Test
    void received_shuffledLoop_comesInPiecesOfAllSizes() {
        SimLoop shuffled = SimLoop.shuffled(3);
        InMemoryNetwork pieces = new InMemoryNetwork(shuffled);
        pieces.listen(SERVER, server::accept);
        InMemoryTransport shuffledTransport = pieces.transport();
        shuffledTransport.connect(SERVER, Deadline.after(shuffledTransport, Duration.ofSeconds(1)), client);
        shuffled.runUntilIdle();
        client.connection.write(ByteBuffer.allocate(10_000));
        shuffled.runUntilIdle();
        assertThat(server.bytes.size()).isEqualTo(10_000);
        assertThat(server.pieces)
                .hasSizeGreaterThan(5)
                .anyMatch(size -> size > 100)
                .anyMatch(size -> size < 16);
    }

    @Test
    void received_bufferKept_isOverwritten() {
        connect();
        server.connection.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        loop.runUntilIdle();
        assertThat(client.lastPiece.get(0)).isNotEqualTo((byte) 1);
        assertThat(client.bytes.toByteArray()).containsExactly(1, 2, 3);
    }

    @Test
    void reset_bytesUnderWay_areLostAndThePeerFails() {
        connect();
        server.connection.write(ByteBuffer.allocate(10));
        server.connection.reset();
        loop.runUntilIdle();
        assertThat(client.cause).isInstanceOf(IOException.class).hasMessageContaining("reset");
        assertThat(client.bytes.size()).isZero();
        assertThat(server.closed).isEqualTo(1);
        assertThat(server.cause).isNull();
    }

    @Test
    void close_atOneEnd_endsTheOtherInOrder() {
        connect();
        server.connection.write(ByteBuffer.allocate(10));
        server.connection.close();
        loop.runUntilIdle();
        assertThat(client.bytes.size()).isEqualTo(10);
        assertThat(client.closed).isEqualTo(1);
        assertThat(client.cause).isNull();
        assertThat(network.openConnections()).isZero();
        assertThat(client.connection.isOpen()).isFalse();
    }

    @Test
    void serversTimer_clientsTransportClosed_stillFires() {
        connect();
        List<String> log = new ArrayList<>();
        server.connection.schedule(Duration.ofSeconds(1), () -> log.add("server"));
        client.connection.schedule(Duration.ofSeconds(1), () -> log.add("client"));
        transport.close();
        loop.clock().advance(Duration.ofSeconds(2));
        assertThat(log).containsExactly("server");
    }

    @Test
    void connect_deadline_isMeasuredOnTheVirtualClock() {
        network.makeSilent(SERVER);
        connect();
        loop.clock().advance(Duration.ofSeconds(9));
        assertThat(client.closed).isZero();
        loop.clock().advance(Duration.ofSeconds(1));
        assertThat(client.cause).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void cancel_oneEventBeforeTheConnection_preventsIt() {
        network.listen(SERVER, server::accept);
        Cancellable attempt = transport.connect(SERVER, Deadline.after(transport, Duration.ofSeconds(10)), client);
        int[] events = {0};
        loop.runUntil(() -> events[0]++ == 1);
        attempt.cancel();
        loop.runUntilIdle();
        assertThat(client.cause).isInstanceOf(CancellationException.class);
        assertThat(client.connection).isNull();
    }

    @Test
    void listen_sameEndpointTwice_isRefused() {
        network.listen(SERVER, server::accept);
        assertThatThrownBy(() -> network.listen(SERVER, server::accept)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void listening_closed_refusesFromThenOn() {
        network.listen(SERVER, server::accept).close();
        attempt();
        assertThat(client.cause).isInstanceOf(ConnectException.class);
        assertThat(server.connection).isNull();
    }

    private void connect() {
        network.listen(SERVER, server::accept);
        attempt();
    }

    private void attempt() {
        transport.connect(SERVER, Deadline.after(transport, Duration.ofSeconds(10)), client);
        loop.runUntilIdle();
    }

    private static final class End implements TransportHandler {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<Integer> pieces = new ArrayList<>();
        private InMemoryConnection connection;
        private ByteBuffer lastPiece;
        private int drained;
        private int closed;
        private @Nullable Throwable cause;

        TransportHandler accept(InMemoryConnection accepted) {
            return this;
        }

        @Override
        public void connected(TransportConnection made) {
            connection = (InMemoryConnection) made;
        }

        @Override
        public void received(ByteBuffer piece) {
            lastPiece = piece;
            pieces.add(piece.remaining());
            byte[] copy = new byte[piece.remaining()];
            piece.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public void drained() {
            drained++;
        }

        @Override
        public void closed(@Nullable Throwable why) {
            closed++;
            cause = why;
        }
    }
}

package dev.mysqlasync.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportOptions;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NioConnectionTest {

    private static final int MUCH = 40 * 1024 * 1024;

    @TempDir
    Path directory;

    private SocketNetwork network;

    @AfterEach
    void close() {
        network.transport().close();
        network.close();
    }

    @Test
    void write_peerIsGone_failsAfterTheBytesItLeft() {
        SocketPeer peer = open(TransportOptions.DEFAULT);
        Events events = connect(peer, new Events() {
            @Override
            public void connected(TransportConnection connection) {
                connection.pauseReading();
                super.connected(connection);
            }
        });
        TransportConnection connection = events.connection();
        peer.send("goodbye".getBytes());
        network.await("bytes in the kernel", () -> peer.sent() == 7);
        peer.reset();
        network.await("the reset on its way", peer::sawEnd);
        ByteBuffer refused = ByteBuffer.allocate(10);
        ByteBuffer dropped = ByteBuffer.allocate(10);
        connection.write(refused);
        connection.write(dropped);
        assertThat(refused.remaining() + dropped.remaining()).isZero();
        connection.resumeReading();
        assertThat(events.cause()).isInstanceOf(IOException.class).isNotInstanceOf(ClosedChannelException.class);
        assertThat(events.firstBytes()).isEqualTo("goodbye".getBytes());
    }

    @Test
    void write_callerIsInterrupted_leavesConnectionOpenAndThreadInterrupted() {
        SocketPeer peer = open(TransportOptions.DEFAULT);
        Events events = connect(peer, new Events());
        TransportConnection connection = events.connection();
        Thread.currentThread().interrupt();
        connection.write(ByteBuffer.allocate(10));
        assertThat(Thread.interrupted()).isTrue();
        network.await("the bytes", () -> peer.receivedCount() == 10);
        assertThat(events.closed).isNotDone();
    }

    @Test
    void received_busyNeighbourOnTheLoop_stillHasItsTurn() {
        SocketPeer busy = open(new TransportOptions(1, true, true, 0, 0));
        SocketPeer quiet = network.listen();
        Events flood = connect(busy, new Events());
        Events trickle = connect(quiet, new Events());
        flood.connection();
        trickle.connection();
        busy.sendWithoutEnd(new byte[64 * 1024]);
        network.await("the flood", () -> flood.received.get() > 1_000_000);
        quiet.send(new byte[1]);
        network.await("the trickle", () -> trickle.received.get() == 1);
        assertThat(flood.closed).isNotDone();
    }

    @Test
    void close_peerHasMadeRoom_deliversMoreOfWhatWaits() {
        SocketPeer peer = open(TransportOptions.DEFAULT);
        peer.stopReading();
        Events events = connect(peer, new Events());
        TransportConnection connection = events.connection();
        CompletableFuture<Long> inTheKernel = new CompletableFuture<>();
        connection.execute(() -> {
            connection.write(ByteBuffer.allocate(MUCH));
            long left = MUCH - connection.pendingBytes();
            peer.startReading();
            network.await("what the kernel has", () -> peer.receivedCount() == left);
            connection.close();
            inTheKernel.complete(left);
        });
        assertThat(events.cause()).isNull();
        network.await("the peer's end", peer::sawEnd);
        assertThat(peer.receivedCount()).isGreaterThan(inTheKernel.join());
    }

    @Test
    void connect_optionsGiven_areSetOnTheSocket() throws IOException {
        SocketPeer peer = open(new TransportOptions(1, true, true, 20_000, 30_000));
        connect(peer, new Events()).connection();
        SocketChannel channel = network.channels().made().get(0);
        assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
        assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
        assertThat(channel.getOption(StandardSocketOptions.SO_SNDBUF)).isBetween(20_000, 40_000);
        assertThat(channel.getOption(StandardSocketOptions.SO_RCVBUF)).isBetween(30_000, 60_000);
    }

    @Test
    void connect_optionsOff_areNotSetOnTheSocket() throws IOException {
        SocketPeer peer = open(new TransportOptions(1, false, false, 0, 0));
        connect(peer, new Events()).connection();
        SocketChannel channel = network.channels().made().get(0);
        assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isFalse();
        assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isFalse();
    }

    private SocketPeer open(TransportOptions options) {
        network = new SocketNetwork(options, directory);
        return network.listen();
    }

    private Events connect(SocketPeer peer, Events events) {
        Deadline deadline = Deadline.after(network.transport(), Duration.ofMinutes(10));
        network.transport().connect(peer.endpoint(), deadline, events);
        return events;
    }
}

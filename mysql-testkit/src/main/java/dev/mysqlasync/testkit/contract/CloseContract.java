package dev.mysqlasync.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.mysqlasync.spi.TransportConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** How connections end. After every test, {@link ContractScene} checks that {@code closed} was called exactly once. */
@SuppressWarnings("exports") // JUnit is there for those who run these tests
public interface CloseContract extends ContractPart {

    @Test
    default void close_bytesWritten_deliversThemAndEnds() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        byte[] bytes = ContractScene.bytes(20_000);
        client.connection().write(ByteBuffer.wrap(bytes));
        client.connection().close();
        scene().awaitClosed(client);
        assertNull(client.cause());
        scene().await("the peer's end", peer::sawEnd);
        assertArrayEquals(bytes, peer.received());
    }

    @Test
    default void close_calledAgainAndAborted_tellsOnce() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        client.connection().close();
        client.connection().close();
        client.connection().abort();
        scene().awaitClosed(client);
        client.connection().close();
        scene().awaitTasks(client);
        assertEquals(1, client.closedCalls());
        assertNull(client.cause());
    }

    @Test
    default void close_peerDoesNotRead_endsWithoutWaiting() {
        ContractPeer peer = scene().network().listen();
        peer.stopReading();
        Recorder client = scene().open(peer);
        client.connection().write(ByteBuffer.wrap(new byte[WriteContract.MORE_THAN_FITS]));
        client.connection().close();
        scene().awaitClosed(client);
        assertNull(client.cause());
        assertEquals(0, client.connection().pendingBytes());
    }

    @Test
    default void close_insideReceived_receivesNoMore() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().recorder();
        client.onReceived(() -> client.connection().close());
        scene().open(peer, client);
        peer.send(ContractScene.bytes(5_000_000));
        scene().awaitClosed(client);
        assertEquals(1, client.receivedCalls());
        assertNull(client.cause());
    }

    @Test
    default void abort_bytesPending_dropsThemAtOnce() {
        ContractPeer peer = scene().network().listen();
        peer.stopReading();
        Recorder client = scene().open(peer);
        client.connection().write(ByteBuffer.wrap(new byte[WriteContract.MORE_THAN_FITS]));
        client.connection().abort();
        scene().awaitClosed(client);
        assertNull(client.cause());
        assertEquals(0, client.connection().pendingBytes());
        peer.startReading();
        scene().await("the peer's end", peer::sawEnd);
    }

    @Test
    default void peerEnds_afterBytes_isToldAsOrderly() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        byte[] bytes = ContractScene.bytes(3_000_000);
        peer.send(bytes);
        peer.end();
        scene().awaitClosed(client);
        assertNull(client.cause());
        assertArrayEquals(bytes, client.bytes());
    }

    @Test
    default void peerResets_isToldAsFailure() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        peer.send(new byte[1]);
        scene().await("a byte", () -> client.byteCount() == 1);
        peer.reset();
        scene().awaitClosed(client);
        assertInstanceOf(IOException.class, client.cause());
    }

    @Test
    default void connected_throws_closesWithTheException() {
        RuntimeException failure = new IllegalStateException("from connected");
        Recorder client = scene().recorder().onConnected(connection -> {
            throw failure;
        });
        scene().attempt(scene().network().listen().endpoint(), java.time.Duration.ofMinutes(10), client);
        scene().awaitClosed(client);
        assertSame(failure, client.cause());
    }

    @Test
    default void received_throws_closesWithTheException() {
        RuntimeException failure = new IllegalStateException("from received");
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().recorder().onReceived(() -> {
            throw failure;
        });
        scene().open(peer, client);
        peer.send(ContractScene.bytes(1_000_000));
        scene().awaitClosed(client);
        assertSame(failure, client.cause());
        assertEquals(1, client.receivedCalls());
        scene().await("the peer's end", peer::sawEnd);
    }

    @Test
    default void task_throws_closesWithTheException() {
        RuntimeException failure = new IllegalStateException("from a task");
        Recorder client = scene().open(scene().network().listen());
        client.connection().execute(() -> {
            throw failure;
        });
        scene().awaitClosed(client);
        assertSame(failure, client.cause());
    }

    @Test
    default void task_throwsAnError_closesWithIt() {
        Error failure = new StackOverflowError("from a task");
        Recorder client = scene().open(scene().network().listen());
        client.connection().execute(() -> {
            throw failure;
        });
        scene().awaitClosed(client);
        assertSame(failure, client.cause());
    }

    @Test
    default void closedConnection_methodsThatMoveBytes_doNothing() {
        Recorder client = scene().open(scene().network().listen());
        TransportConnection connection = client.connection();
        connection.close();
        scene().awaitClosed(client);
        ByteBuffer bytes = ByteBuffer.allocate(10);
        connection.write(bytes);
        connection.pauseReading();
        connection.resumeReading();
        connection.abort();
        scene().awaitTasks(client);
        assertFalse(bytes.hasRemaining());
        assertEquals(0, connection.pendingBytes());
        assertEquals(1, client.closedCalls());
    }

    @Test
    default void closeTransport_openConnections_areClosedInOrder() {
        List<Recorder> clients = List.of(
                scene().open(scene().network().listen()),
                scene().open(scene().network().listen()),
                scene().open(scene().network().listen()));
        scene().transport().close();
        scene().transport().close();
        for (Recorder client : clients) {
            scene().awaitClosed(client);
            assertInstanceOf(CancellationException.class, client.cause());
        }
    }

    @Test
    default void closeTransport_insideCallback_closesItsConnectionAfterReturn() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().recorder();
        client.onReceived(() -> scene().transport().close());
        scene().open(peer, client);
        peer.send(new byte[1]);
        scene().awaitClosed(client);
        assertInstanceOf(CancellationException.class, client.cause());
    }
}

package dev.mysqlasync.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mysqlasync.spi.TransportConnection;
import org.junit.jupiter.api.Test;

/** How bytes arrive, and how reading is paused. */
@SuppressWarnings("exports") // JUnit is there for those who run these tests
public interface ReceiveContract extends ContractPart {

    /** More bytes than a kernel buffers for a reader that does not read. */
    int MUCH = 40 * 1024 * 1024;

    @Test
    default void received_oneByte_arrives() {
        assertArrives(1);
    }

    @Test
    default void received_sizesAroundTheBuffers_arriveInOrder() {
        for (int size : new int[] {2, 4095, 65_535, 65_536, 65_537, 131_073}) {
            assertArrives(size);
        }
    }

    @Test
    default void received_fortyMebibytes_arriveInOrder() {
        assertArrives(MUCH);
    }

    private void assertArrives(int size) {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        byte[] bytes = ContractScene.bytes(size);
        peer.send(bytes);
        scene().await(size + " bytes", () -> client.byteCount() >= size);
        assertArrayEquals(bytes, client.bytes());
    }

    @Test
    default void received_manySmallPieces_arriveInOrder() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        byte[] bytes = ContractScene.bytes(2000);
        for (byte each : bytes) {
            peer.send(new byte[] {each});
        }
        scene().await("all", () -> client.byteCount() >= bytes.length);
        assertArrayEquals(bytes, client.bytes());
    }

    @Test
    default void pauseReading_insideReceived_stopsBytesAtOnce() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().recorder();
        client.onReceived(() -> client.connection().pauseReading());
        scene().open(peer, client);
        peer.send(ContractScene.bytes(1_000_000));
        scene().await("the first bytes", () -> client.receivedCalls() > 0);
        for (int i = 0; i < 20; i++) {
            scene().awaitTasks(client);
        }
        assertEquals(1, client.receivedCalls());
    }

    @Test
    default void pauseReading_insideTask_stopsBytesAtOnce() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        peer.send(ContractScene.bytes(MUCH));
        scene().await("the first bytes", () -> client.receivedCalls() > 0);
        int[] calls = {-1};
        client.connection().execute(() -> {
            client.connection().pauseReading();
            calls[0] = client.receivedCalls();
        });
        for (int i = 0; i < 20; i++) {
            scene().awaitTasks(client);
        }
        assertEquals(calls[0], client.receivedCalls());
    }

    @Test
    default void pauseReading_insideConnected_stopsBytesFromTheStart() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().recorder().onConnected(TransportConnection::pauseReading);
        scene().open(peer, client);
        byte[] bytes = ContractScene.bytes(100_000);
        peer.send(bytes);
        for (int i = 0; i < 20; i++) {
            scene().awaitTasks(client);
        }
        assertEquals(0, client.receivedCalls());
        client.connection().resumeReading();
        scene().await("all", () -> client.byteCount() >= bytes.length);
        assertArrayEquals(bytes, client.bytes());
    }

    @Test
    default void pauseReading_outside_letsAtMostOneMoreCallFollow() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        peer.send(ContractScene.bytes(MUCH));
        scene().await("the first bytes", () -> client.receivedCalls() > 0);
        client.connection().pauseReading();
        int calls = client.receivedCalls();
        for (int i = 0; i < 20; i++) {
            scene().awaitTasks(client);
        }
        assertTrue(client.receivedCalls() <= calls + 1);
    }

    @Test
    default void resumeReading_afterEachPiece_losesNothing() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().recorder();
        client.onReceived(() -> {
            client.connection().pauseReading();
            client.connection().execute(() -> client.connection().resumeReading());
        });
        scene().open(peer, client);
        byte[] bytes = ContractScene.bytes(2_000_000);
        peer.send(bytes);
        scene().await("all", () -> client.byteCount() >= bytes.length);
        assertArrayEquals(bytes, client.bytes());
    }

    @Test
    default void resumeReading_fromOtherThread_losesNothing() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        byte[] bytes = ContractScene.bytes(10_000_000);
        peer.send(bytes);
        scene().await("all", () -> {
            client.connection().pauseReading();
            client.connection().resumeReading();
            return client.byteCount() >= bytes.length;
        });
        assertArrayEquals(bytes, client.bytes());
    }

    @Test
    default void peerEnds_whilePaused_isToldAfterTheBytesBeforeIt() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().recorder().onConnected(TransportConnection::pauseReading);
        scene().open(peer, client);
        byte[] bytes = ContractScene.bytes(50_000);
        peer.send(bytes);
        peer.end();
        for (int i = 0; i < 20; i++) {
            scene().awaitTasks(client);
        }
        assertEquals(0, client.closedCalls());
        client.connection().resumeReading();
        scene().awaitClosed(client);
        assertNull(client.cause());
        assertArrayEquals(bytes, client.bytes());
    }
}

package dev.mysqlasync.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How bytes are written. */
@SuppressWarnings("exports") // JUnit is there for those who run these tests
public interface WriteContract extends ContractPart {

    /** More bytes than a kernel buffers for a peer that does not read. */
    int MORE_THAN_FITS = 40 * 1024 * 1024;

    @Test
    default void write_oneByte_arrives() {
        assertLeaves(1);
    }

    @Test
    default void write_sizesAroundTheBuffers_arriveInOrder() {
        for (int size : new int[] {2, 4095, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073}) {
            assertLeaves(size);
        }
    }

    @Test
    default void write_fortyMebibytes_arriveInOrder() {
        assertLeaves(MORE_THAN_FITS);
    }

    private void assertLeaves(int size) {
        ContractPeer peer = scene().network().listen();
        byte[] bytes = ContractScene.bytes(size);
        scene().open(peer).connection().write(ByteBuffer.wrap(bytes));
        scene().await(size + " bytes", () -> peer.receivedCount() >= size);
        assertArrayEquals(bytes, peer.received());
    }

    @Test
    default void write_buffersOfAllKinds_arriveInOrder() {
        ContractPeer peer = scene().network().listen();
        byte[] bytes = ContractScene.bytes(200_000);
        ByteBuffer direct = ByteBuffer.allocateDirect(100_000).put(bytes, 10, 100_000);
        ByteBuffer[] buffers = {
            ByteBuffer.allocate(0),
            ByteBuffer.wrap(bytes, 0, 4),
            ByteBuffer.wrap(bytes, 4, 6).asReadOnlyBuffer(),
            direct.flip(),
            ByteBuffer.allocateDirect(0),
            ByteBuffer.wrap(bytes, 100_010, 99_990).slice()
        };
        scene().open(peer).connection().write(buffers);
        assertTrue(Arrays.stream(buffers).noneMatch(ByteBuffer::hasRemaining));
        scene().await("all", () -> peer.receivedCount() >= bytes.length);
        assertArrayEquals(bytes, peer.received());
    }

    @Test
    default void write_thousandsOfBuffers_arriveInOrder() {
        ContractPeer peer = scene().network().listen();
        byte[] bytes = ContractScene.bytes(15_000);
        ByteBuffer[] buffers = new ByteBuffer[5000];
        Arrays.setAll(buffers, i -> ByteBuffer.wrap(bytes, 3 * i, 3));
        scene().open(peer).connection().write(buffers);
        scene().await("all", () -> peer.receivedCount() >= bytes.length);
        assertArrayEquals(bytes, peer.received());
    }

    @Test
    default void write_insideConnected_arrivesFirst() {
        ContractPeer peer = scene().network().listen();
        Recorder client =
                scene().recorder().onConnected(connection -> connection.write(ByteBuffer.wrap(new byte[] {1, 2})));
        scene().open(peer, client).connection().write(ByteBuffer.wrap(new byte[] {3}));
        scene().await("all", () -> peer.receivedCount() >= 3);
        assertArrayEquals(new byte[] {1, 2, 3}, peer.received());
    }

    @Test
    default void write_bufferChangedAfterReturn_arrivesAsItWas() {
        ContractPeer peer = scene().network().listen();
        peer.stopReading();
        byte[] bytes = ContractScene.bytes(MORE_THAN_FITS);
        ByteBuffer buffer = ByteBuffer.wrap(bytes.clone());
        scene().open(peer).connection().write(buffer);
        assertEquals(0, buffer.remaining());
        Arrays.fill(buffer.array(), (byte) 0);
        peer.startReading();
        scene().await("all", () -> peer.receivedCount() >= bytes.length);
        assertArrayEquals(bytes, peer.received());
    }

    @Test
    default void pendingBytes_peerDoesNotRead_countsWhatHasNotLeft() {
        ContractPeer peer = scene().network().listen();
        peer.stopReading();
        Recorder client = scene().open(peer);
        client.connection().write(ByteBuffer.wrap(new byte[MORE_THAN_FITS]));
        scene().awaitTasks(client);
        long pending = client.connection().pendingBytes();
        assertTrue(pending > 0 && pending < MORE_THAN_FITS, () -> pending + " bytes pending");
        client.connection().write(ByteBuffer.wrap(new byte[MORE_THAN_FITS]), ByteBuffer.allocate(24));
        assertTrue(client.connection().pendingBytes() > MORE_THAN_FITS);
        assertEquals(0, client.drainedCalls());
    }

    @Test
    default void drained_peerReadsAgain_isCalledOnceWithNothingPending() {
        ContractPeer peer = scene().network().listen();
        peer.stopReading();
        long[] pendingThen = {-1};
        Recorder client = scene().recorder();
        client.onDrained(() -> pendingThen[0] = client.connection().pendingBytes());
        scene().open(peer, client);
        client.connection().write(ByteBuffer.wrap(new byte[MORE_THAN_FITS]));
        peer.startReading();
        scene().await("drained", () -> client.drainedCalls() > 0);
        scene().await("all", () -> peer.receivedCount() >= MORE_THAN_FITS);
        scene().awaitTasks(client);
        assertEquals(0, pendingThen[0]);
        assertEquals(1, client.drainedCalls());
    }

    @Test
    default void write_fromManyThreads_keepsEachCallTogetherAndEachThreadInOrder() throws InterruptedException {
        int threads = 8;
        int calls = 500;
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            byte name = (byte) i;
            writers.add(new Thread(() -> writeNumbered(client, name, calls)));
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        int total = threads * calls * 300;
        scene().await("all", () -> peer.receivedCount() >= total);
        assertNumbered(ByteBuffer.wrap(peer.received()), threads, calls);
    }

    private static void writeNumbered(Recorder client, byte name, int calls) {
        for (int call = 0; call < calls; call++) {
            byte[] body = new byte[295];
            Arrays.fill(body, name);
            ByteBuffer head = ByteBuffer.allocate(5).put(name).putInt(call).flip();
            client.connection().write(head, ByteBuffer.wrap(body));
        }
    }

    private static void assertNumbered(ByteBuffer received, int threads, int calls) {
        int[] next = new int[threads];
        byte[] body = new byte[295];
        byte[] expected = new byte[295];
        while (received.hasRemaining()) {
            byte name = received.get();
            assertEquals(next[name]++, received.getInt());
            received.get(body);
            Arrays.fill(expected, name);
            assertArrayEquals(expected, body);
        }
        assertTrue(Arrays.stream(next).allMatch(count -> count == calls));
    }

    @Test
    default void write_manySmallOnesBehindABlockedOne_arriveInOrder() {
        ContractPeer peer = scene().network().listen();
        peer.stopReading();
        Recorder client = scene().open(peer);
        byte[] bytes = ContractScene.bytes(MORE_THAN_FITS + 30_000);
        client.connection().write(ByteBuffer.wrap(bytes, 0, MORE_THAN_FITS));
        for (int i = 0; i < 10_000; i++) {
            client.connection().write(ByteBuffer.wrap(bytes, MORE_THAN_FITS + 3 * i, 3));
        }
        peer.startReading();
        scene().await("all", () -> peer.receivedCount() >= bytes.length);
        assertArrayEquals(bytes, peer.received());
    }
}

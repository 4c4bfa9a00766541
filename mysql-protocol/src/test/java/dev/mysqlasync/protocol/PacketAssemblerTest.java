package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketAssemblerTest {

    private static final int FULL = PacketAssembler.FULL_FRAME;

    private final PacketAssembler assembler = new PacketAssembler();

    @Test
    void next_nothingReceived_findsNothing() {
        assertThat(assembler.next()).isFalse();
        assertThat(assembler.unread()).isZero();
    }

    @Test
    void next_twoPacketsInOnePiece_areFoundInTurn() {
        append(1, 0, 0, 7, 0x41, 0, 0, 0, 8, 2, 0);

        assertThat(assembler.next()).isTrue();
        assertThat(payload()).containsExactly(0x41);
        assertThat(assembler.sequence()).isEqualTo(7);
        assertThat(assembler.frames()).isOne();
        assertThat(assembler.next()).isTrue();
        assertThat(payload()).isEmpty();
        assertThat(assembler.sequence()).isEqualTo(8);
        assertThat(assembler.next()).isFalse();
        assertThat(assembler.unread()).isEqualTo(2);
    }

    @Test
    void again_thePacketIsKeptAndFoundOnceMore() {
        append(1, 0, 0, 7, 0x41, 1, 0, 0, 8, 0x42, 1, 0);
        assembler.next();
        assembler.again();
        assembler.append(ByteBuffer.wrap(new byte[100_000]));

        assertThat(assembler.unread()).isEqualTo(8 + 100_000);
        assertThat(assembler.next()).isTrue();
        assertThat(payload()).containsExactly(0x41);
        assertThat(assembler.sequence()).isEqualTo(7);
        assertThat(assembler.next()).isTrue();
        assertThat(payload()).containsExactly(0x42);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void next_streamInRandomChunks_givesTheSamePackets(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> sent = new ArrayList<>();
        PayloadWriter stream = stream(random, sent);
        List<byte[]> found = new ArrayList<>();

        for (int at = 0; at < stream.size(); ) {
            int length = Math.min(random.nextInt(random.nextBoolean() ? 4 : 5_000), stream.size() - at);
            assembler.append(ByteBuffer.wrap(stream.buffer(), at, length));
            at += length;
            drain(found);
        }

        assertThat(found.toArray(byte[][]::new)).isDeepEqualTo(sent.toArray(byte[][]::new));
    }

    @Test
    void next_streamByteByByte_givesTheSamePackets() {
        List<byte[]> sent = new ArrayList<>();
        PayloadWriter stream = stream(new SplittableRandom(4), sent);
        List<byte[]> found = new ArrayList<>();

        for (int at = 0; at < stream.size(); at++) {
            assembler.append(ByteBuffer.wrap(stream.buffer(), at, 1));
            drain(found);
        }

        assertThat(found.toArray(byte[][]::new)).isDeepEqualTo(sent.toArray(byte[][]::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {FULL - 1, FULL, FULL + 1, 2 * FULL - 1, 2 * FULL, 2 * FULL + 1})
    void next_longPacket_isJoinedWhole(int length) {
        byte[] payload = LongPayload.of(length);
        PayloadWriter stream = framed(payload, 255);
        PacketFramer.end(stream, PacketFramer.begin(stream), 0);
        int frames = length / FULL + 1;

        assembler.append(ByteBuffer.wrap(stream.buffer(), 0, stream.size()));

        assertThat(assembler.next()).isTrue();
        assertPayload(payload);
        assertThat(assembler.sequence()).isEqualTo(255);
        assertThat(assembler.frames()).isEqualTo(frames);
        assertThat(assembler.next()).as("the packet after").isTrue();
        assertThat(payload()).isEmpty();
        assertThat(assembler.unread()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {FULL, 2 * FULL, 2 * FULL + 1})
    void next_longPacketInChunks_isJoinedWhole(int length) {
        byte[] payload = LongPayload.of(length);
        PayloadWriter stream = framed(payload, 0);
        SplittableRandom random = new SplittableRandom(length);

        boolean found = false;
        for (int at = 0; at < stream.size(); ) {
            assertThat(found).as("found %d bytes too early", stream.size() - at).isFalse();
            int chunk = Math.min(random.nextInt(1, 100_000), stream.size() - at);
            assembler.append(ByteBuffer.wrap(stream.buffer(), at, chunk));
            at += chunk;
            found = assembler.next();
        }

        assertThat(found).isTrue();
        assertPayload(payload);
    }

    @Test
    void next_emptyLastFrameInBytes_endsThePacketWithItsLastByte() {
        PayloadWriter stream = framed(LongPayload.of(FULL), 0);
        assembler.append(ByteBuffer.wrap(stream.buffer(), 0, stream.size() - 4));
        for (int at = stream.size() - 4; at < stream.size(); at++) {
            assertThat(assembler.next()).isFalse();
            assembler.append(ByteBuffer.wrap(stream.buffer(), at, 1));
        }

        assertThat(assembler.next()).isTrue();
        assertThat(payload()).hasSize(FULL);
    }

    @Test
    void next_continuationWithAnotherSequence_isRefused() {
        PayloadWriter stream = framed(new byte[FULL], 5);
        stream.setInt1(stream.size() - 1, 5);
        assembler.append(ByteBuffer.wrap(stream.buffer(), 0, stream.size()));

        assertThatThrownBy(assembler::next)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("sequence id 5 instead of 6");
    }

    @Test
    void next_packetAtTheLimit_isTaken() {
        assembler.maxPayload(2);
        append(2, 0, 0, 0, 1, 2);

        assertThat(assembler.next()).isTrue();
    }

    @Test
    void next_packetOverTheLimit_isRefusedByItsHeaderAlone() {
        assembler.maxPayload(2);
        append(3, 0, 0, 0);

        assertThatThrownBy(assembler::next).isInstanceOfSatisfying(PacketTooLargeException.class, tooLarge -> {
            assertThat(tooLarge.size()).isEqualTo(3);
            assertThat(tooLarge.limit()).isEqualTo(2);
        });
    }

    @Test
    void next_joinedPacketOverTheLimit_isRefusedByTheContinuationsHeader() {
        assembler.maxPayload(FULL + 1);
        PayloadWriter stream = framed(new byte[FULL + 2], 0);
        assembler.append(ByteBuffer.wrap(stream.buffer(), 0, stream.size() - 2));

        assertThatThrownBy(assembler::next).isInstanceOf(PacketTooLargeException.class);
    }

    @Test
    void append_headerThatClaims16MiB_growsTheBufferByWhatCame() {
        append(0xFE, 0xFF, 0xFF, 0, 1, 2, 3);

        assertThat(assembler.next()).isFalse();
        assertThat(assembler.buffer()).hasSizeLessThan(10_000);
    }

    @Test
    void append_manyPackets_doesNotGrowTheBuffer() {
        byte[] packet = framed(new byte[1_000], 0).toByteArray();
        for (int i = 0; i < 10_000; i++) {
            assembler.append(ByteBuffer.wrap(packet));
            assertThat(assembler.next()).isTrue();
        }

        assertThat(assembler.buffer()).hasSizeLessThan(10_000);
    }

    @Test
    void shrink_afterALargePacket_givesTheMemoryBackAndGoesOn() {
        byte[] packet = framed(new byte[1_000_000], 0).toByteArray();
        assembler.append(ByteBuffer.wrap(packet));
        assembler.next();

        assembler.shrink();

        assertThat(assembler.buffer()).isEmpty();
        append(1, 0, 0, 0, 0x42);
        assertThat(assembler.next()).isTrue();
        assertThat(payload()).containsExactly(0x42);
    }

    @Test
    void shrink_withBytesUnread_keepsThem() {
        byte[] packet = framed(new byte[1_000_000], 0).toByteArray();
        assembler.append(ByteBuffer.wrap(packet));
        append(1, 0, 0);
        assembler.next();

        assembler.shrink();

        append(0, 0x42);
        assertThat(assembler.next()).isTrue();
        assertThat(payload()).containsExactly(0x42);
    }

    private static PayloadWriter stream(SplittableRandom random, List<byte[]> packets) {
        PayloadWriter stream = new PayloadWriter();
        for (int i = 0; i < 500; i++) {
            byte[] payload = new byte[random.nextInt(random.nextInt(10) == 0 ? 10_000 : 20)];
            random.nextBytes(payload);
            packets.add(payload);
            int start = PacketFramer.begin(stream);
            stream.writeBytes(payload);
            PacketFramer.end(stream, start, i);
        }
        return stream;
    }

    private static PayloadWriter framed(byte[] payload, int sequence) {
        PayloadWriter stream = new PayloadWriter();
        int start = PacketFramer.begin(stream);
        stream.writeBytes(payload);
        PacketFramer.end(stream, start, sequence);
        return stream;
    }

    private void append(int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        for (int value : bytes) {
            buffer.put((byte) value);
        }
        assembler.append(buffer.flip());
    }

    private void drain(List<byte[]> found) {
        while (assembler.next()) {
            assertThat(assembler.sequence()).isEqualTo(found.size() & 0xFF);
            found.add(payload());
        }
    }

    private byte[] payload() {
        return Arrays.copyOfRange(assembler.buffer(), assembler.payloadStart(), assembler.payloadEnd());
    }

    private void assertPayload(byte[] expected) {
        assertThat(Arrays.equals(payload(), expected))
                .as("the payload is as sent")
                .isTrue();
    }
}

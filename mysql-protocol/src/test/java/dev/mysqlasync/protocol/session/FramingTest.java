package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.PacketAssembler;
import dev.mysqlasync.protocol.PacketFramer;
import dev.mysqlasync.protocol.PacketTooLargeException;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

    private static final int FULL = PacketAssembler.FULL_FRAME;

    private final PacketAssembler assembler = new PacketAssembler();

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "16777214,1", "16777215,2", "16777216,2", "33554430,3", "33554431,3"})
    void payload_ofAnyLength_takesAFrameForEach16MiBAndOneToEndIt(int length, int frames) {
        byte[] payload = random(length, length);
        byte[] framed = frame(payload, 254);
        assertThat(framed).hasSize(length + 4 * frames);
        assembler.append(ByteBuffer.wrap(framed));
        assertThat(assembler.next()).isTrue();
        assertThat(payload()).isEqualTo(payload);
        assertThat(assembler.sequence()).isEqualTo(254);
        assertThat(assembler.frames()).isEqualTo(frames);
        assertThat(assembler.unread()).isZero();
        assertThat(assembler.next()).isFalse();
    }

    @Test
    void sequenceId_afterAPayload_countsItsFramesAndWraps() {
        PayloadWriter out = new PayloadWriter();
        int start = PacketFramer.begin(out);
        out.writeZeros(2 * FULL);
        assertThat(PacketFramer.end(out, start, 254)).isEqualTo(1);
        assertThat(header(out, start)).isEqualTo(0xFF_FF_FF_FE);
        assertThat(header(out, start + 4 + FULL)).isEqualTo(0xFF_FF_FF_FF);
        assertThat(header(out, start + 8 + 2 * FULL)).isZero();
    }

    @Test
    void payload_thatFillsItsFrame_waitsForTheOneThatEndsIt() {
        byte[] payload = random(FULL, 1);
        byte[] framed = frame(payload, 0);
        assembler.append(ByteBuffer.wrap(framed, 0, framed.length - 4));
        assertThat(assembler.next()).isFalse();
        assembler.append(ByteBuffer.wrap(framed, framed.length - 4, 4));
        assertThat(assembler.next()).isTrue();
        assertThat(payload()).isEqualTo(payload);
    }

    @Test
    void packet_behindALongOne_isLeftInPlace() {
        PayloadWriter out = new PayloadWriter();
        out.writeBytes(frame(random(FULL, 1), 0)).writeBytes(frame(new byte[] {42}, 7));
        assembler.append(ByteBuffer.wrap(out.toByteArray()));
        assertThat(assembler.next()).isTrue();
        assertThat(assembler.next()).isTrue();
        assertThat(payload()).containsExactly(42);
        assertThat(assembler.sequence()).isEqualTo(7);
        assertThat(assembler.frames()).isEqualTo(1);
    }

    @Test
    void frame_withinAPacket_outOfSequence_isRefused() {
        byte[] framed = frame(new byte[FULL + 1], 3);
        framed[4 + FULL + 3] = 5;
        assembler.append(ByteBuffer.wrap(framed));
        assertThatThrownBy(assembler::next)
                .isInstanceOf(ProtocolException.class)
                .hasMessage("frame 1 of a packet has sequence id 5 instead of 4");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void packets_inRandomPieces_comeOutAsTheyWentIn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> payloads = new ArrayList<>();
        PayloadWriter out = new PayloadWriter();
        for (int i = 0; i < 200; i++) {
            byte[] payload = random(random.nextInt(random.nextInt(10) == 0 ? 50_000 : 300), random.nextLong());
            payloads.add(payload);
            out.writeBytes(frame(payload, i));
        }
        List<byte[]> found = new ArrayList<>();
        for (int at = 0; at < out.size(); ) {
            int piece = Math.min(1 + random.nextInt(20_000), out.size() - at);
            assembler.append(ByteBuffer.wrap(out.buffer(), at, piece));
            at += piece;
            while (assembler.next()) {
                found.add(payload());
            }
        }
        assertThat(found).usingElementComparator(Arrays::compare).containsExactlyElementsOf(payloads);
    }

    @Test
    void header_thatClaims16MiB_reservesNothingForThem() {
        assembler.append(ByteBuffer.wrap(new byte[] {-2, -1, -1, 0, 42}));
        assertThat(assembler.next()).isFalse();
        assertThat(assembler.buffer().length).isLessThanOrEqualTo(4096);
    }

    @Test
    void payload_overTheLimit_isRefusedByItsHeader() {
        assembler.maxPayload(100);
        assembler.append(ByteBuffer.wrap(new byte[] {101, 0, 0, 0}));
        assertThatThrownBy(assembler::next)
                .isInstanceOfSatisfying(
                        PacketTooLargeException.class, e -> assertThat(e.size()).isEqualTo(101));
    }

    @Test
    void payload_ofTheLimitsLength_isTaken() {
        assembler.maxPayload(100);
        assembler.append(ByteBuffer.wrap(frame(new byte[100], 0)));
        assertThat(assembler.next()).isTrue();
    }

    @Test
    void payload_overTheLimitOnlyWithItsSecondFrame_isRefusedByThatHeader() {
        assembler.maxPayload(FULL + 10);
        assembler.append(ByteBuffer.wrap(frame(new byte[FULL + 11], 0), 0, 4 + FULL + 4));
        assertThatThrownBy(assembler::next)
                .isInstanceOfSatisfying(
                        PacketTooLargeException.class, e -> assertThat(e.size()).isEqualTo(FULL + 11));
    }

    @Test
    void shrink_afterALongPacket_givesItsMemoryBack() {
        assembler.append(ByteBuffer.wrap(frame(new byte[1 << 20], 0)));
        assertThat(assembler.next()).isTrue();
        assembler.shrink();
        assertThat(assembler.buffer()).isEmpty();
        assembler.append(ByteBuffer.wrap(frame(new byte[] {7}, 0)));
        assertThat(assembler.next()).isTrue();
        assertThat(payload()).containsExactly(7);
    }

    @Test
    void shrink_withBytesUnread_keepsThem() {
        byte[] two = new PayloadWriter()
                .writeBytes(frame(new byte[1 << 20], 0))
                .writeBytes(frame(new byte[] {7}, 1))
                .toByteArray();
        assembler.append(ByteBuffer.wrap(two));
        assertThat(assembler.next()).isTrue();
        assembler.shrink();
        assertThat(assembler.unread()).isEqualTo(5);
        assertThat(assembler.next()).isTrue();
        assertThat(payload()).containsExactly(7);
    }

    private byte[] payload() {
        return Arrays.copyOfRange(assembler.buffer(), assembler.payloadStart(), assembler.payloadEnd());
    }

    private static int header(PayloadWriter out, int at) {
        return ByteBuffer.wrap(out.buffer()).getInt(at);
    }

    private static byte[] frame(byte[] payload, int sequence) {
        PayloadWriter out = new PayloadWriter();
        int start = PacketFramer.begin(out);
        out.writeBytes(payload);
        PacketFramer.end(out, start, sequence);
        return out.toByteArray();
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}

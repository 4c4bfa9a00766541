package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketFramerTest {

    private final PayloadWriter out = new PayloadWriter();

    @Test
    void end_emptyPayload_isAHeaderAlone() {
        int start = PacketFramer.begin(out);

        assertThat(PacketFramer.end(out, start, 3)).isEqualTo(4);
        assertThat(out.toByteArray()).containsExactly(0, 0, 0, 3);
    }

    @Test
    void end_packetsOneAfterAnother_haveTheirOwnHeaders() {
        int first = PacketFramer.begin(out);
        out.writeInt1(0x0e);
        PacketFramer.end(out, first, 0);
        int second = PacketFramer.begin(out);
        out.writeInt2(0x0201);
        PacketFramer.end(out, second, 0);

        assertThat(out.toByteArray()).containsExactly(1, 0, 0, 0, 0x0e, 2, 0, 0, 0, 1, 2);
    }

    @Test
    void end_sequenceOf255_goesOnWith0() {
        assertThat(PacketFramer.end(out, PacketFramer.begin(out), 255)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "16777214, 1",
        "16777215, 2",
        "16777216, 2",
        "33554429, 2",
        "33554430, 3",
        "33554431, 3",
    })
    void end_longPayload_isSplitInto16MiBFramesAndAShorterLastOne(int length, int frames) {
        out.writeInt1(0x77); // a packet before, which stays as it is
        int start = PacketFramer.begin(out);
        byte[] payload = LongPayload.of(length);
        out.writeBytes(payload);

        int next = PacketFramer.end(out, start, 254);

        assertThat(next).isEqualTo((254 + frames) & 0xFF);
        assertThat(out.size()).isEqualTo(1 + length + 4 * frames);
        assertThat(out.buffer()[0]).isEqualTo((byte) 0x77);
        assertFrames(payload, frames);
    }

    private void assertFrames(byte[] payload, int frames) {
        byte[] buffer = out.buffer();
        int at = 1;
        for (int frame = 0; frame < frames; frame++) {
            int from = frame * 0xFFFFFF;
            int length = Math.min(payload.length - from, 0xFFFFFF);
            assertThat(new byte[] {buffer[at], buffer[at + 1], buffer[at + 2], buffer[at + 3]})
                    .containsExactly(length, length >> 8, length >> 16, 254 + frame);
            assertThat(Arrays.equals(buffer, at + 4, at + 4 + length, payload, from, from + length))
                    .as("frame %d", frame)
                    .isTrue();
            at += 4 + length;
        }
    }
}

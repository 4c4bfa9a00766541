package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves piece by piece is what one buffer with all of it would hold. */
class PacketQueueTest {

    private static final int PIECE = 256 * 1024;
    private static final int FULL = PacketAssembler.FULL_FRAME;
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final PacketQueue queue = new PacketQueue();
    private final PayloadWriter expected = new PayloadWriter();
    private int longestPiece;

    private int add(Consumer<PayloadWriter> payload, int sequence) {
        int start = PacketFramer.begin(expected);
        payload.accept(expected);
        int next = PacketFramer.end(expected, start, sequence);
        assertThat(queue.add(payload, sequence, UNLIMITED)).isEqualTo(next);
        return next;
    }

    private byte[] drained() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (!queue.isEmpty()) {
            ByteBuffer piece = queue.next();
            longestPiece = Math.max(longestPiece, piece.remaining());
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            all.writeBytes(bytes);
            queue.taken();
        }
        assertThat(queue.size()).isZero();
        return all.toByteArray();
    }

    private void assertSame() {
        assertThat(Arrays.equals(drained(), expected.toByteArray())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4095, 4096, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, FULL - 2, FULL - 1, FULL, 2 * FULL - 1})
    void add_textOfAnyLength_isFramedAsAWhole(int length) {
        add(out -> out.writeInt1(3).writeString("x".repeat(length)), 250);
        assertSame();
    }

    @ParameterizedTest
    @CsvSource({"é, 700000", "€, 400000", "😀, 300000", "a😀, 300000"})
    void add_textOfLongCharacters_splitsNone(String character, int count) {
        add(out -> out.writeLenencString(character.repeat(count)), 0);
        assertSame();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void add_packetsOfAllKinds_leaveInTheirOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int sequence = 0;
        for (int packet = 0; packet < 12; packet++) {
            List<Object> values = values(random);
            sequence = add(out -> values.forEach(value -> write(out, value)), sequence);
        }
        assertSame();
    }

    private static List<Object> values(SplittableRandom random) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int length = random.nextInt(1 << random.nextInt(1, 20));
            switch (random.nextInt(3)) {
                case 0 -> values.add(random.nextInt());
                case 1 -> values.add("aé€😀".repeat(length / 6));
                default -> {
                    byte[] bytes = new byte[length];
                    random.nextBytes(bytes);
                    values.add(bytes);
                }
            }
        }
        return values;
    }

    private static void write(PayloadWriter out, Object value) {
        if (value instanceof Integer number) {
            out.writeInt4(number);
        } else if (value instanceof String text) {
            out.writeLenencString(text);
        } else {
            out.writeLenencBytes((byte[]) value);
        }
    }

    @Test
    void next_longPacket_isAPieceOfIt() {
        add(out -> out.writeInt1(1), 0);
        add(out -> out.writeString("x".repeat(5 << 20)), 0);
        add(out -> out.writeInt1(1), 0);

        assertThat(queue.size()).isGreaterThan(5 << 20);
        assertSame();
        assertThat(longestPiece).isBetween(PIECE, PIECE + 8);
    }

    @Test
    void next_shortPackets_areAllAtOnce() {
        for (int i = 0; i < 100; i++) {
            add(out -> out.writeString("x".repeat(5000)), 0);
        }
        byte[] all = expected.toByteArray();

        assertSame();
        assertThat(longestPiece).isEqualTo(all.length);
    }

    @Test
    void add_longerThanTheLimit_leavesNothingOfItself() {
        add(out -> out.writeString("x".repeat(2 << 20)), 0);
        assertThatThrownBy(() -> queue.add(out -> out.writeString("é".repeat(5000)), 0, 9_999))
                .isInstanceOfSatisfying(
                        PacketTooLargeException.class, e -> assertThat(e.size()).isEqualTo(10_000));
        add(out -> out.writeInt1(1), 0);
        assertSame();
    }

    @Test
    void add_textThatCannotBeEncoded_isRefusedBeforeAnythingLeaves() {
        assertThatThrownBy(() -> queue.add(out -> out.writeString("x".repeat(2 << 20) + "\uD800"), 0, UNLIMITED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(queue.isEmpty()).isTrue();
    }
}

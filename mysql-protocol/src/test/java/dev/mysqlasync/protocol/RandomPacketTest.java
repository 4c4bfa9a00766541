package dev.mysqlasync.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come, a decoder answers with a packet or a {@link ProtocolException}. */
class RandomPacketTest {

    private static final int ROUNDS = 3_000;

    static List<GoldenPacket<?>> packets() {
        return GoldenPacketTest.packets();
    }

    @ParameterizedTest
    @MethodSource("packets")
    void decode_goldenPacketWithWrongBytes_givesAPacketOrAProtocolException(GoldenPacket<?> packet) {
        SplittableRandom random = new SplittableRandom(20);
        for (int round = 0; round < ROUNDS; round++) {
            decode(packet, damaged(packet.payload(), random));
        }
    }

    @ParameterizedTest
    @MethodSource("packets")
    void decode_randomBytesAfterTheHeader_givesAPacketOrAProtocolException(GoldenPacket<?> packet) {
        SplittableRandom random = new SplittableRandom(21);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] payload = new byte[1 + random.nextInt(80)];
            random.nextBytes(payload);
            payload[0] = packet.payload()[0];
            decode(packet, payload);
        }
    }

    private static byte[] damaged(byte[] payload, SplittableRandom random) {
        byte[] damaged = Arrays.copyOf(payload, payload.length + random.nextInt(-1, 3));
        int errors = random.nextInt(1, 5);
        for (int i = 0; i < errors && damaged.length > 1; i++) {
            damaged[random.nextInt(1, damaged.length)] = (byte) random.nextInt(random.nextBoolean() ? 4 : 256);
        }
        return damaged;
    }

    private static void decode(GoldenPacket<?> packet, byte[] payload) {
        if (payload.length > 0 && payload[0] == CommandByte.COM_STMT_EXECUTE && packet.payload()[0] != payload[0]) {
            return; // a command that the common decode does not read
        }
        try {
            packet.decode().apply(new PayloadReader(payload));
        } catch (ProtocolException expected) {
            return; // one of the two allowed outcomes
        } catch (RuntimeException unexpected) {
            throw new AssertionError(packet + " from " + Arrays.toString(payload), unexpected);
        }
    }
}

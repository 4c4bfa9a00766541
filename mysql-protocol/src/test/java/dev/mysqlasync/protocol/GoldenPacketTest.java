package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenPacketTest {

    static List<GoldenPacket<?>> packets() {
        List<GoldenPacket<?>> all = new ArrayList<>(GoldenHandshakePackets.all());
        all.addAll(GoldenClientHandshakePackets.all());
        all.addAll(GoldenResponses.all());
        all.addAll(GoldenResultSetPackets.all());
        all.addAll(GoldenCommands.all());
        return all;
    }

    @ParameterizedTest
    @MethodSource("packets")
    void decode_goldenPacket_givesWhatWasMeant(GoldenPacket<?> packet) {
        PayloadReader in = new PayloadReader(packet.payload());

        Object decoded = packet.decode().apply(in);

        assertThat(decoded).isEqualTo(packet.expected());
        assertThat(decoded).hasSameHashCodeAs(packet.expected());
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @MethodSource("packets")
    void encode_goldenPacket_givesTheSameBytesOrOnesOfTheSameMeaning(GoldenPacket<?> packet) {
        byte[] encoded = packet.encodeExpected();

        if (packet.canonical()) {
            assertThat(encoded).isEqualTo(packet.payload());
        } else {
            assertThat(packet.decode().apply(new PayloadReader(encoded))).isEqualTo(packet.expected());
        }
    }

    @ParameterizedTest
    @MethodSource("packets")
    void decode_packetCutAtAnyByte_isRefusedUnlessItMayEndThere(GoldenPacket<?> packet) {
        for (int length = 0; length < packet.payload().length; length++) {
            PayloadReader in = new PayloadReader(packet.payload(), 0, length);
            if (packet.legalCuts().contains(length)) {
                assertThatCode(() -> packet.decode().apply(in))
                        .as("%s cut to %d bytes", packet, length)
                        .doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> packet.decode().apply(in))
                        .as("%s cut to %d bytes", packet, length)
                        .isInstanceOf(ProtocolException.class);
            }
        }
    }
}

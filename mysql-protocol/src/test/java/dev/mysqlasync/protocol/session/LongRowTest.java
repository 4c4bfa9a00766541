package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.PacketAssembler;
import dev.mysqlasync.protocol.PacketTooLargeException;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.ProtocolException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of 16 MiB and more, which begin with 0xFE as the end of rows does. */
class LongRowTest {

    private static final int MIB_16 = 1 << 24;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void row_thatBeginsAsTheEndOfRowsDoes_isARow(boolean deprecatesEof) {
        long capabilities = deprecatesEof ? ServerPackets.MODERN : ServerPackets.WITH_EOF;
        Conversation.authenticated(capabilities)
                .query("q")
                .server(ServerPackets.of(capabilities)
                        .columns("a")
                        .payload(textRow(MIB_16))
                        .row("2")
                        .end(2))
                .expect("q columns a", "q row (16777216 characters)", "q row 2", "q end 0002");
    }

    @Test
    void row_thatFillsItsFramesExactly_isWhole() {
        int value = 2 * PacketAssembler.FULL_FRAME - 9;
        Conversation.authenticated(ServerPackets.MODERN)
                .query("q")
                .server(ServerPackets.modern()
                        .columns("a")
                        .payload(textRow(value))
                        .row("2")
                        .end(2))
                .expect("q columns a", "q row (" + value + " characters)", "q row 2", "q end 0002");
    }

    @Test
    void row_inBinaryThatBeginsAsTheEndOfRowsDoes_isRefused() {
        Conversation.authenticated(ServerPackets.MODERN)
                .execute("x")
                .server(ServerPackets.modern().bigints("a").payload(textRow(MIB_16)))
                .expectFailure(ProtocolException.class, "0xfe", "x columns a");
    }

    @Test
    void row_overTheLimit_isRefusedByTheHeaderOfTheFrameThatBreaksIt() {
        byte[] bytes =
                ServerPackets.modern().columns("a").payload(textRow(MIB_16)).bytes();
        byte[] untilSecondFrame = Arrays.copyOf(bytes, bytes.length - 10);
        Conversation.authenticated(ServerPackets.MODERN, new SessionLimits(100, MIB_16, 1 << 20))
                .query("q")
                .server(untilSecondFrame)
                .expectFailure(PacketTooLargeException.class, "over the limit of 16777216");
    }

    private static byte[] textRow(int length) {
        byte[] value = new byte[length];
        Arrays.fill(value, (byte) 'x');
        return new PayloadWriter()
                .writeInt1(0xFE)
                .writeInt8(length)
                .writeBytes(value)
                .toByteArray();
    }
}

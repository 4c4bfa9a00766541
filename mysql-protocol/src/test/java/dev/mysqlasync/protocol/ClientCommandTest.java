package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_CONNECT_ATTRS;
import static dev.mysqlasync.protocol.Capability.CLIENT_QUERY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCommandTest {

    @Test
    void decode_unknownCommand_isRefusedByNumber() {
        assertThatThrownBy(() -> ClientCommand.decode(Dump.reader("0a"), 0))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("0x0a");
    }

    @Test
    void decode_emptyPacket_isRefused() {
        assertThatThrownBy(() -> ClientCommand.decode(Dump.reader(""), 0)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17 01 00 00 00 00 01 00 00 00", "fa 01 00 00 00 80 00 03 00 01"})
    void decode_execution_isReferredToItsOwnDecode(String dump) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientCommand.decode(Dump.reader(dump), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01 00", "0e 00", "1f 00", "19 01 00 00 00 00", "1a 01 00 00 00 00", "1b 00 00 00", "1b 02 00"})
    void decode_bytesThatDoNotBelong_areRefused(String dump) {
        assertThatThrownBy(() -> ClientCommand.decode(Dump.reader(dump), 0)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03 00 00 'q'", // no set of parameters
                "03 00 02 'q'", // two of them
                "03 01 01 00 00 'q'", // an attribute without its type
                "03 01 01 00 02 fd 00 01 'a' 01 'b' 'q'", // a flag that is neither 0 nor 1
                "03 fe ff*8 01 00", // more attributes than the packet has bits
                "03 fd ff ff 00 01 00*16", // and with the bits, more than it has types
            })
    void query_attributesThatDoNotAddUp_areRefused(String dump) {
        assertThatThrownBy(() -> ComQuery.decode(Dump.reader(dump), CLIENT_QUERY_ATTRIBUTES))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void query_attributesWithoutTheCapability_areLeftOut() {
        PayloadWriter out = new PayloadWriter();

        new ComQuery("do 1", List.of(new QueryAttribute("a", "b"))).encode(out, 0);

        assertThat(out.toByteArray()).isEqualTo(Dump.bytes("03 'do 1'"));
    }

    @Test
    void query_textOutsideAscii_isUtf8() {
        PayloadWriter out = new PayloadWriter();

        new ComQuery("é€😀").encode(out, 0);

        assertThat(out.toByteArray()).isEqualTo(Dump.bytes("03 c3 a9 e2 82 ac f0 9f 98 80"));
    }

    @Test
    void longData_partOfABuffer_isSentAndStaysWhereItWas() {
        ByteBuffer chunk =
                ByteBuffer.wrap(Dump.bytes("'skip data'")).position(5).asReadOnlyBuffer();
        ComStmtSendLongData command = new ComStmtSendLongData(1, 2, chunk);
        chunk.clear();
        PayloadWriter out = new PayloadWriter();

        command.encode(out, 0);
        command.encode(out, 0);

        assertThat(out.toByteArray()).isEqualTo(Dump.bytes("18 01 00 00 00 02 00 'data' 18 01 00 00 00 02 00 'data'"));
    }

    @Test
    void longData_emptyChunk_isAPacketToo() {
        PayloadWriter out = new PayloadWriter();

        new ComStmtSendLongData(1, 65535, ByteBuffer.allocate(0)).encode(out, 0);

        assertThat(out.toByteArray()).isEqualTo(Dump.bytes("18 01 00 00 00 ff ff"));
    }

    @Test
    void changeUser_authResponseOver255Bytes_isRefused() {
        ComChangeUser command = new ComChangeUser("u", new byte[256], "", 45, "p", Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> command.encode(new PayloadWriter(), 0));
    }

    @Test
    void changeUser_attributesOver65535Bytes_areRefused() {
        ComChangeUser command = new ComChangeUser("u", new byte[0], "", 45, "p", Map.of("k", "v".repeat(65536)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> command.encode(new PayloadWriter(), CLIENT_CONNECT_ATTRS));
    }

    @Test
    void toString_showsNoValues() {
        assertThat(new ComStmtExecute(-1, false, List.of("hush"), List.of()).toString())
                .contains("4294967295", "1 parameters")
                .doesNotContain("hush");
        assertThat(new ComStmtSendLongData(1, 0, Dump.bytes("'hush'")).toString())
                .contains("4 bytes")
                .doesNotContain("hush");
        assertThat(new ComStmtBulkExecute(-1, false, BulkRows.of(List.of(List.of("hush")))).toString())
                .contains("4294967295", "1 of 1 parameters")
                .doesNotContain("hush");
    }
}

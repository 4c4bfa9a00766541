package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_QUERY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComStmtExecuteTest {

    private static final String HEAD = "17 01 00 00 00 00 01 00 00 00 ";
    private static final String COUNTED = "17 01 00 00 00 08 01 00 00 00 ";

    @ParameterizedTest
    @ValueSource(longs = {0, CLIENT_QUERY_ATTRIBUTES})
    void encode_withoutParameters_stopsAfterTheIterationCount(long capabilities) {
        assertThat(encode(new ComStmtExecute(1, false, List.of(), List.of()), capabilities))
                .isEqualTo(Dump.bytes(HEAD));
    }

    @Test
    void encode_attributesWithoutTheCapability_areLeftOut() {
        ComStmtExecute command = new ComStmtExecute(1, false, List.of(), List.of(new QueryAttribute("a", "b")));

        assertThat(encode(command, 0)).isEqualTo(Dump.bytes(HEAD));
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void encode_cursor_isItsFlag(boolean cursor, int flags) {
        assertThat(encode(new ComStmtExecute(1, cursor, List.of(), List.of()), 0)[5])
                .isEqualTo((byte) flags);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 64, 65, 65535})
    void roundTrip_nullsAmongManyParameters_areKept(int count) {
        List<@Nullable Object> parameters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parameters.add(i % 3 == 0 ? null : Long.valueOf(i));
        }
        ComStmtExecute command = new ComStmtExecute(7, true, parameters, List.of());

        for (long capabilities : new long[] {0, CLIENT_QUERY_ATTRIBUTES}) {
            assertThat(decode(encode(command, capabilities), capabilities, count))
                    .isEqualTo(command);
        }
    }

    @Test
    void encode_null_hasItsBitAndNoBytes() {
        ComStmtExecute command = new ComStmtExecute(1, false, Arrays.asList(null, null), List.of());

        byte[] encoded = encode(command, 0);

        assertThat(encoded).hasSize(10 + 1 + 1 + 2 * 2);
        assertThat(encoded[10]).isEqualTo((byte) 3);
    }

    @Test
    void encode_longData_hasAStringOrBlobTypeAndNoBytes() {
        ComStmtExecute command = new ComStmtExecute(1, false, List.of(LongData.TEXT, LongData.BYTES), List.of());

        assertThat(encode(command, 0)).isEqualTo(Dump.bytes(HEAD + "00 01 fd 00 fc 00"));
    }

    @Test
    void decode_longData_isMarkedWhereItsValueWouldStand() {
        BitSet longData = new BitSet();
        longData.set(0);
        longData.set(1);
        PayloadReader in = Dump.reader(HEAD + "00 01 fd 00 fc 00 08 00 29 00*7");

        assertThat(ComStmtExecute.decode(in, 0, 3, null, longData).parameters())
                .containsExactly(LongData.TEXT, LongData.BYTES, 41L);
    }

    @Test
    void decode_typesNotBoundAnew_areTheEarlierOnes() {
        PayloadReader in = Dump.reader(HEAD + "00 00 29 00*7");

        assertThat(ComStmtExecute.decode(in, 0, 1, new int[] {8}).parameters()).containsExactly(41L);
    }

    @Test
    void decode_typesNeverBound_isRefused() {
        assertThatThrownBy(() -> decode(Dump.bytes(HEAD + "00 00 29 00*7"), 0, 1))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("types");
    }

    /** Servers take it, and some clients send it for the first execution. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9})
    void decode_typesNeverBoundWhereAllIsNull_isTaken(int count) {
        byte[] payload = Dump.bytes(HEAD + (count <= 8 ? "ff" : "ff ff") + " 00");

        assertThat(decode(payload, 0, count).parameters()).hasSize(count).containsOnlyNulls();
    }

    @Test
    void decode_typesNeverBoundWhereNotAllIsNull_isRefused() {
        assertThatThrownBy(() -> decode(Dump.bytes(HEAD + "01 00 29 00*7"), 0, 2))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("no earlier execution did");
    }

    @Test
    void decode_attributesWithoutTypes_areRefused() {
        PayloadReader in = Dump.reader(COUNTED + "02 00 00 29 00*7 29 00*7");

        assertThatThrownBy(() -> ComStmtExecute.decode(in, CLIENT_QUERY_ATTRIBUTES, 1, new int[] {8, 8}))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "00 01 08 80 29 00*7, 32776", // unsigned
        "00 01 08 00 29 00*7, 8",
    })
    void newTypes_boundInThePacket_areReadAhead(String block, int type) {
        PayloadReader in = Dump.reader(HEAD + block);

        assertThat(ComStmtExecute.newTypes(in, 0, 1)).containsExactly(type);
        assertThat(in.position()).isZero();
    }

    @Test
    void newTypes_areThoseOfParametersWithoutAttributes() {
        PayloadReader in = Dump.reader(COUNTED + "02 00 01 08 00 00 fe 00 01 'a' 29 00*7 03 'abc'");

        assertThat(ComStmtExecute.newTypes(in, CLIENT_QUERY_ATTRIBUTES, 1)).containsExactly(8);
    }

    @Test
    void newTypes_notBoundInThePacket_areNull() {
        assertThat(ComStmtExecute.newTypes(Dump.reader(HEAD + "00 00 29 00*7"), 0, 1))
                .isNull();
    }

    @Test
    void statementId_isReadAhead() {
        PayloadReader in = Dump.reader("17 fe ff ff ff 00 01 00 00 00");

        assertThat(ComStmtExecute.statementId(in)).isEqualTo(-2);
        assertThat(in.position()).isZero();
    }

    @Test
    void decode_attributesOfAStatementWithoutParameters_areRead() {
        byte[] payload = Dump.bytes(COUNTED + "01 00 01 fd 00 01 'a' 03 'abc'");

        ComStmtExecute command = decode(payload, CLIENT_QUERY_ATTRIBUTES, 0);

        assertThat(command.parameters()).isEmpty();
        assertThat(command.attributes()).containsExactly(new QueryAttribute("a", "abc"));
    }

    @Test
    void decode_withoutTheCountThatAttributesNeed_isRefused() {
        assertThatThrownBy(() -> decode(Dump.bytes(HEAD + "00 01 08 00 29 00*7"), CLIENT_QUERY_ATTRIBUTES, 1))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void decode_fewerParametersThanTheStatementHas_isRefused() {
        assertThatThrownBy(() -> decode(Dump.bytes(COUNTED + "01 00 01 08 00 00 29 00*7"), CLIENT_QUERY_ATTRIBUTES, 2))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1 of the statement's 2");
    }

    @Test
    void decode_bytesAfterTheValues_areRefused() {
        assertThatThrownBy(() -> decode(Dump.bytes(HEAD + "00 01 08 00 29 00*8"), 0, 1))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void equals_comparesByteArraysByTheirContent() {
        ComStmtExecute one = execute(new byte[] {1, 2});

        assertThat(one).isEqualTo(execute(new byte[] {1, 2})).hasSameHashCodeAs(execute(new byte[] {1, 2}));
        assertThat(one).isNotEqualTo(execute(new byte[] {1, 3}));
    }

    private static ComStmtExecute execute(byte[] value) {
        return new ComStmtExecute(1, false, List.of(value), List.of(new QueryAttribute("a", value)));
    }

    private static byte[] encode(ComStmtExecute command, long capabilities) {
        PayloadWriter out = new PayloadWriter();
        command.encode(out, capabilities);
        return out.toByteArray();
    }

    private static ComStmtExecute decode(byte[] payload, long capabilities, int parameterCount) {
        return ComStmtExecute.decode(new PayloadReader(payload), capabilities, parameterCount, null);
    }
}

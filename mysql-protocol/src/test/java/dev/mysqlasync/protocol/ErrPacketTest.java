package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_PROTOCOL_41;
import static dev.mysqlasync.protocol.Capability.MARIADB_CLIENT_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrPacketTest {

    @ParameterizedTest
    @CsvSource({
        "ff 19 04, '', ''",
        "ff 19 04 'text', '', text",
        "ff 19 04 '#42000text', 42000, text",
        "ff 19 04 '#42S02', 42S02, ''",
        "ff 19 04 '#4200', '', #4200",
        "ff 19 04 '#', '', #",
        "ff 19 04 '#42 00text', '', #42 00text",
        "ff 19 04 '#4200' c3 a9 'text', '', #4200étext",
    })
    void decode_withAndWithoutSqlState_giveCodeStateAndMessage(String dump, String sqlState, String message) {
        assertThat(decode(dump)).isEqualTo(new ErrPacket(1049, sqlState, message));
    }

    @Test
    void decode_malformedUtf8_isReplaced() {
        assertThat(decode("ff 19 04 'a' ff 'b'").message()).isEqualTo("a\ufffdb");
    }

    @ParameterizedTest
    @CsvSource({
        "'41*4096', 4096",
        "'41*5000', 4096",
        "'41*4095 c3 a9', 4095", // é does not fit, and half of it is not taken
        "'41*4094 c3 a9 41', 4095",
        "'41*4093 f0 9f 98 80', 4093",
        "'41*4092 f0 9f 98 80 41', 4094",
    })
    void decode_longMessage_isCutBetweenCharactersAt4096Bytes(String message, int characters) {
        PayloadReader in = Dump.reader("ff 19 04 " + message);

        assertThat(ErrPacket.decode(in).message()).hasSize(characters).doesNotContain("\ufffd");
        assertThat(in.remaining()).isZero();
    }

    @Test
    void decode_longMessageOfNoCharacters_isCutAllTheSame() {
        assertThat(decode("ff 19 04 80*5000").message()).hasSize(4096);
    }

    @Test
    void decode_otherHeader_isRefused() {
        assertThatThrownBy(() -> decode("00 19 04"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("ERR_Packet");
    }

    @ParameterizedTest
    @CsvSource({"512, ff 19 04 '#42000text'", "0, ff 19 04 'text'"})
    void encode_sqlState_dependsOnProtocol41(long capabilities, String expected) {
        PayloadWriter out = new PayloadWriter();
        new ErrPacket(1049, "42000", "text").encode(out, capabilities);

        assertThat(CLIENT_PROTOCOL_41).isEqualTo(512);
        assertThat(out.toByteArray()).isEqualTo(Dump.bytes(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "4200", "420000"})
    void errPacket_sqlStateOfAnotherLength_isRefused(String sqlState) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrPacket(1, sqlState, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "ff ff ff 01 01 02 c4 09 00 00, true",
        "ff ff fe 01 01 02 c4 09 00 00, false",
        "00 ff ff 01 01 02 c4 09 00 00, false",
        "ff ff ff, false",
        "ff, false",
        "'', false",
    })
    void progressIsNext_onlyForErrorNumber65535WithMore(String dump, boolean expected) {
        assertThat(ProgressPacket.isNext(Dump.reader(dump), MARIADB_CLIENT_PROGRESS))
                .isEqualTo(expected);
        assertThat(ProgressPacket.isNext(Dump.reader(dump), 0)).isFalse();
    }

    @Test
    void progressDecode_anError_isRefused() {
        assertThatThrownBy(() -> ProgressPacket.decode(Dump.reader("ff 19 04 01 01 02 c4 09 00 00")))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @CsvSource({"fe 00 00 02 00, true", "fe 00 00 02 00 00 00, false", "00 00 00 02 00, false", "'', false"})
    void eofIsNext_onlyForFiveBytes(String dump, boolean expected) {
        assertThat(EofPacket.isNext(Dump.reader(dump))).isEqualTo(expected);
    }

    @Test
    void eofDecode_longerThanFiveBytes_isRefused() {
        assertThatThrownBy(() -> EofPacket.decode(Dump.reader("fe 00 00 02 00 00 00")))
                .isInstanceOf(ProtocolException.class);
    }

    private static ErrPacket decode(String dump) {
        return ErrPacket.decode(Dump.reader(dump));
    }
}

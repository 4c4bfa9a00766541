package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_SESSION_TRACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.SessionChange.Gtids;
import dev.mysqlasync.protocol.SessionChange.Other;
import dev.mysqlasync.protocol.SessionChange.Schema;
import dev.mysqlasync.protocol.SessionChange.StateChanged;
import dev.mysqlasync.protocol.SessionChange.SystemVariable;
import dev.mysqlasync.protocol.SessionChange.TransactionCharacteristics;
import dev.mysqlasync.protocol.SessionChange.TransactionState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OkPacketTest {

    private static final String HEAD = "00 00 00 02 40 00 00 00 ";

    @ParameterizedTest
    @ValueSource(strings = {"00", "fe"})
    void decode_eitherHeader_isOk(String header) {
        assertThat(decode(header + " 01 02 0a 00 03 00", 0)).isEqualTo(new OkPacket(1, 2, 10, 3, "", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "ff", "fb"})
    void decode_otherHeader_isRefused(String header) {
        assertThatThrownBy(() -> decode(header + " 01 02 0a 00 03 00", 0)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void decode_countsOver63Bits_keepTheirBits() {
        OkPacket ok = decode("00 fe ff*8 fe fe ff*7 02 00 00 00", 0);

        assertThat(Long.toUnsignedString(ok.affectedRows())).isEqualTo("18446744073709551615");
        assertThat(Long.toUnsignedString(ok.lastInsertId())).isEqualTo("18446744073709551614");
    }

    @Test
    void decode_infoToThePacketsEnd_isReadWhereNothingIsTracked() {
        assertThat(decode("00 00 00 02 00 00 00 'Records: 2'", 0).info()).isEqualTo("Records: 2");
    }

    @Test
    void decode_infoOfMoreThan250Bytes_isReadByItsLength() {
        assertThat(decode("00 00 00 02 00 00 00 fc 2c 01 41*300", 0).info()).isEqualTo("A".repeat(300));
    }

    @Test
    void decode_changesWithoutTheCapability_areNotLookedFor() {
        OkPacket ok = decode("00 00 00 02 40 00 00", 0);

        assertThat(ok.sessionChanges()).isEmpty();
    }

    @Test
    void decode_infoAndChanges_areBothRead() {
        OkPacket ok = decode("00 00 00 02 40 00 00 02 'hi' 05 01 03 02 'db'", CLIENT_SESSION_TRACK);

        assertThat(ok.info()).isEqualTo("hi");
        assertThat(ok.sessionChanges()).containsExactly(new Schema("db"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00 00 02 00 00 00 00 00", "00 00 00 02 40 00 00 00 00 00"})
    void decode_bytesAfterTheEnd_areRefused(String dump) {
        assertThatThrownBy(() -> decode(dump, CLIENT_SESSION_TRACK))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1 bytes are left over");
    }

    static Stream<Arguments> entries() {
        return Stream.of(
                Arguments.of("00 04 01 'n' 01 'v'", List.of(new SystemVariable("n", "v"))),
                Arguments.of(
                        "00 07 01 'n' 01 'v' 01 'm' 00",
                        List.of(new SystemVariable("n", "v"), new SystemVariable("m", ""))),
                Arguments.of("01 03 02 'db'", List.of(new Schema("db"))),
                Arguments.of("01 01 00", List.of(new Schema(""))),
                Arguments.of("02 01 31", List.of(new StateChanged(true))),
                Arguments.of("02 01 30", List.of(new StateChanged(false))),
                Arguments.of("03 05 00 03 'a:1'", List.of(new Gtids("a:1"))),
                Arguments.of("04 04 03 'SET'", List.of(new TransactionCharacteristics("SET"))),
                Arguments.of("05 09 08 'T_R_____'", List.of(new TransactionState("T_R_____"))),
                Arguments.of("06 02 aa bb", List.of(new Other(6, Dump.bytes("aa bb")))),
                Arguments.of("03 02 07 aa", List.of(new Other(3, Dump.bytes("07 aa")))),
                Arguments.of("ff 00 01 01 00", List.of(new Other(255, new byte[0]), new Schema(""))));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void decode_entryOfEachKind_isOneChangeOrSeveral(String entry, List<SessionChange> expected) {
        String block = String.format("%02x ", Dump.bytes(entry).length) + entry;

        assertThat(decode(HEAD + block, CLIENT_SESSION_TRACK).sessionChanges()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void encode_changesOfEachKind_areReadBack(String entry, List<SessionChange> changes) {
        OkPacket ok = new OkPacket(1, 2, 2, 3, "info", changes);
        PayloadWriter out = new PayloadWriter();

        ok.encode(out, CLIENT_SESSION_TRACK, PacketHeader.OK);

        assertThat(OkPacket.decode(new PayloadReader(out.toByteArray()), CLIENT_SESSION_TRACK))
                .isEqualTo(ok);
        assertThat(ok.statusFlags()).isEqualTo(0x4002);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 00 05 01 'n'", // the entry is longer than the block
                "05 00 03 01 'n' 05", // the value is longer than the entry
                "02 01 00", // a schema without a length
                "02 02 00", // a state without its character
                "02 03 00", // global transaction ids without their specification
                "03 03 01 00", // and without text
                "01 06" // a type without a length
            })
    void decode_entryThatDoesNotAddUp_isRefused(String block) {
        assertThatThrownBy(() -> decode(HEAD + block, CLIENT_SESSION_TRACK)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void decode_moreInAKnownEntryThanIsKnown_isPassedOver() {
        assertThat(decode(HEAD + "07 01 05 02 'db' aa bb", CLIENT_SESSION_TRACK).sessionChanges())
                .containsExactly(new Schema("db"));
    }

    /** Two bytes of an entry make an object of 64, so that it is the memory which is bounded, not the packet. */
    @Test
    void decode_changesOfMoreThanAMebibyteInMemory_areRefused() {
        int entries = 20_000;
        String block = "fd 40 9c 00 " + "06 00 ".repeat(entries);

        assertThatThrownBy(() -> decode(HEAD + block, CLIENT_SESSION_TRACK))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1048576");
    }

    @Test
    void decode_longInfo_isCutAt4096Bytes() {
        assertThat(decode("00 00 00 02 00 00 00 fc 88 13 41*5000", CLIENT_SESSION_TRACK)
                        .info())
                .isEqualTo("A".repeat(4096));
        assertThat(decode("00 00 00 02 00 00 00 41*5000", 0).info()).isEqualTo("A".repeat(4096));
    }

    @Test
    void encode_withoutTheCapability_tellsNoChanges() {
        PayloadWriter out = new PayloadWriter();

        new OkPacket(0, 0, 2, 0, "", List.of(new Schema("db"))).encode(out, 0, PacketHeader.OK);

        assertThat(out.toByteArray()).isEqualTo(Dump.bytes("00 00 00 02 00 00 00"));
    }

    @ParameterizedTest
    @CsvSource({"8, true", "10, true", "2, false", "65527, false"})
    void hasMoreResults_followsItsStatusFlag(int statusFlags, boolean expected) {
        assertThat(new OkPacket(0, 0, statusFlags, 0, "", List.of()).hasMoreResults())
                .isEqualTo(expected);
        assertThat(new EofPacket(0, statusFlags).hasMoreResults()).isEqualTo(expected);
    }

    private static OkPacket decode(String dump, long capabilities) {
        return OkPacket.decode(Dump.reader(dump), capabilities);
    }
}

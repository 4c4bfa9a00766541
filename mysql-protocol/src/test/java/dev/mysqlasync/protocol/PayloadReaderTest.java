package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadReaderTest {

    @Test
    void readInts_areLittleEndianAndUnsigned() {
        PayloadReader in = Dump.reader("ff fe ff fd fe ff fc fd fe ff 01 02 03 04 05 06 07 08");

        assertThat(in.readInt1()).isEqualTo(0xff);
        assertThat(in.readInt2()).isEqualTo(0xfffe);
        assertThat(in.readInt3()).isEqualTo(0xfffefd);
        assertThat(in.readInt4()).isEqualTo(0xfffefdfcL);
        assertThat(in.readInt8()).isEqualTo(0x0807060504030201L);
        assertThat(in.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "fa, 250",
        "fc fb 00, 251",
        "fc ff ff, 65535",
        "fd 00 00 01, 65536",
        "fd ff ff ff, 16777215",
        "fe 00 00 00 01 00*4, 16777216",
        "fe ff ff ff ff ff ff ff 7f, 9223372036854775807",
        "fe ff*8, -1", // 2^64 - 1
        "fc 01 00, 1", // longer than need be
        "fd 01 00 00, 1",
        "fe 01 00*7, 1",
    })
    void readLenenc_everyForm_isTaken(String dump, long expected) {
        PayloadReader in = Dump.reader(dump);

        assertThat(in.readLenenc()).isEqualTo(expected);
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fb", "ff", "", "fc 00", "fd 00 00", "fe 00*7"})
    void readLenenc_nullOrIllegalOrCutForm_isRefused(String dump) {
        assertThatThrownBy(() -> Dump.reader(dump).readLenenc()).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02 41", // one byte short
                "fc ff ff 41*10",
                "fe 00 00 00 80 00*4 41", // 2^31
                "fe 01 00*3 01 00*3 41", // 2^32 + 1, whose low half fits
                "fe ff*8 41"
            })
    void readLength_moreThanIsLeft_isRefusedBeforeAnythingIsAllocated(String dump) {
        assertThatThrownBy(() -> Dump.reader(dump).readLength())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("are left");
        assertThatThrownBy(() -> Dump.reader(dump).readLenencBytes()).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Dump.reader(dump).readLenencString()).isInstanceOf(ProtocolException.class);
    }

    static Stream<Arguments> readsOfThreeBytes() {
        return Stream.of(
                read("readInt4", PayloadReader::readInt4),
                read("readInt8", PayloadReader::readInt8),
                read("readBytes", in -> in.readBytes(4)),
                read("readString", in -> in.readString(4)),
                read("skip", in -> in.skip(4)),
                read("slice", in -> in.slice(4)),
                read("skip of a negative length", in -> in.skip(-1)),
                read("readBytes of a negative length", in -> in.readBytes(-1)),
                read("readNulTerminated", PayloadReader::readNulTerminated));
    }

    @ParameterizedTest
    @MethodSource("readsOfThreeBytes")
    void read_beyondTheEndOfThePayload_isRefusedThoughTheBufferGoesOn(Consumer<PayloadReader> read) {
        byte[] buffer = Dump.bytes("00*2 41*3 00*20");

        assertThatThrownBy(() -> read.accept(new PayloadReader(buffer, 2, 5))).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void readInts_cut_areRefused(int length) {
        byte[] buffer = new byte[10];

        assertThatThrownBy(() -> new PayloadReader(buffer, 0, length).readInt3())
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> new PayloadReader(buffer, 0, length / 2).readInt2())
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> new PayloadReader(buffer, length, length).readInt1())
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> new PayloadReader(buffer, length, length).peek())
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void readNulTerminated_twoTexts_areReadOneAfterTheOther() {
        PayloadReader in = Dump.reader("'one' 00 00 'two' 00");

        assertThat(in.readNulTerminatedString()).isEqualTo("one");
        assertThat(in.readNulTerminatedString()).isEmpty();
        assertThat(in.readNulTerminated()).isEqualTo(Dump.bytes("'two'"));
        assertThat(in.remaining()).isZero();
    }

    @Test
    void readString_malformedUtf8_isReplaced() {
        assertThat(Dump.reader("'a' c3").readRemainingString()).isEqualTo("a\ufffd");
    }

    @Test
    void readRemaining_atTheEnd_isEmpty() {
        PayloadReader in = Dump.reader("01 02");

        assertThat(in.readRemaining()).containsExactly(1, 2);
        assertThat(in.readRemaining()).isEmpty();
        assertThat(in.readRemainingString()).isEmpty();
    }

    @Test
    void slice_readsItsOwnBytesAndNoMore() {
        PayloadReader in = Dump.reader("01 02 03");

        PayloadReader slice = in.slice(2);

        assertThat(slice.readInt2()).isEqualTo(0x0201);
        assertThat(slice.hasRemaining()).isFalse();
        assertThat(in.readInt1()).isEqualTo(3);
    }

    @Test
    void requireEnd_somethingLeft_isRefused() {
        PayloadReader in = Dump.reader("01 02");

        assertThatThrownBy(in::requireEnd).isInstanceOf(ProtocolException.class).hasMessageContaining("2 bytes");
        in.skip(2);
        in.requireEnd();
    }

    @Test
    void wrap_anotherPayload_startsOver() {
        PayloadReader in = Dump.reader("01");
        in.readInt1();

        in.wrap(Dump.bytes("05 06 07"), 1, 2);

        assertThat(in.readInt1()).isEqualTo(6);
        assertThat(in.hasRemaining()).isFalse();
    }

    private static Arguments read(String name, Consumer<PayloadReader> read) {
        return Arguments.argumentSet(name, read);
    }
}

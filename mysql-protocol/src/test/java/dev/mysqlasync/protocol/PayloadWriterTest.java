package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadWriterTest {

    private final PayloadWriter out = new PayloadWriter();

    @Test
    void writeInts_areLittleEndian() {
        out.writeInt1(0x101)
                .writeInt2(0xfffe)
                .writeInt3(0xfffefd)
                .writeInt4(0xfffefdfcL)
                .writeInt8(-2);

        assertThat(out.toByteArray()).isEqualTo(Dump.bytes("01 fe ff fd fe ff fc fd fe ff fe ff*7"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "250, fa",
        "251, fc fb 00",
        "65535, fc ff ff",
        "65536, fd 00 00 01",
        "16777215, fd ff ff ff",
        "16777216, fe 00 00 00 01 00*4",
        "-1, fe ff*8",
    })
    void writeLenenc_takesTheShortestForm(long value, String expected) {
        out.writeLenenc(value);

        assertThat(out.toByteArray()).isEqualTo(Dump.bytes(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 250, 251, 65535, 65536, 16777216})
    void writeLenencBytes_areReadBack(int length) {
        byte[] bytes = new byte[length];

        out.writeLenencBytes(bytes);

        assertThat(new PayloadReader(out.toByteArray()).readLenencBytes()).isEqualTo(bytes);
    }

    @Test
    void writeStrings_areUtf8() {
        out.writeString("é").writeLenencString("€").writeNulTerminated("😀");

        assertThat(out.toByteArray()).isEqualTo(Dump.bytes("c3 a9 03 e2 82 ac f0 9f 98 80 00"));
    }

    @Test
    void writeNulTerminated_textWithNul_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> out.writeNulTerminated("a\0b"));
    }

    @Test
    void writeZeros_overOldBytes_areZeros() {
        out.writeBytes(Dump.bytes("ff*8"));
        out.clear();
        out.writeZeros(8);

        assertThat(out.toByteArray()).isEqualTo(new byte[8]);
    }

    @Test
    void write_beyondTheCapacity_keepsWhatWasThere() {
        for (int i = 0; i < 100_000; i++) {
            out.writeInt1(i);
        }

        assertThat(out.size()).isEqualTo(100_000);
        for (int i = 0; i < 100_000; i++) {
            assertThat(out.buffer()[i]).isEqualTo((byte) i);
        }
    }

    @Test
    void clear_keepsAnOrdinaryBufferAndGivesBackALargeOne() {
        out.writeZeros(60_000);
        out.clear();
        assertThat(out.size()).isZero();
        assertThat(out.buffer()).hasSizeGreaterThanOrEqualTo(60_000);

        out.writeZeros(1_000_000);
        out.clear();
        assertThat(out.buffer()).hasSizeLessThan(1_000);
    }

    @Test
    void truncate_dropsTheEnd() {
        out.writeInt1(1).writeInt1(2).writeInt1(3);

        out.truncate(1);

        assertThat(out.writeInt1(9).toByteArray()).containsExactly(1, 9);
    }

    @Test
    void insertGap_movesWhatFollows() {
        out.writeBytes(Dump.bytes("01 02 03"));

        out.insertGap(1, 2);
        out.setInt1(1, 8);
        out.setInt1(2, 9);

        assertThat(out.toByteArray()).containsExactly(1, 8, 9, 2, 3);
    }

    @Test
    void setInt3_overwritesInPlace() {
        out.writeBytes(Dump.bytes("00*5"));

        out.setInt3(1, 0x030201);

        assertThat(out.toByteArray()).containsExactly(0, 1, 2, 3, 0);
    }
}

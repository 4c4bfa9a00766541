package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryParametersTest {

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    /** Java value, its type, its bytes, and what a server reads. */
    static Stream<Arguments> values() {
        return Stream.of(
                arguments(true, 0x01, "01", 1),
                arguments(false, 0x01, "00", 0),
                arguments((byte) -128, 0x01, "80", -128),
                arguments((short) -32768, 0x02, "0080", -32768),
                arguments(Integer.MIN_VALUE, 0x03, "00000080", Integer.MIN_VALUE),
                arguments(41L, 0x08, "2900000000000000", 41L),
                arguments(Long.MIN_VALUE, 0x08, "0000000000000080", Long.MIN_VALUE),
                arguments(BigInteger.valueOf(-1), 0x08, "ffffffffffffffff", -1L),
                arguments(BigInteger.valueOf(Long.MAX_VALUE), 0x08, "ffffffffffffff7f", Long.MAX_VALUE),
                arguments(TWO_TO_64.shiftRight(1), 0x8008, "0000000000000080", TWO_TO_64.shiftRight(1)),
                arguments(
                        TWO_TO_64.subtract(BigInteger.ONE),
                        0x8008,
                        "ffffffffffffffff",
                        TWO_TO_64.subtract(BigInteger.ONE)),
                arguments(
                        TWO_TO_64, 0xF6, "14" + ascii("18446744073709551616"), new BigDecimal("18446744073709551616")),
                arguments(
                        BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE),
                        0xF6,
                        "14" + ascii("-9223372036854775809"),
                        new BigDecimal("-9223372036854775809")),
                arguments(1.5f, 0x04, "0000c03f", 1.5f),
                arguments(-2.5, 0x05, "00000000000004c0", -2.5),
                arguments(new BigDecimal("-1.50"), 0xF6, "05" + ascii("-1.50"), new BigDecimal("-1.50")),
                arguments(new BigDecimal("1E+3"), 0xF6, "04" + ascii("1000"), new BigDecimal("1000")),
                arguments("", 0xFD, "00", ""),
                arguments("pä😀", 0xFD, "0770c3a4f09f9880", "pä😀"),
                arguments(new StringBuilder("abc"), 0xFD, "03616263", "abc"),
                arguments('x', 0xFD, "0178", "x"),
                arguments(new byte[] {1, -1}, 0xFC, "0201ff", new byte[] {1, -1}),
                arguments(
                        new float[] {1, 2.5f, -3},
                        0xFC,
                        "0c0000803f00002040000040c0",
                        Rows.bytes("0000803f00002040000040c0")),
                arguments(LocalDate.of(2024, 1, 2), 0x0A, "04e8070102", LocalDate.of(2024, 1, 2)),
                arguments(LocalDate.of(0, 1, 1), 0x0A, "0400000101", LocalDate.of(0, 1, 1)),
                arguments(dateTime(0, 0, 0, 0), 0x0C, "04e8070102", dateTime(0, 0, 0, 0)),
                arguments(dateTime(3, 4, 5, 0), 0x0C, "07e8070102030405", dateTime(3, 4, 5, 0)),
                arguments(dateTime(0, 0, 0, 1000), 0x0C, "0be807010200000001000000", dateTime(0, 0, 0, 1000)),
                arguments(
                        dateTime(3, 4, 5, 678_901_000),
                        0x0C,
                        "0be8070102030405f55b0a00",
                        dateTime(3, 4, 5, 678_901_000)),
                arguments(LocalTime.MIDNIGHT, 0x0B, "00", Duration.ZERO),
                arguments(LocalTime.of(1, 2, 3), 0x0B, "080000000000010203", Duration.parse("PT1H2M3S")),
                arguments(Duration.ZERO, 0x0B, "00", Duration.ZERO),
                arguments(
                        Duration.parse("PT-1H-2M-3.000004S"),
                        0x0B,
                        "0c01000000000102 0304000000",
                        Duration.parse("PT-1H-2M-3.000004S")),
                arguments(
                        Duration.parse("PT-838H-59M-59S"),
                        0x0B,
                        "080122000000163b3b",
                        Duration.parse("PT-838H-59M-59S")),
                arguments(
                        Duration.parse("PT-838H-59M-59.999999S"),
                        0xFD,
                        "11" + ascii("-838:59:59.999999"),
                        "-838:59:59.999999"),
                arguments(
                        Duration.parse("PT838H0.000001S"), 0xFD, "10" + ascii("838:00:00.000001"), "838:00:00.000001"),
                arguments(
                        Duration.parse("PT-837H-59M-59.999999S"),
                        0x0B,
                        "0c0122000000153b3b3f420f00",
                        Duration.parse("PT-837H-59M-59.999999S")),
                arguments(Duration.parse("PT838H0.000000999S"), 0x0B, "0800220000001600 00", Duration.ofHours(838)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void value_hasItsTypeAndBytes_andIsReadBack(Object value, int type, String hex, Object read) {
        PayloadWriter out = new PayloadWriter();
        BinaryParameters.write(out, value);

        assertThat(BinaryParameters.typeOf(value)).isEqualTo(type);
        assertThat(Rows.hex(out)).isEqualTo(hex.replace(" ", ""));
        PayloadReader in = new PayloadReader(out.toByteArray());
        assertThat(BinaryParameters.read(in, type)).isEqualTo(read);
        in.requireEnd();
    }

    @Test
    void null_hasATypeAndNoBytes() {
        assertThat(BinaryParameters.typeOf(null)).isEqualTo(0x06);
        assertThat(BinaryParameters.read(new PayloadReader(new byte[0]), 0x06)).isNull();
    }

    @Test
    void byteBuffer_isReadFromItsPositionAndLeftThere() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2).slice();
        PayloadWriter out = new PayloadWriter();
        BinaryParameters.write(out, buffer.asReadOnlyBuffer());
        BinaryParameters.write(out, buffer);

        assertThat(Rows.hex(out)).isEqualTo("020203" + "020203");
        assertThat(buffer.remaining()).isEqualTo(2);
    }

    static Stream<Object> outOfRange() {
        return Stream.of(
                Float.NaN,
                Float.NEGATIVE_INFINITY,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                new float[] {1, Float.NaN},
                "\uD800",
                "a\uDC00\uD800b",
                '\uD83D',
                LocalDate.of(-1, 1, 1),
                LocalDate.of(10_000, 1, 1),
                LocalDateTime.of(10_000, 1, 1, 0, 0),
                Duration.ofHours(839),
                Duration.ofHours(-839),
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE),
                new BigDecimal("1E+1000000000"),
                new BigDecimal("1E-1000000000"),
                new BigDecimal("1".repeat(101)),
                new BigDecimal("-" + "1".repeat(100)),
                BigInteger.ONE.shiftLeft(1_000_000));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void value_thatMySqlDoesNotHave_isRefusedBeforeAnythingIsWritten(Object value) {
        PayloadWriter out = new PayloadWriter();

        assertThatThrownBy(() -> BinaryParameters.write(out, value)).isInstanceOf(IllegalArgumentException.class);
        assertThat(out.size()).isZero();
    }

    @Test
    void time_finerThanAMicrosecond_isCutToIt() {
        assertThat(written(LocalTime.of(1, 2, 3, 4_999))).isEqualTo(written(LocalTime.of(1, 2, 3, 4_000)));
        assertThat(written(LocalDateTime.of(2024, 1, 2, 3, 4, 5, 999)))
                .isEqualTo(written(LocalDateTime.of(2024, 1, 2, 3, 4, 5)));
        assertThat(written(Duration.ofNanos(-999))).isEqualTo(written(Duration.ZERO));
    }

    private static byte[] written(Object value) {
        PayloadWriter out = new PayloadWriter();
        BinaryParameters.write(out, value);
        return out.toByteArray();
    }

    @Test
    void decimal_ofAHundredCharacters_isWritten() {
        PayloadWriter out = new PayloadWriter();
        BinaryParameters.write(out, new BigDecimal("9".repeat(100)));

        assertThat(out.size()).isEqualTo(101);
    }

    @Test
    void otherClasses_areRefusedByNameAndNotByValue() {
        UUID secret = UUID.randomUUID();
        for (Object value : List.of(secret, Instant.EPOCH, TimeUnit.DAYS, new int[0], List.of("secret"))) {
            assertThatThrownBy(() -> BinaryParameters.typeOf(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(value.getClass().getName())
                    .hasMessageContaining("LocalDateTime")
                    .hasMessageNotContaining(secret.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x8001, ff, 255",
        "0x8002, ffff, 65535",
        "0x800d, 6b08, 2155",
        "0x8009, ffffff00, 16777215",
        "0x8003, ffffffff, 4294967295",
        "0x00fe, 0161, a",
        "0x00f5, 025b5d, []",
        "0x000f, 0161, a",
        "0x0000, 03312e35, 1.5",
    })
    void types_thatOtherClientsSend_areRead(String type, String hex, String text) {
        Object value = BinaryParameters.read(new PayloadReader(Rows.bytes(hex)), Integer.decode(type));

        assertThat(value).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0x01, ''",
        "0x08, 00000000",
        "0xfd, 0561",
        "0xf6, 0178",
        "0x0a, 00",
        "0x0a, 04e8070100",
        "0x0a, 04ff3f0f1f",
        "0x0c, 05e807010203",
        "0x0b, 0800ffffffff000000",
        "0xf2, 03000000",
        "0x0e, 00",
        "0x77, 00",
    })
    void malformedParameter_isAProtocolError(String type, String hex) {
        PayloadReader in = new PayloadReader(Rows.bytes(hex));

        assertThatThrownBy(() -> BinaryParameters.read(in, Integer.decode(type)))
                .isInstanceOf(ProtocolException.class);
    }

    /** Some clients send bytes so. */
    @ParameterizedTest
    @ValueSource(ints = {0xFE, 0xFD, 0x0F})
    void read_bytesWithATypeOfTexts_areBytesWhereTheyAreNoUtf8(int type) {
        assertThat(BinaryParameters.read(new PayloadReader(Dump.bytes("04 ff fe 00 80")), type))
                .isEqualTo(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) 0x80});
        assertThat(BinaryParameters.read(new PayloadReader(Dump.bytes("02 c3 a9")), type))
                .isEqualTo("é");
    }

    private static LocalDateTime dateTime(int hour, int minute, int second, int nano) {
        return LocalDateTime.of(2024, 1, 2, hour, minute, second, nano);
    }

    private static String ascii(String text) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(c -> hex.append(Integer.toHexString(c)));
        return hex.toString();
    }
}

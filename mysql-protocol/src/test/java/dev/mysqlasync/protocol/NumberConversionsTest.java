package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.*;
import static dev.mysqlasync.protocol.Rows.binary;
import static dev.mysqlasync.protocol.Rows.column;
import static dev.mysqlasync.protocol.Rows.decimals;
import static dev.mysqlasync.protocol.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberConversionsTest {

    private static final ColumnDefinition41 DECIMAL = decimals(MYSQL_TYPE_NEWDECIMAL, 2);
    private static final ColumnDefinition41 DOUBLE = column(MYSQL_TYPE_DOUBLE);
    private static final ColumnDefinition41 FLOAT = column(MYSQL_TYPE_FLOAT);
    private static final ColumnDefinition41 VARCHAR = column(MYSQL_TYPE_VAR_STRING);

    @Test
    void decimal_isTheSameInBothFormats() {
        for (RowView row : List.of(text(DECIMAL, "-1234.50"), binary(DECIMAL, "08 2d313233342e3530"))) {
            assertThat(row.getBigDecimal(0)).isEqualTo(new BigDecimal("-1234.50"));
            assertThat(row.getString(0)).isEqualTo("-1234.50");
            assertThat(row.getDouble(0)).isEqualTo(-1234.5);
            assertThat(row.getFloat(0)).isEqualTo(-1234.5f);
            assertThat(row.getBoolean(0)).isTrue();
            refuses(() -> row.getLong(0), "not an integer");
            refuses(() -> row.getBigInteger(0), "not an integer");
        }
    }

    @Test
    void decimal_withAFractionOfZeros_isAnInteger() {
        assertThat(text(DECIMAL, "-42.00").getInt(0)).isEqualTo(-42);
        assertThat(text(DECIMAL, "-42.00").getBigInteger(0)).isEqualTo(-42);
    }

    @Test
    void decimal_ofMostDigits_isRead() {
        String digits = "-" + "9".repeat(35) + "." + "9".repeat(30);

        assertThat(text(DECIMAL, digits).getBigDecimal(0)).isEqualTo(new BigDecimal(digits));
    }

    @Test
    void decimal_ofMoreThanAHundredCharacters_isRefused() {
        assertThat(text(DECIMAL, "1".repeat(100)).getBigDecimal(0)).isEqualTo(new BigDecimal("1".repeat(100)));
        refuses(() -> text(DECIMAL, "1".repeat(101)).getBigDecimal(0), "more than 100 characters");
        refuses(() -> text(VARCHAR, "1".repeat(1_000_000)).getBigInteger(0), "more than 100 characters");
        refuses(() -> text(VARCHAR, "1".repeat(1_000_000)).getDouble(0), "not a number");
    }

    @Test
    void double_isTheSameInBothFormats() {
        for (RowView row : List.of(text(DOUBLE, "0.1"), binary(DOUBLE, "9a9999999999b93f"))) {
            assertThat(row.getDouble(0)).isEqualTo(0.1);
            assertThat(row.getFloat(0)).isEqualTo(0.1f);
            assertThat(row.getBigDecimal(0)).isEqualTo(new BigDecimal("0.1"));
            assertThat(row.getString(0)).isEqualTo("0.1");
            assertThat(row.getBoolean(0)).isTrue();
            refuses(() -> row.getInt(0), "not an integer");
        }
    }

    @Test
    void float_isReadWithItsOwnPrecisionInBothFormats() {
        for (RowView row : List.of(text(FLOAT, "0.1"), binary(FLOAT, "cdcccc3d"))) {
            assertThat(row.getFloat(0)).isEqualTo(0.1f);
            assertThat(row.getDouble(0)).isEqualTo((double) 0.1f);
            assertThat(row.getBigDecimal(0)).isEqualTo(new BigDecimal("0.1"));
            assertThat(row.getString(0)).isEqualTo("0.1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854774784, true",
        "-9223372036854775808, true",
        "9223372036854775808, false",
        "-9223372036854777856, false",
        "1e300, false"
    })
    void double_asLong_isRangeChecked(double value, boolean fits) {
        for (RowFormat format : RowFormat.values()) {
            RowView row = Rows.encoded(format, DOUBLE, value);
            if (fits) {
                assertThat(row.getLong(0)).isEqualTo((long) value);
            } else {
                refuses(() -> row.getLong(0), "out of range");
            }
        }
    }

    @Test
    void double_asUnsignedLong_usesAllBits() {
        assertThat(Rows.encoded(RowFormat.BINARY, DOUBLE, 0x1.8p63).getUnsignedLong(0))
                .isEqualTo(0xC000000000000000L);
        refuses(() -> Rows.encoded(RowFormat.BINARY, DOUBLE, 0x1p64).getUnsignedLong(0), "out of range");
        refuses(() -> Rows.encoded(RowFormat.BINARY, DOUBLE, -1.0).getUnsignedLong(0), "out of range");
    }

    @Test
    void double_asBigInteger_isExact() {
        assertThat(Rows.encoded(RowFormat.BINARY, DOUBLE, 0x1p60).getBigInteger(0))
                .isEqualTo(BigInteger.ONE.shiftLeft(60));
    }

    @Test
    void double_beyondTheRangeOfAFloat_isRefusedAsFloat() {
        refuses(() -> text(DOUBLE, "1e300").getFloat(0), "out of range");
        refuses(() -> text(VARCHAR, "1e300").getFloat(0), "out of range");
        refuses(() -> text(VARCHAR, "1e400").getDouble(0), "out of range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000000000f07f", "000000000000f0ff", "000000000000f87f"})
    void double_thatMySqlDoesNotHave_isRefusedByEveryGetter(String hex) {
        refuses(() -> binary(DOUBLE, hex).getDouble(0), "not a finite number");
        refuses(() -> binary(DOUBLE, hex).getBigDecimal(0), "not a finite number");
        refuses(() -> binary(DOUBLE, hex).getString(0), "not a finite number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN", "Infinity", "inf", "0x1p3", "1d", "1f", " 1", "1 ", "1e", "1e99999", "", "."})
    void text_thatOnlyJavaTakesForANumber_isRefused(String text) {
        refuses(() -> text(VARCHAR, text).getDouble(0), "not a number");
        refuses(() -> text(VARCHAR, text).getFloat(0), "not a number");
        refuses(() -> text(VARCHAR, text).getBigDecimal(0), "not a number");
    }

    @Test
    void text_thatIsANumber_isRead() {
        assertThat(text(VARCHAR, "-12").getInt(0)).isEqualTo(-12);
        assertThat(text(VARCHAR, "-1.5e+3").getDouble(0)).isEqualTo(-1500);
        assertThat(text(VARCHAR, "1.5E-3").getBigDecimal(0)).isEqualByComparingTo("0.0015");
        assertThat(text(column(MYSQL_TYPE_JSON), "42").getInt(0)).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "TRUE, true",
        "false, false",
        "False, false",
        "1, true",
        "0, false",
        "0.0, false",
        "-2, true"
    })
    void text_asBoolean_isAWordOrANumber(String text, boolean value) {
        assertThat(text(VARCHAR, text).getBoolean(0)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "tru", "falsey", "", "t"})
    void text_asBoolean_isNothingElse(String text) {
        refuses(() -> text(VARCHAR, text).getBoolean(0), "not a number");
    }

    @Test
    void bytesAndDates_areNoNumbers() {
        refuses(() -> text(Rows.binary(MYSQL_TYPE_BLOB), "1").getInt(0), "not a numeric column");
        refuses(() -> text(Rows.binary(MYSQL_TYPE_DATE), "2024-01-01").getLong(0), "not a numeric column");
        refuses(() -> text(Rows.binary(MYSQL_TYPE_TIME), "01:00:00").getDouble(0), "not a numeric column");
        refuses(() -> text(Rows.binary(MYSQL_TYPE_VECTOR), "1234").getBigDecimal(0), "not a numeric column");
    }

    @Test
    void bit_isAnUnsignedNumberInBothFormats() {
        ColumnDefinition41 bit = Rows.unsigned(MYSQL_TYPE_BIT);
        for (RowView row : List.of(text(bit, Rows.bytes("0105")), binary(bit, "02 0105"))) {
            assertThat(row.getInt(0)).isEqualTo(261);
            assertThat(row.getUnsignedLong(0)).isEqualTo(261);
            assertThat(row.getString(0)).isEqualTo("261");
            assertThat(row.getBytes(0)).isEqualTo(Rows.bytes("0105"));
            assertThat(row.getBoolean(0)).isTrue();
            assertThat(row.getBigDecimal(0)).isEqualTo("261");
        }
        assertThat(binary(bit, "01 00").getBoolean(0)).isFalse();
    }

    @Test
    void bit_of64Ones_isTheLargestUnsignedLong() {
        RowView row = binary(Rows.unsigned(MYSQL_TYPE_BIT), "08 ffffffffffffffff");

        assertThat(row.getUnsignedLong(0)).isEqualTo(-1);
        assertThat(row.getBigInteger(0)).isEqualTo("18446744073709551615");
        refuses(() -> row.getLong(0), "out of range");
    }

    @Test
    void bit_ofAnOutParameter_isReadOfItsDigits() {
        RowView row = outParameter(9, "261");

        assertThat(row.getInt(0)).isEqualTo(261);
        assertThat(row.getString(0)).isEqualTo("261");
        assertThat(row.getBytes(0)).isEqualTo(Rows.bytes("0105"));
        assertThat(row.getObject(0)).isEqualTo(Rows.bytes("0105"));
        assertThat(outParameter(1, "0").getBoolean(0)).isFalse();
        assertThat(outParameter(1, "0").getBytes(0)).isEqualTo(Rows.bytes("00"));
        assertThat(outParameter(1, "1").getBoolean(0)).isTrue();
    }

    /** MySQL writes the first, MariaDB the second. */
    @ParameterizedTest
    @ValueSource(strings = {"-1", "18446744073709551615"})
    void bit_of64OnesOfAnOutParameter_isTheLargestUnsignedLong(String digits) {
        RowView row = outParameter(64, digits);

        assertThat(row.getUnsignedLong(0)).isEqualTo(-1);
        assertThat(row.getBigInteger(0)).isEqualTo("18446744073709551615");
        assertThat(row.getBytes(0)).isEqualTo(Rows.bytes("ffffffffffffffff"));
        refuses(() -> row.getLong(0), "out of range");
    }

    @Test
    void bit_ofAnOutParameterWithoutDigits_isRefused() {
        refuses(() -> outParameter(8, "").getLong(0), "");
        refuses(() -> outParameter(8, "\u0005").getLong(0), "");
    }

    private static RowView outParameter(int bits, String digits) {
        ColumnDefinition41 column = new ColumnDefinition41(
                "def", "s", "p", "p", "b", "b", null, null, 63, bits, MYSQL_TYPE_BIT, ColumnFlag.UNSIGNED_FLAG, 0);
        PayloadWriter out = new PayloadWriter();
        out.writeZeros(2).writeLenencString(digits);
        RowView row =
                new RowView(RowLayout.of(RowFormat.BINARY, List.of(column)).ofOutParameters());
        row.wrap(out.toByteArray(), 0, out.size());
        return row;
    }

    @Test
    void bit_ofNoOrTooManyBytes_isRefused() {
        refuses(() -> binary(Rows.unsigned(MYSQL_TYPE_BIT), "00").getLong(0), "not 1 to 8 bytes of bits");
        refuses(
                () -> binary(Rows.unsigned(MYSQL_TYPE_BIT), "09 000000000000000001")
                        .getLong(0),
                "not 1 to 8 bytes of bits");
    }

    /** Short numbers are computed without a String; they must round as the JDK does. */
    @Test
    void decimalText_asFloatingPoint_isRoundedAsTheJdkDoes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            String number = randomNumber(random);
            byte[] bytes = number.getBytes(StandardCharsets.US_ASCII);
            assertThat(NumericText.toDouble(bytes, 0, bytes.length))
                    .describedAs(number)
                    .isEqualTo(Double.parseDouble(number));
            assertThat(NumericText.toFloat(bytes, 0, bytes.length))
                    .describedAs(number)
                    .isEqualTo(Float.parseFloat(number));
        }
    }

    private static String randomNumber(SplittableRandom random) {
        long digits = random.nextLong() >>> random.nextInt(63);
        String text = Long.toUnsignedString(digits);
        int fraction = random.nextInt(25);
        String padded = "0".repeat(Math.max(0, fraction + 1 - text.length())) + text;
        int point = padded.length() - fraction;
        String number = padded.substring(0, point) + (fraction > 0 ? "." + padded.substring(point) : "");
        return random.nextBoolean() ? "-" + number : number;
    }

    private static void refuses(ThrowingCallable read, String reason) {
        assertThatThrownBy(read).isInstanceOf(ValueDecodeException.class).hasMessageContaining(reason);
    }
}

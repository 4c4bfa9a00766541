package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.*;
import static dev.mysqlasync.protocol.Rows.column;
import static dev.mysqlasync.protocol.Rows.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerColumnsTest {

    @ParameterizedTest
    @CsvSource({
        "1, -128, 80",
        "1, 127, 7f",
        "1, -1, ff",
        "2, -32768, 0080",
        "2, 32767, ff7f",
        "9, -8388608, 000080ff",
        "9, 8388607, ffff7f00",
        "3, -2147483648, 00000080",
        "3, 2147483647, ffffff7f",
        "8, -9223372036854775808, 0000000000000080",
        "8, 9223372036854775807, ffffffffffffff7f",
    })
    void signedColumn_atItsLimits_isTheSameInBothFormats(int type, String number, String hex) {
        for (RowView row : both(column(type), number, hex)) {
            assertThat(row.getLong(0)).isEqualTo(Long.parseLong(number));
            assertThat(row.getBigInteger(0)).isEqualTo(new BigInteger(number));
            assertThat(row.getBigDecimal(0)).isEqualTo(new BigDecimal(number));
            assertThat(row.getString(0)).isEqualTo(number);
            assertThat(row.getBytes(0)).asString().isEqualTo(number);
            assertThat(row.getDouble(0)).isEqualTo(Double.parseDouble(number));
            assertThat(row.getFloat(0)).isEqualTo(Float.parseFloat(number));
            assertThat(row.getBoolean(0)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 255, ff",
        "2, 65535, ffff",
        "13, 2155, 6b08",
        "9, 16777215, ffffff00",
        "3, 4294967295, ffffffff",
        "8, 18446744073709551615, ffffffffffffffff",
        "8, 9223372036854775808, 0000000000000080",
        "8, 9223372036854776833, 0104000000000080",
        "8, 18446744073709549568, 00f8ffffffffffff",
    })
    void unsignedColumn_atItsLimits_isTheSameInBothFormats(int type, String number, String hex) {
        for (RowView row : both(unsigned(type), number, hex)) {
            assertThat(Long.toUnsignedString(row.getUnsignedLong(0))).isEqualTo(number);
            assertThat(row.getBigInteger(0)).isEqualTo(new BigInteger(number));
            assertThat(row.getBigDecimal(0)).isEqualTo(new BigDecimal(number));
            assertThat(row.getString(0)).isEqualTo(number);
            assertThat(row.getDouble(0)).isEqualTo(Double.parseDouble(number));
            assertThat(row.getFloat(0)).isEqualTo(Float.parseFloat(number));
            assertThat(row.getBoolean(0)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 00", "2, 0000", "13, 0000", "9, 00000000", "3, 00000000", "8, 0000000000000000"})
    void zero_isFalseAndZero(int type, String hex) {
        for (RowView row : both(unsigned(type), "0", hex)) {
            assertThat(row.getBoolean(0)).isFalse();
            assertThat(row.getByte(0)).isZero();
            assertThat(row.getUnsignedLong(0)).isZero();
        }
    }

    @Test
    void getters_atTheLimitsOfTheirTypes_takeTheValue() {
        ColumnDefinition41 bigint = column(MYSQL_TYPE_LONGLONG);
        assertThat(Rows.text(bigint, "-128").getByte(0)).isEqualTo(Byte.MIN_VALUE);
        assertThat(Rows.text(bigint, "127").getByte(0)).isEqualTo(Byte.MAX_VALUE);
        assertThat(Rows.text(bigint, "-32768").getShort(0)).isEqualTo(Short.MIN_VALUE);
        assertThat(Rows.text(bigint, "32767").getShort(0)).isEqualTo(Short.MAX_VALUE);
        assertThat(Rows.text(bigint, "-2147483648").getInt(0)).isEqualTo(Integer.MIN_VALUE);
        assertThat(Rows.text(bigint, "2147483647").getInt(0)).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void getters_beyondTheLimitsOfTheirTypes_refuse(RowFormat format) {
        ColumnDefinition41 bigint = column(MYSQL_TYPE_LONGLONG);
        for (long value : new long[] {128, -129}) {
            refuses(() -> Rows.encoded(format, bigint, value).getByte(0));
        }
        for (long value : new long[] {32768, -32769}) {
            refuses(() -> Rows.encoded(format, bigint, value).getShort(0));
        }
        for (long value : new long[] {3_000_000_000L, -2147483649L}) {
            refuses(() -> Rows.encoded(format, bigint, value).getInt(0));
        }
        RowView large = Rows.encoded(format, unsigned(MYSQL_TYPE_LONGLONG), BigInteger.ONE.shiftLeft(63));
        refuses(() -> large.getLong(0));
        RowView negative = Rows.encoded(format, bigint, -1);
        refuses(() -> negative.getUnsignedLong(0));
    }

    @Test
    void zerofill_padsInBothFormatsAsTheServerDoesInText() {
        int flags = ColumnFlag.UNSIGNED_FLAG | ColumnFlag.ZEROFILL_FLAG;
        for (RowView row : both(column(MYSQL_TYPE_LONG, flags, Rows.BINARY, 0), "000042", "2a000000")) {
            assertThat(row.getString(0)).isEqualTo("000042");
            assertThat(row.getInt(0)).isEqualTo(42);
            assertThat(row.getObject(0)).isEqualTo(42L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                " 1",
                "1 ",
                "1x",
                "0x10",
                "--1",
                "1e3",
                "1.",
                ".5",
                "1.5",
                "1.0x",
                "٣",
                "99999999999999999999",
                "18446744073709551616",
                "9223372036854775808",
                "-9223372036854775809"
            })
    void integerColumn_withOtherText_isRefused(String text) {
        refuses(() -> Rows.text(column(MYSQL_TYPE_LONGLONG), text).getLong(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "007", "7.0", "7.000"})
    void integer_withZerosAround_isRead(String text) {
        assertThat(Rows.text(column(MYSQL_TYPE_NEWDECIMAL), text).getLong(0)).isEqualTo(7);
    }

    @Test
    void negativeZero_isZero() {
        assertThat(Rows.text(column(MYSQL_TYPE_NEWDECIMAL), "-0").getUnsignedLong(0))
                .isZero();
    }

    private static List<RowView> both(ColumnDefinition41 column, String text, String hex) {
        return List.of(Rows.text(column, text), Rows.binary(column, hex));
    }

    private static void refuses(ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOf(ValueDecodeException.class);
    }
}

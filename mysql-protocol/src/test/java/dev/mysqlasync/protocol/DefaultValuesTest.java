package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.*;
import static dev.mysqlasync.protocol.Rows.column;
import static dev.mysqlasync.protocol.Rows.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DefaultValuesTest {

    static Stream<Arguments> defaults() {
        return Stream.of(
                arguments(column(MYSQL_TYPE_TINY), -128),
                arguments(unsigned(MYSQL_TYPE_TINY), 255),
                arguments(column(MYSQL_TYPE_SHORT), -32768),
                arguments(unsigned(MYSQL_TYPE_SHORT), 65535),
                arguments(column(MYSQL_TYPE_INT24), -8388608),
                arguments(unsigned(MYSQL_TYPE_INT24), 16777215),
                arguments(column(MYSQL_TYPE_LONG), Integer.MIN_VALUE),
                arguments(unsigned(MYSQL_TYPE_LONG), 4294967295L),
                arguments(unsigned(MYSQL_TYPE_LONG), 1L),
                arguments(column(MYSQL_TYPE_LONGLONG), Long.MIN_VALUE),
                arguments(
                        unsigned(MYSQL_TYPE_LONGLONG),
                        BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
                arguments(unsigned(MYSQL_TYPE_LONGLONG), BigInteger.ONE),
                arguments(column(MYSQL_TYPE_YEAR, 0x60, 63, 0), 2155),
                arguments(column(MYSQL_TYPE_YEAR, 0x60, 63, 0), 0),
                arguments(column(MYSQL_TYPE_FLOAT), 16777216f),
                arguments(column(MYSQL_TYPE_FLOAT), Float.MIN_VALUE),
                arguments(column(MYSQL_TYPE_DOUBLE), -Double.MAX_VALUE),
                arguments(column(MYSQL_TYPE_DOUBLE), Double.MIN_VALUE),
                arguments(column(MYSQL_TYPE_NEWDECIMAL), new BigDecimal("-12345678901234567890.123456789")),
                arguments(column(MYSQL_TYPE_DECIMAL), new BigDecimal("0.00")),
                arguments(unsigned(MYSQL_TYPE_BIT), new byte[] {1, 5}),
                arguments(column(MYSQL_TYPE_DATE), LocalDate.of(2024, 2, 29)),
                arguments(column(MYSQL_TYPE_DATETIME), LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)),
                arguments(column(MYSQL_TYPE_TIMESTAMP), LocalDateTime.of(1970, 1, 1, 0, 0)),
                arguments(column(MYSQL_TYPE_TIME), Duration.ofHours(-838)),
                arguments(column(MYSQL_TYPE_TIME), Duration.ZERO),
                arguments(column(MYSQL_TYPE_STRING), ""),
                arguments(column(MYSQL_TYPE_VAR_STRING), "pässwörd€😀"),
                arguments(column(MYSQL_TYPE_BLOB), "x".repeat(70_000)),
                arguments(column(MYSQL_TYPE_STRING, ColumnFlag.ENUM_FLAG, 45, 0), "small"),
                arguments(Rows.binary(MYSQL_TYPE_BLOB), new byte[300]),
                arguments(Rows.binary(MYSQL_TYPE_JSON), "[1, 2]"),
                arguments(column(MYSQL_TYPE_GEOMETRY), new byte[] {0, -1}),
                arguments(Rows.binary(MYSQL_TYPE_VECTOR), new float[] {1, -0.5f}));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void getObject_givesBackTheEncodedValueInBothFormats(ColumnDefinition41 column, Object value) {
        assertThat(Rows.encoded(RowFormat.TEXT, column, value).getObject(0)).isEqualTo(value);
        assertThat(Rows.encoded(RowFormat.BINARY, column, value).getObject(0)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void getString_isTheSameInBothFormats(ColumnDefinition41 column, Object value) {
        if (!(value instanceof byte[] || value instanceof float[])) {
            assertThat(Rows.encoded(RowFormat.TEXT, column, value).getString(0))
                    .isEqualTo(Rows.encoded(RowFormat.BINARY, column, value).getString(0));
        }
        if (!(value instanceof float[])) {
            assertThat(Rows.encoded(RowFormat.TEXT, column, value).getBytes(0))
                    .isEqualTo(Rows.encoded(RowFormat.BINARY, column, value).getBytes(0));
        }
    }

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void null_isNullToEveryGetterOfObjects(RowFormat format) {
        RowView row = Rows.encoded(format, column(MYSQL_TYPE_LONG), null);

        assertThat(row.getObject(0)).isNull();
        assertThat(row.getString(0)).isNull();
        assertThat(row.getBytes(0)).isNull();
        assertThat(row.getBigDecimal(0)).isNull();
        assertThat(row.getBigInteger(0)).isNull();
        assertThat(row.getLocalDate(0)).isNull();
        assertThat(row.getLocalTime(0)).isNull();
        assertThat(row.getLocalDateTime(0)).isNull();
        assertThat(row.getDuration(0)).isNull();
        assertThat(row.getVector(0)).isNull();
    }

    @Test
    void integer_tooLargeForItsColumn_isRefused() {
        assertThatThrownBy(
                        () -> Rows.text(column(MYSQL_TYPE_TINY), "3000000000").getObject(0))
                .isInstanceOf(ValueDecodeException.class)
                .hasMessageContaining("out of range");
    }
}

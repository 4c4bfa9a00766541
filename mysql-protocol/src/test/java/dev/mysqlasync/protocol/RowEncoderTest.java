package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.*;
import static dev.mysqlasync.protocol.Rows.column;
import static dev.mysqlasync.protocol.Rows.decimals;
import static dev.mysqlasync.protocol.Rows.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RowEncoderTest {

    @Test
    void textRow_isAsTheServerSendsIt() {
        PayloadWriter out = new PayloadWriter();
        RowEncoder.encode(
                out,
                RowFormat.TEXT,
                List.of(column(MYSQL_TYPE_LONGLONG), column(MYSQL_TYPE_VAR_STRING), column(MYSQL_TYPE_VAR_STRING)),
                Arrays.asList(1, null, "xy!"));

        assertThat(Rows.hex(out)).isEqualTo("0131" + "fb" + "03787921");
    }

    @Test
    void binaryRow_isAsTheServerSendsIt() {
        PayloadWriter out = new PayloadWriter();
        RowEncoder.encode(
                out,
                RowFormat.BINARY,
                List.of(column(MYSQL_TYPE_LONG), column(MYSQL_TYPE_VAR_STRING)),
                List.of(6, "xy!"));

        assertThat(Rows.hex(out)).isEqualTo("000006000000" + "03787921");
    }

    @ParameterizedTest
    @CsvSource({
        "11, -838:59:59, 08012200000016 3b3b",
        "11, -01:02:03.000004, 0c01000000000102 0304000000",
        "11, 00:00:00, 00",
        "12, 2024-01-02 03:04:05.678901, 0be8070102030405f55b0a00",
        "12, 2024-01-02 03:04:05, 07e8070102030405",
        "12, 2024-01-02 00:00:00, 04e8070102",
        "12, 0000-00-00 00:00:00, 00",
        "10, 0000-00-00, 00",
        "10, 2024-05-00, 04e8070500",
        "7, 2024-01-02 03:04:05, 07e8070102030405",
    })
    void temporalText_isEncodedInTheShortestBinaryForm(int type, String text, String hex) {
        PayloadWriter out = new PayloadWriter();
        RowEncoder.encode(out, RowFormat.BINARY, List.of(column(type)), List.of(text));

        assertThat(Rows.hex(out)).isEqualTo("0000" + hex.replace(" ", ""));
        assertThat(Rows.encoded(RowFormat.TEXT, column(type), text).getString(0))
                .isEqualTo(text);
    }

    @Test
    void datetime_inText_hasTheColumnsDecimals() {
        LocalDateTime value = LocalDateTime.of(2024, 1, 2, 3, 4, 5, 120_000_000);

        assertThat(text(decimals(MYSQL_TYPE_DATETIME, 3), value)).isEqualTo("2024-01-02 03:04:05.120");
        assertThat(text(decimals(MYSQL_TYPE_DATETIME, 0), value.withNano(0))).isEqualTo("2024-01-02 03:04:05");
    }

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void otherJavaTypes_areTaken(RowFormat format) {
        assertThat(Rows.encoded(format, column(MYSQL_TYPE_TINY), true).getObject(0))
                .isEqualTo(1);
        assertThat(Rows.encoded(format, column(MYSQL_TYPE_LONGLONG), (short) 5).getObject(0))
                .isEqualTo(5L);
        assertThat(Rows.encoded(format, column(MYSQL_TYPE_DOUBLE), 5).getObject(0))
                .isEqualTo(5.0);
        assertThat(Rows.encoded(format, column(MYSQL_TYPE_NEWDECIMAL), new BigDecimal("1E+2"))
                        .getString(0))
                .isEqualTo("100");
        assertThat(Rows.encoded(format, column(MYSQL_TYPE_NEWDECIMAL), 5L).getObject(0))
                .isEqualTo(BigDecimal.valueOf(5));
        assertThat(Rows.encoded(format, column(MYSQL_TYPE_TIME), LocalTime.NOON).getObject(0))
                .isEqualTo(Duration.ofHours(12));
        assertThat(Rows.encoded(format, column(MYSQL_TYPE_DATETIME), LocalDate.EPOCH)
                        .getObject(0))
                .isEqualTo(LocalDate.EPOCH.atStartOfDay());
        assertThat(Rows.encoded(format, unsigned(MYSQL_TYPE_BIT), 5).getObject(0))
                .isEqualTo(new byte[] {5});
        assertThat(Rows.encoded(format, column(MYSQL_TYPE_VAR_STRING), new byte[] {-1})
                        .getBytes(0))
                .isEqualTo(new byte[] {-1});
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                arguments(column(MYSQL_TYPE_TINY), 128),
                arguments(column(MYSQL_TYPE_TINY), -129),
                arguments(unsigned(MYSQL_TYPE_TINY), -1),
                arguments(unsigned(MYSQL_TYPE_TINY), 256),
                arguments(column(MYSQL_TYPE_INT24), 8388608),
                arguments(unsigned(MYSQL_TYPE_LONGLONG), BigInteger.ONE.shiftLeft(64)),
                arguments(column(MYSQL_TYPE_LONG), 1.5),
                arguments(column(MYSQL_TYPE_LONG), "1"),
                arguments(column(MYSQL_TYPE_DOUBLE), Double.NaN),
                arguments(column(MYSQL_TYPE_FLOAT), 1e300),
                arguments(column(MYSQL_TYPE_NEWDECIMAL), Double.NaN),
                arguments(column(MYSQL_TYPE_DATE), LocalDateTime.of(2024, 1, 2, 3, 4)),
                arguments(column(MYSQL_TYPE_DATE), "yesterday"),
                arguments(column(MYSQL_TYPE_TIME), Duration.ofHours(839)),
                arguments(column(MYSQL_TYPE_TIME), "1"),
                arguments(column(MYSQL_TYPE_VAR_STRING), 1),
                arguments(column(MYSQL_TYPE_VAR_STRING), "\uD800"),
                arguments(unsigned(MYSQL_TYPE_BIT), 64),
                arguments(unsigned(MYSQL_TYPE_BIT), -1),
                arguments(column(MYSQL_TYPE_NULL), "x"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void value_thatTheColumnCannotHold_isRefused(ColumnDefinition41 column, Object value) {
        for (RowFormat format : RowFormat.values()) {
            assertThatThrownBy(() -> Rows.encoded(format, column, value)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void values_fewerThanColumns_areRefused() {
        assertThatThrownBy(() -> RowEncoder.encode(
                        new PayloadWriter(), RowFormat.TEXT, List.of(column(MYSQL_TYPE_TINY)), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the row has 0 values for 1 columns");
    }

    private static String text(ColumnDefinition41 column, Object value) {
        return Rows.encoded(RowFormat.TEXT, column, value).getString(0);
    }
}

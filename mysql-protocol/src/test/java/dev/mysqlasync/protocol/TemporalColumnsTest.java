package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.*;
import static dev.mysqlasync.protocol.Rows.binary;
import static dev.mysqlasync.protocol.Rows.column;
import static dev.mysqlasync.protocol.Rows.decimals;
import static dev.mysqlasync.protocol.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalColumnsTest {

    private static final ColumnDefinition41 DATE = decimals(MYSQL_TYPE_DATE, 0);
    private static final ColumnDefinition41 DATETIME = decimals(MYSQL_TYPE_DATETIME, 6);
    private static final ColumnDefinition41 TIME = decimals(MYSQL_TYPE_TIME, 0);

    @Test
    void date_isTheSameInBothFormats() {
        for (RowView row : List.of(text(DATE, "2024-02-29"), binary(DATE, "04 e807021d"))) {
            assertThat(row.getLocalDate(0)).isEqualTo("2024-02-29");
            assertThat(row.getLocalDateTime(0)).isEqualTo("2024-02-29T00:00:00");
            assertThat(row.getString(0)).isEqualTo("2024-02-29");
            assertThat(row.getBytes(0)).asString().isEqualTo("2024-02-29");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2024-01-02 00:00:00, 04 e8070102",
        "0, 2024-01-02 03:04:05, 07 e8070102030405",
        "6, 2024-01-02 03:04:05.678901, 0b e8070102030405f55b0a00",
        "3, 2024-01-02 03:04:05.120, 0b e8070102030405c0d40100",
        "3, 2024-01-02 03:04:05.000, 07 e8070102030405",
        "6, 0001-01-01 00:00:00.000000, 04 01000101",
        "6, 9999-12-31 23:59:59.999999, 0b 0f270c1f173b3b3f420f00",
    })
    void datetime_isTheSameInBothFormats(int decimals, String text, String hex) {
        LocalDateTime value = LocalDateTime.parse(text.replace(' ', 'T'));
        for (int type : new int[] {MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP}) {
            for (RowView row : List.of(text(decimals(type, decimals), text), binary(decimals(type, decimals), hex))) {
                assertThat(row.getLocalDateTime(0)).isEqualTo(value);
                assertThat(row.getString(0)).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, -838:59:59, 08 01 22000000 16 3b 3b, PT-838H-59M-59S",
        "0, 838:59:59, 08 00 22000000 16 3b 3b, PT838H59M59S",
        "6, -01:02:03.000004, 0c 01 00000000 01 02 03 04000000, PT-1H-2M-3.000004S",
        "6, 838:59:59.999999, 0c 00 22000000 16 3b 3b 3f420f00, PT838H59M59.999999S",
        "2, 100:00:00.50, 0c 00 04000000 04 00 00 20a10700, PT100H0.5S",
        "0, 00:00:00, 00, PT0S",
        "6, 00:00:00.000000, 00, PT0S",
    })
    void time_isTheSameInBothFormats(int decimals, String text, String hex, Duration value) {
        ColumnDefinition41 column = decimals(MYSQL_TYPE_TIME, decimals);
        for (RowView row : List.of(text(column, text), binary(column, hex))) {
            assertThat(row.getDuration(0)).isEqualTo(value);
            assertThat(row.getString(0)).isEqualTo(text);
        }
    }

    @Test
    void time_withinADay_isALocalTime() {
        assertThat(text(TIME, "23:59:59.999999").getLocalTime(0)).isEqualTo("23:59:59.999999");
        assertThat(binary(TIME, "00").getLocalTime(0)).isEqualTo(LocalTime.MIDNIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"24:00:00", "-00:00:01", "838:59:59", "-838:59:59"})
    void time_outsideOfADay_isNoLocalTime(String text) {
        refuses(() -> text(TIME, text).getLocalTime(0), "not a time of day");
    }

    @ParameterizedTest
    @CsvSource({
        "0000-00-00, 00, a zero date",
        "0000-00-00, 04 00000000, a zero date",
        "2024-05-00, 04 e8070500, a zero date",
        "2024-00-05, 04 e8070005, a zero date",
        "2024-02-31, 04 e807021f, not a date of the calendar",
        "2023-02-29, 04 e707021d, not a date of the calendar",
    })
    void date_thatIsNone_isOnlyText(String text, String hex, String reason) {
        for (RowView row : List.of(text(DATE, text), binary(DATE, hex))) {
            refuses(() -> row.getLocalDate(0), reason);
            refuses(() -> row.getObject(0), reason);
            assertThat(row.getString(0)).isEqualTo(text);
        }
    }

    @Test
    void datetime_thatIsZero_isOnlyText() {
        for (RowView row : List.of(text(DATETIME, "0000-00-00 00:00:00.000000"), binary(DATETIME, "00"))) {
            refuses(() -> row.getLocalDateTime(0), "a zero date");
            assertThat(row.getString(0)).isEqualTo("0000-00-00 00:00:00.000000");
        }
    }

    /** What a server was seen to send for a parameter that it took for a date. */
    @Test
    void date_ofTheYear16383_failsThatReadOnly() {
        RowView row = binary(DATE, "04 ff3f0f1f");

        refuses(() -> row.getLocalDate(0), "out of range");
        refuses(() -> row.getString(0), "out of range");
        assertThat(row.isNull(0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024-1-02",
                "2024-01-2",
                "2024/01/02",
                "2024-01-02x",
                "2024-01-02 ",
                "2024-13-01",
                "2024-01-32",
                "2024-01-0x",
                "-024-01-01",
                "10000-01-01"
            })
    void date_inAnotherForm_isRefused(String text) {
        refuses(() -> text(DATE, text).getLocalDate(0), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-02T03:04:05", "2024-01-02 24:00:00", "2024-01-02 03:60:05", "2024-01-02 03:04:60",
                "2024-01-02 03:04:05.", "2024-01-02 03:04:05.0000001", "2024-01-02 03:04:05x", "2024-01-02 03-04-05",
                "2024-01-02 03:04"
            })
    void datetime_inAnotherForm_isRefused(String text) {
        refuses(() -> text(DATETIME, text).getLocalDateTime(0), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ":",
                "1",
                "01:02",
                "01:60:00",
                "01:00:60",
                "839:00:00",
                "-839:00:00",
                "1000:00:00",
                ":01:02",
                "01:02:03.",
                "01:02:03.0000001",
                "01:02:0x",
                "01-02-03",
                "01:02-03",
                "--1:00:00"
            })
    void time_inAnotherForm_isRefused(String text) {
        refuses(() -> text(TIME, text).getDuration(0), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"05 e807010203", "01 00", "0c e8070102030405f55b0a0000", "0b e8070102030405ffffffff"})
    void date_ofAnotherLength_isRefused(String hex) {
        refuses(() -> binary(DATETIME, hex).getLocalDateTime(0), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 00",
                "07 00000000000000",
                "08 00 22000000 17 00 00",
                "08 00 00000000 18 00 00",
                "08 00 ffffffff 00 00 00",
                "08 00 00000000 00 3c 00",
                "08 00 00000000 00 00 3c",
                "0c 00 00000000 00 00 00 40420f00",
                "08 00 23000000 00 00 00"
            })
    void time_withAnythingOutOfRange_isRefused(String hex) {
        refuses(() -> binary(TIME, hex).getDuration(0), "");
    }

    @Test
    void datetime_isNeverCutToADateOrATime() {
        RowView row = text(DATETIME, "2024-01-02 00:00:00");

        refuses(() -> row.getLocalDate(0), "use LocalDateTime");
        refuses(() -> row.getLocalTime(0), "not a TIME column");
        refuses(() -> row.getDuration(0), "not a TIME column");
    }

    @Test
    void date_thatComesWithATimeOfDay_isRefused() {
        refuses(() -> binary(DATE, "07 e8070102030405").getLocalDate(0), "has a time of day");
    }

    @Test
    void text_inTheFormOfADateOrTime_isRead() {
        ColumnDefinition41 varchar = column(MYSQL_TYPE_VAR_STRING);

        assertThat(text(varchar, "2024-01-02").getLocalDate(0)).isEqualTo(LocalDate.of(2024, 1, 2));
        assertThat(text(varchar, "2024-01-02 03:04:05.5").getLocalDateTime(0)).isEqualTo("2024-01-02T03:04:05.5");
        assertThat(text(varchar, "-1:00:00").getDuration(0)).isEqualTo(Duration.ofHours(-1));
        assertThat(text(varchar, "10:00:00").getLocalTime(0)).isEqualTo("10:00");
    }

    @Test
    void numbers_areNoDates() {
        refuses(() -> text(column(MYSQL_TYPE_LONG), "20240102").getLocalDate(0), "not a date column");
        refuses(() -> text(column(MYSQL_TYPE_LONG), "10000").getDuration(0), "not a TIME column");
        refuses(() -> text(column(MYSQL_TYPE_YEAR), "2024").getLocalDate(0), "not a date column");
    }

    @Test
    void fraction_finerThanTheColumnSays_isNotLost() {
        assertThat(binary(decimals(MYSQL_TYPE_TIME, 0), "0c 00 00000000 01 02 03 04000000")
                        .getString(0))
                .isEqualTo("01:02:03.000004");
        assertThat(binary(decimals(MYSQL_TYPE_TIME, 39), "0c 00 00000000 01 02 03 20a10700")
                        .getString(0))
                .isEqualTo("01:02:03.500000");
        assertThat(binary(decimals(MYSQL_TYPE_TIME, 39), "08 00 00000000 01 02 03")
                        .getString(0))
                .isEqualTo("01:02:03");
    }

    private static void refuses(ThrowingCallable read, String reason) {
        assertThatThrownBy(read).isInstanceOf(ValueDecodeException.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0000-00-00, 00, true",
        "2024-05-00, 04 e8070500, true",
        "2024-00-01, 04 e8070001, true",
        "2024-02-30, 04 e807021e, true",
        "2023-02-29, 04 e707021d, true",
        "2024-02-29, 04 e807021d, false",
        "0000-01-01, 04 00000101, false",
        "2024-13-01, 04 e8070d01, false"
    })
    void isImpossibleDate_aDateThatTheCalendarDoesNotHave_isTrue(String text, String hex, boolean impossible) {
        assertThat(text(DATE, text).isImpossibleDate(0)).isEqualTo(impossible);
        assertThat(binary(DATE, hex).isImpossibleDate(0)).isEqualTo(impossible);
    }

    @Test
    void isImpossibleDate_noDateColumnOrNull_isFalse() {
        assertThat(text(column(MYSQL_TYPE_VAR_STRING), "0000-00-00").isImpossibleDate(0))
                .isFalse();
        assertThat(Rows.encoded(RowFormat.TEXT, DATE, null).isImpossibleDate(0)).isFalse();
    }
}

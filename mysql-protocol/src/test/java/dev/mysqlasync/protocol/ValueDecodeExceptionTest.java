package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.*;
import static dev.mysqlasync.protocol.Rows.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueDecodeExceptionTest {

    @Test
    void message_namesColumnTypeTargetReasonAndValue() {
        RowView row = Rows.encoded(RowFormat.BINARY, Rows.unsigned(MYSQL_TYPE_LONGLONG), 3_000_000_000L);

        ValueDecodeException failure = failure(() -> row.getInt(0));

        assertThat(failure).hasMessage("column 0 'c' (BIGINT UNSIGNED) as int: out of range: '3000000000'");
        assertThat(failure.column()).isZero();
        assertThat(failure.columnName()).isEqualTo("c");
        assertThat(failure.sqlType()).isEqualTo("BIGINT UNSIGNED");
        assertThat(failure.targetType()).isEqualTo("int");
    }

    @Test
    void null_asAPrimitive_saysSoAndNamesTheWayOut() {
        RowView row = Rows.encoded(RowFormat.TEXT, column(MYSQL_TYPE_LONG), null);

        for (ThrowingCallable read : List.<ThrowingCallable>of(
                () -> row.getInt(0),
                () -> row.getLong(0),
                () -> row.getByte(0),
                () -> row.getShort(0),
                () -> row.getBoolean(0),
                () -> row.getUnsignedLong(0),
                () -> row.getFloat(0),
                () -> row.getDouble(0))) {
            assertThat(failure(read))
                    .hasMessageContaining("column 0 'c' (INT)")
                    .hasMessageContaining("is NULL; check isNull");
        }
    }

    @Test
    void longText_isCutAfter64Characters() {
        RowView row = Rows.text(column(MYSQL_TYPE_VAR_STRING), "😀".repeat(64) + "secret");

        assertThat(failure(() -> row.getInt(0)))
                .hasMessageContaining("'" + "😀".repeat(64) + "'...")
                .hasMessageNotContaining("secret");
    }

    @Test
    void textOf64Characters_isShownWhole() {
        RowView row = Rows.text(column(MYSQL_TYPE_VAR_STRING), "x".repeat(64));

        assertThat(failure(() -> row.getInt(0))).hasMessageEndingWith("'" + "x".repeat(64) + "'");
    }

    @Test
    void textThatCouldForgeALogLine_isShownWithoutControlCharacters() {
        RowView row = Rows.text(column(MYSQL_TYPE_VAR_STRING), "a\r\nb\u001b[0m\u0000\u009b");

        assertThat(failure(() -> row.getInt(0))).hasMessageEndingWith("'a??b?[0m??'");
    }

    @Test
    void bytes_areShownInHexAndCut() {
        RowView row = Rows.text(Rows.binary(MYSQL_TYPE_BLOB), new byte[33]);

        assertThat(failure(() -> row.getInt(0))).hasMessageEndingWith("0x" + "00".repeat(32) + "...");
    }

    @Test
    void unreadableBinaryValue_isShownInHex() {
        RowView row = Rows.binary(column(MYSQL_TYPE_DATE), "04 ff3f0f1f");

        assertThat(failure(() -> row.getLocalDate(0))).hasMessageEndingWith("0xff3f0f1f");
    }

    @Test
    void malformedText_isShownAllTheSame() {
        RowView row = Rows.text(column(MYSQL_TYPE_VAR_STRING), new byte[] {'a', -1});

        assertThat(failure(() -> row.getString(0))).hasMessageEndingWith("not UTF-8: 'a\uFFFD'");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 63, TINYINT",
        "2, 32, 63, SMALLINT UNSIGNED",
        "9, 32, 63, MEDIUMINT UNSIGNED",
        "13, 96, 63, YEAR",
        "246, 0, 63, DECIMAL",
        "16, 32, 63, BIT",
        "7, 0, 63, TIMESTAMP",
        "254, 256, 45, ENUM",
        "254, 2048, 45, SET",
        "254, 0, 45, CHAR",
        "254, 0, 63, BINARY",
        "253, 0, 45, VARCHAR",
        "253, 0, 63, VARBINARY",
        "252, 0, 45, TEXT",
        "250, 0, 63, BLOB",
        "119, 0, 45, type 0x77",
    })
    void sqlType_isNamedAsInSql(int type, int flags, int collation, String name) {
        assertThat(SqlTypeName.of(column(type, flags, collation, 0))).isEqualTo(name);
    }

    @Test
    void sqlType_ofMariaDb_isNamedByItsExtendedMetadata() {
        assertThat(SqlTypeName.of(Rows.extended(254, 63, "uuid", null))).isEqualTo("UUID");
    }

    private static ValueDecodeException failure(ThrowingCallable read) {
        return catchThrowableOfType(ValueDecodeException.class, read);
    }

    @Test
    void messageWithoutValue_showsEverythingElse() {
        RowView row = Rows.text(column(MYSQL_TYPE_VAR_STRING), "secret");

        assertThat(failure(() -> row.getInt(0)).messageWithoutValue())
                .startsWith("column 0 'c' (VARCHAR) as int: ")
                .doesNotContain("secret");
    }
}

package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.*;
import static dev.mysqlasync.protocol.Rows.bytes;
import static dev.mysqlasync.protocol.Rows.column;
import static dev.mysqlasync.protocol.Rows.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowViewLocationTest {

    private static final ColumnDefinition41 STRING = column(MYSQL_TYPE_VAR_STRING);
    private static final ColumnDefinition41 BIGINT = column(MYSQL_TYPE_LONGLONG);

    @Test
    void textRow_nullThenEmptyString_areToldApart() {
        RowView row = view(RowFormat.TEXT, List.of(STRING, STRING), bytes("fb 00"));

        assertThat(row.isNull(0)).isTrue();
        assertThat(row.getString(0)).isNull();
        assertThat(row.isNull(1)).isFalse();
        assertThat(row.getString(1)).isEmpty();
    }

    @Test
    void textRow_startingWithAnEmptyString_isNotTakenForAnOkPacket() {
        RowView row = view(RowFormat.TEXT, List.of(STRING, STRING), bytes("00 01 31"));

        assertThat(row.getString(0)).isEmpty();
        assertThat(row.getString(1)).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"fc 0100 41", "fd 010000 41", "fe 0100000000000000 41", "01 41"})
    void textRow_lengthInAnyForm_isRead(String hex) {
        assertThat(view(RowFormat.TEXT, List.of(STRING), bytes(hex)).getString(0))
                .isEqualTo("A");
        assertThat(view(RowFormat.BINARY, List.of(STRING), bytes("0000" + hex)).getString(0))
                .isEqualTo("A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02 41",
                "ff",
                "fc 01",
                "fc 0200 41",
                "fd 0100",
                "fe 01",
                "fe ffffffffffffffff 41",
                "fe 0000000001000000 41",
                "fe ffffff7f00000000 41"
            })
    void textRow_shorterThanItsLengthsSay_isRefused(String hex) {
        assertThatThrownBy(() -> view(RowFormat.TEXT, List.of(STRING), bytes(hex)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void textRow_withBytesLeft_isRefused() {
        assertThatThrownBy(() -> view(RowFormat.TEXT, List.of(STRING), bytes("01 41 00")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1 bytes are left over");
    }

    @Test
    void binaryRow_ofThePreparedSum_isRead() {
        RowView row = view(RowFormat.BINARY, List.of(BIGINT), bytes("00 00 2a 00 00 00 00 00 00 00"));

        assertThat(row.getLong(0)).isEqualTo(42);
    }

    @Test
    void binaryRow_ofOutParameters_isRead() {
        RowView row = view(
                RowFormat.BINARY, List.of(column(MYSQL_TYPE_LONG), STRING), bytes("00 00 06 00 00 00 03 78 79 21"));

        assertThat(row.getInt(0)).isEqualTo(6);
        assertThat(row.getString(1)).isEqualTo("xy!");
    }

    /** The packet of an OK that a server sends where rows are due, after a cursor was used on the statement. */
    @Test
    void binaryRow_thatIsAnOkPacket_isRefused() {
        assertThatThrownBy(() -> view(RowFormat.BINARY, List.of(column(MYSQL_TYPE_LONG)), bytes("00000002000000")))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "01 00 2a00000000000000",
                "ff 00 2a00000000000000",
                "00 00",
                "00 00 2a",
                "00 00 2a000000000000",
                "00 00 2a0000000000000000",
                "00 04 2a00000000000000"
            })
    void binaryRow_notExactlyOneRow_isRefused(String hex) {
        assertThatThrownBy(() -> view(RowFormat.BINARY, List.of(BIGINT), bytes(hex)))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {MYSQL_TYPE_VAR_STRING, MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIME, MYSQL_TYPE_BIT, MYSQL_TYPE_DATE})
    void binaryRow_valueLongerThanTheRow_isRefused(int type) {
        for (String hex : List.of("", "04", "04 0102", "fa", "ff")) {
            assertThatThrownBy(() -> Rows.binary(column(type), hex)).isInstanceOf(ProtocolException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {MYSQL_TYPE_NEWDATE, 0x11, 0x12, 0x13})
    void binaryRow_valueOfABinaryLogType_isRefused(int type) {
        assertThatThrownBy(() -> Rows.binary(column(type), "01 41")).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x14, 0x77, 0xF3, 0xF4})
    void binaryRow_valueOfAnUnknownType_isReadAsAString(int type) {
        assertThat(Rows.binary(column(type), "02 4142").getObject(0)).isEqualTo("AB");
    }

    @Test
    void binaryRow_columnOfTypeNull_isNullWhateverTheBitmapSays() {
        assertThat(Rows.binary(column(MYSQL_TYPE_NULL), "").isNull(0)).isTrue();
        assertThat(view(RowFormat.BINARY, List.of(column(MYSQL_TYPE_NULL)), bytes("00 04"))
                        .isNull(0))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 7, 8, 9, 64, 65, 4096})
    void nullBitmap_ofAnyNumberOfColumns_marksExactlyTheNulls(int count) {
        List<ColumnDefinition41> columns = Collections.nCopies(count, column(MYSQL_TYPE_TINY));
        for (int step : new int[] {1, 2, 3, 7, count + 1}) {
            List<Object> values = new ArrayList<>(Collections.nCopies(count, null));
            for (int i = 0; i < count; i++) {
                values.set(i, i % step == 0 ? null : i % 100);
            }
            assertThat(objects(RowFormat.BINARY, columns, values)).isEqualTo(values);
            assertThat(objects(RowFormat.TEXT, columns, values)).isEqualTo(values);
        }
    }

    @Test
    void nullBitmap_ofSevenColumns_hasTwoBytes() {
        PayloadWriter out = new PayloadWriter();
        RowEncoder.encode(
                out,
                RowFormat.BINARY,
                Collections.nCopies(7, column(MYSQL_TYPE_TINY)),
                Arrays.asList(null, 1, 1, 1, 1, 1, null));

        assertThat(Rows.hex(out)).isEqualTo("00" + "0401" + "0101010101");
    }

    @Test
    void wrap_aRowWithinALargerBuffer_readsOnlyThatRow() {
        byte[] buffer = bytes("ffff 01 41 02 4243 ffff");
        RowView row = new RowView(RowFormat.TEXT, List.of(STRING, STRING));
        row.wrap(buffer, 2, 7);

        assertThat(row.getString(1)).isEqualTo("BC");
        assertThat(row.valueOffset(1)).isEqualTo(5);
        assertThat(row.valueLength(1)).isEqualTo(2);
        assertThat(row.from()).isEqualTo(2);
        assertThat(row.to()).isEqualTo(7);
        assertThat(row.buffer()).isSameAs(buffer);
    }

    @Test
    void wrap_anotherRow_forgetsTheFirst() {
        RowView row = view(RowFormat.TEXT, List.of(STRING), bytes("fb"));
        row.wrap(bytes("01 41"), 0, 2);

        assertThat(row.getString(0)).isEqualTo("A");
    }

    @Test
    void wrap_whatIsNoRow_leavesOnlyNulls() {
        RowView row = view(RowFormat.TEXT, List.of(STRING, STRING), bytes("01 41 01 42"));

        assertThatThrownBy(() -> row.wrap(bytes("01 41"), 0, 2)).isInstanceOf(ProtocolException.class);
        assertThat(row.isNull(0)).isTrue();
        assertThat(row.isNull(1)).isTrue();
    }

    @Test
    void view_onNoRowYet_hasOnlyNulls() {
        assertThat(new RowView(RowFormat.BINARY, List.of(STRING)).getString(0)).isNull();
    }

    @Test
    void index_outOfRange_isTheCallersError() {
        RowView row = view(RowFormat.TEXT, List.of(STRING), bytes("01 41"));

        assertThatThrownBy(() -> row.getString(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> row.getInt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<Object> objects(RowFormat format, List<ColumnDefinition41> columns, List<Object> values) {
        PayloadWriter out = new PayloadWriter();
        RowEncoder.encode(out, format, columns, values);
        RowView row = view(format, columns, out.toByteArray());
        List<Object> objects = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            objects.add(row.getObject(i));
        }
        return objects;
    }
}

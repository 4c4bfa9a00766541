package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.*;
import static dev.mysqlasync.protocol.Rows.bytes;
import static dev.mysqlasync.protocol.Rows.column;
import static dev.mysqlasync.protocol.Rows.extended;
import static dev.mysqlasync.protocol.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringColumnsTest {

    private static final int[] STRING_TYPES = {
        MYSQL_TYPE_VARCHAR,
        MYSQL_TYPE_TINY_BLOB,
        MYSQL_TYPE_MEDIUM_BLOB,
        MYSQL_TYPE_LONG_BLOB,
        MYSQL_TYPE_BLOB,
        MYSQL_TYPE_VAR_STRING,
        MYSQL_TYPE_STRING,
        MYSQL_TYPE_ENUM,
        MYSQL_TYPE_SET
    };

    @Test
    void string_withACharacterSet_isText() {
        for (int type : STRING_TYPES) {
            for (RowView row : both(column(type), "70c3a4f09f9880")) {
                assertThat(row.getObject(0)).isEqualTo("pä😀");
                assertThat(row.getString(0)).isEqualTo("pä😀");
                assertThat(row.getBytes(0)).isEqualTo(bytes("70c3a4f09f9880"));
            }
        }
    }

    @Test
    void string_ofCharacterSet63_isBytes() {
        for (int type : STRING_TYPES) {
            for (RowView row : both(Rows.binary(type), "00ff41")) {
                assertThat(row.getObject(0)).isEqualTo(bytes("00ff41"));
                assertThat(row.getBytes(0)).isEqualTo(bytes("00ff41"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {ColumnFlag.ENUM_FLAG, ColumnFlag.SET_FLAG})
    void labels_areTextWhateverTheirCharacterSet(int flag) {
        for (RowView row : both(column(MYSQL_TYPE_STRING, flag, Rows.BINARY, 0), "70c3a4")) {
            assertThat(row.getObject(0)).isEqualTo("pä");
        }
    }

    @Test
    void bytes_thatAreUtf8_areReadAsText() {
        assertThat(text(Rows.binary(MYSQL_TYPE_BLOB), "pä").getString(0)).isEqualTo("pä");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c328", "eda080", "f4908080", "c080", "41ff42"})
    void text_thatIsNotUtf8_isRefusedAndStillReadableAsBytes(String hex) {
        for (RowView row : both(column(MYSQL_TYPE_VAR_STRING), hex)) {
            assertThatThrownBy(() -> row.getString(0))
                    .isInstanceOf(ValueDecodeException.class)
                    .hasMessageContaining("not UTF-8");
            assertThat(row.getBytes(0)).isEqualTo(bytes(hex));
        }
    }

    @Test
    void text_withAReplacementCharacterOfItsOwn_isRead() {
        assertThat(text(column(MYSQL_TYPE_VAR_STRING), "a\uFFFDb").getString(0)).isEqualTo("a\uFFFDb");
    }

    @Test
    void json_isTextWhateverItsCharacterSet() {
        for (RowView row : both(Rows.binary(MYSQL_TYPE_JSON), HexFormat.of().formatHex("{\"a\":1}".getBytes()))) {
            assertThat(row.getObject(0)).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void geometry_isBytesInBothFormats() {
        String point = "e6100000010100000000000000000000400000000000 00f03f".replace(" ", "");
        for (RowView row : both(Rows.column(MYSQL_TYPE_GEOMETRY), point)) {
            assertThat(row.getObject(0)).isEqualTo(bytes(point));
        }
    }

    @Test
    void vector_isFloatsInBothFormats() {
        for (RowView row : both(Rows.binary(MYSQL_TYPE_VECTOR), "0000803f00002040000040c0")) {
            assertThat(row.getObject(0)).isEqualTo(new float[] {1, 2.5f, -3});
            assertThat(row.getBytes(0)).isEqualTo(bytes("0000803f00002040000040c0"));
            assertThatThrownBy(() -> row.getString(0)).isInstanceOf(ValueDecodeException.class);
        }
    }

    @Test
    void vector_withPartOfAFloat_isRefused() {
        assertThatThrownBy(() -> text(Rows.binary(MYSQL_TYPE_VECTOR), "12345").getObject(0))
                .isInstanceOf(ValueDecodeException.class)
                .hasMessageContaining("length of 5 bytes is not a multiple of 4");
    }

    @Test
    void vectorOfMariaDb_isBytesThatCanBeReadAsAVector() {
        for (RowView row : both(Rows.binary(MYSQL_TYPE_VAR_STRING), "0000803f00002040000040c0")) {
            assertThat(row.getObject(0)).isInstanceOf(byte[].class);
            assertThat(row.getVector(0)).containsExactly(1, 2.5f, -3);
        }
        assertThatThrownBy(() -> text(column(MYSQL_TYPE_VAR_STRING), "1234").getVector(0))
                .isInstanceOf(ValueDecodeException.class)
                .hasMessageContaining("neither a VECTOR nor a binary string");
    }

    @Test
    void mariaDbTypes_areTextOrBytesByTheirCharacterSet() {
        for (String type : List.of("uuid", "inet4", "inet6")) {
            assertThat(text(extended(MYSQL_TYPE_STRING, 45, type, null), "::1").getObject(0))
                    .isEqualTo("::1");
        }
        assertThat(text(extended(MYSQL_TYPE_BLOB, 45, null, "json"), "[]").getObject(0))
                .isEqualTo("[]");
        assertThat(text(extended(MYSQL_TYPE_GEOMETRY, 63, "point", null), bytes("00ff"))
                        .getObject(0))
                .isEqualTo(bytes("00ff"));
    }

    @Test
    void copies_doNotReferToTheBuffer() {
        byte[] buffer = bytes("01 41");
        RowView row = Rows.view(RowFormat.TEXT, List.of(Rows.binary(MYSQL_TYPE_BLOB)), buffer);
        byte[] copy = row.getBytes(0);
        buffer[1] = 0x42;

        assertThat(copy).asString().isEqualTo("A");
    }

    private static List<RowView> both(ColumnDefinition41 column, String hex) {
        String length = HexFormat.of().toHexDigits((byte) (hex.length() / 2));
        return List.of(text(column, bytes(hex)), Rows.binary(column, length + hex));
    }

    @Test
    void json_fromMariaDb_isCalledSo() {
        assertThat(extended(MYSQL_TYPE_BLOB, 45, null, "json").sqlTypeName()).isEqualTo("JSON");
    }
}

package dev.mysqlasync.internal.value;

import static dev.mysqlasync.internal.value.TypedRow.BINARY;
import static dev.mysqlasync.internal.value.TypedRow.UTF8MB4;
import static dev.mysqlasync.internal.value.TypedRow.column;
import static dev.mysqlasync.internal.value.TypedRow.extended;
import static dev.mysqlasync.internal.value.TypedRow.zeroDates;
import static dev.mysqlasync.internal.value.TypedRow.zone;
import static dev.mysqlasync.protocol.ColumnType.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.Row;
import dev.mysqlasync.TypeOptions;
import dev.mysqlasync.ZeroDates;
import dev.mysqlasync.geometry.Geometry;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnFlag;
import java.net.Inet6Address;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketRowTest {

    private static final ColumnDefinition41 DATETIME = column(MYSQL_TYPE_DATETIME, BINARY);
    private static final ColumnDefinition41 TEXT = column(MYSQL_TYPE_VAR_STRING, UTF8MB4);
    private static final ColumnDefinition41 BYTES = column(MYSQL_TYPE_VAR_STRING, BINARY);

    // --- points in time --------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "2024-07-01T12:00:00.000001, 2024-07-01T10:00:00.000001Z, 2024-07-01T12:00:00.000001+02:00",
        "2024-10-27T02:30:00, 2024-10-27T00:30:00Z, 2024-10-27T02:30+02:00", // twice
        "2024-03-31T02:30:00, 2024-03-31T01:30:00Z, 2024-03-31T03:30+02:00" // never
    })
    void getInstant_zoneIsKnown_isThePointInTimeThere(LocalDateTime stored, Instant instant, OffsetDateTime offset) {
        Row row = TypedRow.of(zone("Europe/Berlin"), DATETIME, stored);

        assertThat(row.getInstant("c")).isEqualTo(instant);
        assertThat(row.getOffsetDateTime("c").toString()).isEqualTo(offset.toString());
    }

    @Test
    void getInstant_zoneIsNotKnown_failsAndNamesTheOption() {
        Row row = TypedRow.of(ValueContext.DEFAULT, DATETIME, LocalDateTime.of(2024, 1, 2, 3, 4));

        assertThatThrownBy(() -> row.getInstant(0))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("column 0 'c' (DATETIME) as Instant")
                .hasMessageContaining("option timeZone");
        assertThat(row.getLocalDateTime(0)).isEqualTo("2024-01-02T03:04");
    }

    @Test
    void getInstant_null_isNullInAnyZone() {
        assertThat(TypedRow.of(ValueContext.DEFAULT, DATETIME, null).getInstant(0))
                .isNull();
    }

    // --- dates that are none ---------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"0000-00-00 00:00:00", "2024-05-00 01:02:03", "2024-02-31 00:00:00"})
    void impossibleDate_policyError_failsAndKeepsItsText(String date) {
        Row row = TypedRow.of(zeroDates(ZeroDates.ERROR), DATETIME, date);

        assertThatThrownBy(() -> row.getObject(0)).isInstanceOf(MySqlDecodeException.class);
        assertThatThrownBy(() -> row.getLocalDateTime(0)).isInstanceOf(MySqlDecodeException.class);
        assertThat(row.getString(0)).startsWith(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-00-00 00:00:00", "2024-05-00 01:02:03", "2024-02-31 00:00:00"})
    void impossibleDate_policyNull_isNullToEveryTemporalGetter(String date) {
        Row row = TypedRow.of(zeroDates(ZeroDates.NULL), DATETIME, date);

        assertThat(row.getObject(0)).isNull();
        assertThat(row.getLocalDateTime(0)).isNull();
        assertThat(row.getInstant(0)).isNull();
        assertThat(row.get(0, OffsetDateTime.class)).isNull();
        assertThat(row.isNull(0)).isFalse();
        assertThat(row.getString(0)).startsWith(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-00-00 00:00:00", "2024-05-00 01:02:03", "2024-02-31 00:00:00"})
    void impossibleDate_policyText_isTextToGetObjectAlone(String date) {
        Row row = TypedRow.of(zeroDates(ZeroDates.TEXT), DATETIME, date);

        assertThat((String) row.getObject(0)).startsWith(date);
        assertThatThrownBy(() -> row.getLocalDateTime(0)).isInstanceOf(MySqlDecodeException.class);
    }

    // --- booleans --------------------------------------------------------------------------------------------------

    @Test
    void getObject_tinyInt1_isABooleanWhereTheOptionSaysSo() {
        ColumnDefinition41 flag = column("c", MYSQL_TYPE_TINY, 0, BINARY, 1);
        ColumnDefinition41 unsigned = column("c", MYSQL_TYPE_TINY, ColumnFlag.UNSIGNED_FLAG, BINARY, 1);
        ColumnDefinition41 wide = column("c", MYSQL_TYPE_TINY, 0, BINARY, 4);
        ValueContext asBoolean = options(true, false);

        assertThat(TypedRow.of(asBoolean, flag, 2).getObject(0)).isEqualTo(true);
        assertThat(TypedRow.of(asBoolean, flag, 0).getObject(0)).isEqualTo(false);
        assertThat(TypedRow.of(asBoolean, flag, null).getObject(0)).isNull();
        assertThat(TypedRow.of(asBoolean, unsigned, 1).getObject(0)).isEqualTo(1);
        assertThat(TypedRow.of(asBoolean, wide, 1).getObject(0)).isEqualTo(1);
        assertThat(TypedRow.of(options(false, true), flag, 1).getObject(0)).isEqualTo(1);
    }

    @Test
    void getObject_bit1_isABooleanWhereTheOptionSaysSo() {
        ColumnDefinition41 flag = column("c", MYSQL_TYPE_BIT, ColumnFlag.UNSIGNED_FLAG, BINARY, 1);
        ColumnDefinition41 two = column("c", MYSQL_TYPE_BIT, ColumnFlag.UNSIGNED_FLAG, BINARY, 2);

        assertThat(TypedRow.of(options(false, true), flag, 1).getObject(0)).isEqualTo(true);
        assertThat(TypedRow.of(options(false, true), two, 1).getObject(0)).isEqualTo(new byte[] {1});
        assertThat(TypedRow.of(options(true, false), flag, 1).getObject(0)).isEqualTo(new byte[] {1});
    }

    private static ValueContext options(boolean tinyInt1, boolean bit1) {
        return new ValueContext(null, new TypeOptions(ZeroDates.ERROR, tinyInt1, bit1, List.of()));
    }

    // --- UUIDs, addresses, geometries ------------------------------------------------------------------------------

    private static final UUID ID = UUID.fromString("123e4567-e89b-12d3-a456-426655440000");

    @Test
    void getUuid_textAndBytes_areRead() {
        byte[] bytes = HexFormat.of().parseHex("123e4567e89b12d3a456426655440000");

        assertThat(TypedRow.of(ValueContext.DEFAULT, TEXT, ID.toString()).getUuid("c"))
                .isEqualTo(ID);
        assertThat(TypedRow.of(ValueContext.DEFAULT, BYTES, bytes).getUuid("c")).isEqualTo(ID);
        assertThat(TypedRow.of(ValueContext.DEFAULT, extended("uuid"), ID.toString())
                        .getObject("c"))
                .isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-2-3-4-5", "123e4567e89b12d3a456426655440000", "xyze4567-e89b-12d3-a456-426655440000"})
    void getUuid_otherText_failsWithoutShowingIt(String text) {
        Row row = TypedRow.of(ValueContext.DEFAULT, TEXT, text);

        assertThatThrownBy(() -> row.getUuid(0))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessage("column 0 'c' (VARCHAR) as UUID: not a UUID");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, 01020304",
        "255.255.255.255, ffffffff",
        "::1, 00000000000000000000000000000001",
        "2001:DB8::ff00:42:8329, 20010db8000000000000ff0000428329",
        "::ffff:1.2.3.4, 00000000000000000000ffff01020304",
        "0:0:0:0:0:ffff:102:304, 00000000000000000000ffff01020304"
    })
    void getInetAddress_anAddress_hasAllItsBytes(String text, String hex) {
        Row row = TypedRow.of(ValueContext.DEFAULT, TEXT, text);
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(row.getInetAddress("c")).isEqualTo(AddressText.of(bytes));
        assertThat(row.getInetAddress("c") instanceof Inet6Address).isEqualTo(bytes.length == 16);
        assertThat(TypedRow.of(ValueContext.DEFAULT, BYTES, bytes).getInetAddress("c"))
                .isEqualTo(row.getInetAddress("c"));
        assertThat(TypedRow.of(ValueContext.DEFAULT, extended("inet6"), text).getObject("c"))
                .isEqualTo(row.getInetAddress("c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.4 ",
                "::g",
                ":::",
                "fe80::1%lo",
                "1..2.3"
            })
    void getInetAddress_otherText_isRefusedAndNotLookedUp(String text) {
        Row row = TypedRow.of(ValueContext.DEFAULT, TEXT, text);

        assertThatThrownBy(() -> row.getInetAddress(0))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("not an internet address");
    }

    @Test
    void getGeometry_bytesThatAreNone_failsAndLeavesTheBytes() {
        ColumnDefinition41 column = column(MYSQL_TYPE_GEOMETRY, BINARY);
        byte[] point = new Geometry.Point(1, 2).toBytes();

        assertThat(TypedRow.of(ValueContext.DEFAULT, column, point).getObject(0))
                .isEqualTo(new Geometry.Point(1, 2));
        Row broken = TypedRow.of(ValueContext.DEFAULT, column, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> broken.getObject(0)).isInstanceOf(MySqlDecodeException.class);
        assertThatThrownBy(() -> broken.getGeometry(0)).isInstanceOf(MySqlDecodeException.class);
        assertThat(broken.getBytes(0)).containsExactly(1, 2, 3);
    }

    @Test
    void getGeometry_columnOfText_isRefused() {
        Row row = TypedRow.of(ValueContext.DEFAULT, TEXT, "POINT(1 2)");

        assertThatThrownBy(() -> row.getGeometry(0)).hasMessageContaining("the column holds another type");
    }

    @Test
    void undecodableValue_isNotInTheMessageOrItsCause() {
        Row row = TypedRow.of(ValueContext.DEFAULT, TEXT, "secret");

        assertThatThrownBy(() -> row.getInt(0))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("column 0 'c' (VARCHAR) as int")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}

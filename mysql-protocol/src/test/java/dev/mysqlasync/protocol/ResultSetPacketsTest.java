package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_OPTIONAL_RESULTSET_METADATA;
import static dev.mysqlasync.protocol.Capability.MARIADB_CLIENT_CACHE_METADATA;
import static dev.mysqlasync.protocol.Capability.MARIADB_CLIENT_EXTENDED_METADATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultSetPacketsTest {

    private static final String STRINGS = "03 'def' 00 00 00 01 'a' 00 ";
    private static final String FIXED = "0c 3f 00 02 00 00 00 08 81 00 1f 00 00";

    @ParameterizedTest
    @CsvSource({"01, 1", "fc 00 10, 4096", "fc 01 10, 4097", "fe 05 00*7, 5"})
    void header_countOf1AndMore_isTaken(String dump, int expected) {
        assertThat(ResultSetHeader.decode(Dump.reader(dump), 0).columnCount()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "fe ff*8", "fe 00*4 01 00*3", "fb", "ff", "01 00"})
    void header_anyOtherCount_isRefused(String dump) {
        assertThatThrownBy(() -> ResultSetHeader.decode(Dump.reader(dump), 0)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {CLIENT_OPTIONAL_RESULTSET_METADATA, MARIADB_CLIENT_CACHE_METADATA})
    void header_metadataFlagThatIsNeither0Nor1_isRefused(long capabilities) {
        assertThatThrownBy(() -> ResultSetHeader.decode(Dump.reader("01 02"), capabilities))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("metadata_follows");
    }

    @Test
    void prepareOk_cachedMetadataOfMariaDb_addsNoFlag() {
        PrepareOk ok =
                PrepareOk.decode(Dump.reader("00 01 00 00 00 01 00 01 00 00 00 00"), MARIADB_CLIENT_CACHE_METADATA);

        assertThat(ok.metadataFollows()).isTrue();
    }

    @Test
    void prepareOk_bytesAfterTheEnd_areRefused() {
        assertThatThrownBy(() -> PrepareOk.decode(Dump.reader("00 01 00 00 00 01 00 01 00 00 00 00 01"), 0))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0b 3f*10 00", "0d 3f*13", "00", "fb"})
    void columnDefinition_fixedPartOfAnotherLength_isRefused(String fixed) {
        assertThatThrownBy(() -> ColumnDefinition41.decode(Dump.reader(STRINGS + fixed), 0))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void columnDefinition_bytesAfterTheEnd_areRefused() {
        assertThatThrownBy(() -> ColumnDefinition41.decode(Dump.reader(STRINGS + FIXED + " 00"), 0))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void columnDefinition_anotherCatalog_isTaken() {
        ColumnDefinition41 column =
                ColumnDefinition41.decode(Dump.reader("03 'std' 01 's' 01 't' 01 'o' 01 'a' 01 'b' " + FIXED), 0);

        assertThat(column)
                .isEqualTo(new ColumnDefinition41("std", "s", "t", "o", "a", "b", null, null, 63, 2, 8, 0x81, 31));
    }

    @Test
    void columnDefinition_extendedMetadata_keepsTypeAndFormatAndSkipsTheRest() {
        ColumnDefinition41 column = ColumnDefinition41.decode(
                Dump.reader(STRINGS + "0e 00 03 'typ' 07 01 'x' 01 04 'json' " + FIXED),
                MARIADB_CLIENT_EXTENDED_METADATA);

        assertThat(column.extendedType()).isEqualTo("typ");
        assertThat(column.extendedFormat()).isEqualTo("json");
    }

    @ParameterizedTest
    @CsvSource({"32, true", "33, true", "1, false", "0, false"})
    void isUnsigned_followsItsFlag(int flags, boolean expected) {
        assertThat(column(45, flags).isUnsigned()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"63, true", "45, false", "319, false"})
    void isBinary_followsTheCollation(int collation, boolean expected) {
        assertThat(column(collation, 0).isBinary()).isEqualTo(expected);
    }

    @Test
    void has_wantsEveryFlag() {
        ColumnDefinition41 column = column(45, ColumnFlag.NOT_NULL_FLAG | ColumnFlag.PRI_KEY_FLAG);

        assertThat(column.has(ColumnFlag.NOT_NULL_FLAG | ColumnFlag.PRI_KEY_FLAG))
                .isTrue();
        assertThat(column.has(ColumnFlag.NOT_NULL_FLAG | ColumnFlag.ENUM_FLAG)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, MYSQL_TYPE_DECIMAL",
        "3, MYSQL_TYPE_LONG",
        "13, MYSQL_TYPE_YEAR",
        "16, MYSQL_TYPE_BIT",
        "20, MYSQL_TYPE_TYPED_ARRAY",
        "21, type 21",
        "241, type 241",
        "242, MYSQL_TYPE_VECTOR",
        "245, MYSQL_TYPE_JSON",
        "253, MYSQL_TYPE_VAR_STRING",
        "255, MYSQL_TYPE_GEOMETRY",
        "256, type 256",
        "-1, type -1",
    })
    void nameOf_type_isTheManuals(int type, String expected) {
        assertThat(ColumnType.nameOf(type)).isEqualTo(expected);
    }

    private static ColumnDefinition41 column(int collation, int flags) {
        return new ColumnDefinition41("def", "", "", "", "a", "", null, null, collation, 1, 3, flags, 0);
    }
}

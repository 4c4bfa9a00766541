package dev.mysqlasync.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnFlag;
import dev.mysqlasync.protocol.ColumnType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnListTest {

    @Test
    void parse_numbers_haveTypeFlagsAndDecimals() {
        List<ColumnDefinition41> columns =
                ColumnList.parse("id BIGINT UNSIGNED NOT NULL, price decimal(10,2), ratio DOUBLE, flag BOOL");

        assertThat(columns).extracting(ColumnDefinition41::name).containsExactly("id", "price", "ratio", "flag");
        assertThat(columns)
                .extracting(ColumnDefinition41::type)
                .containsExactly(
                        ColumnType.MYSQL_TYPE_LONGLONG,
                        ColumnType.MYSQL_TYPE_NEWDECIMAL,
                        ColumnType.MYSQL_TYPE_DOUBLE,
                        ColumnType.MYSQL_TYPE_TINY);
        assertThat(columns.get(0).has(ColumnFlag.UNSIGNED_FLAG | ColumnFlag.NOT_NULL_FLAG))
                .isTrue();
        assertThat(columns).extracting(ColumnDefinition41::decimals).containsExactly(0, 2, 31, 0);
    }

    @Test
    void parse_strings_areTextOrBytesByTheirCollation() {
        List<ColumnDefinition41> columns = ColumnList.parse("a VARCHAR(50), b VARBINARY(50), c TEXT, d BLOB");

        assertThat(columns).extracting(ColumnDefinition41::isBinary).containsExactly(false, true, false, true);
        assertThat(columns.get(0).length()).isEqualTo(200);
        assertThat(columns.get(1).length()).isEqualTo(50);
    }

    @Test
    void parse_fractionOfSeconds_isInDecimals() {
        assertThat(ColumnList.parse("t DATETIME(6)").get(0).decimals()).isEqualTo(6);
    }

    @Test
    void parse_enumWithCommas_isOneColumn() {
        ColumnDefinition41 column = ColumnList.parse("size ENUM('s','m','l')").get(0);

        assertThat(column.has(ColumnFlag.ENUM_FLAG)).isTrue();
    }

    @Test
    void parse_nameInBackticks_mayHoldAnything() {
        assertThat(ColumnList.parse("`COUNT(*), all` BIGINT").get(0).name()).isEqualTo("COUNT(*), all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id", "id BIGINTEGER", "id INT SIGNED", "id INT(x)", "id INT,"})
    void parse_whatIsNoColumn_isRefused(String declaration) {
        assertThatThrownBy(() -> ColumnList.parse(declaration)).isInstanceOf(IllegalArgumentException.class);
    }
}

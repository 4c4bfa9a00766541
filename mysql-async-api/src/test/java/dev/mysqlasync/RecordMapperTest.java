package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.internal.value.TypedRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordMapperTest {

    private record Style(int id, @Nullable String name) {}

    private record Everything(
            boolean flag,
            byte tiny,
            short small,
            int medium,
            long large,
            float single,
            double twice,
            char letter,
            @Nullable Integer boxed,
            @Nullable BigDecimal decimal,
            Optional<String> maybe) {}

    private record Named(String userName, int x) {}

    private record Outer(int id, Style style) {}

    private record Empty() {}

    private record Positive(int value) {
        private Positive {
            if (value < 0) {
                throw new IllegalStateException("negative");
            }
        }
    }

    private record Lists(Optional<List<String>> values) {}

    private static Row row(List<String> names, @Nullable Object... values) {
        return TypedRow.texts(names, values);
    }

    @Test
    void map_columnsInAnyOrder_goToTheirComponents() {
        assertThat(RowMapper.of(Style.class).map(row(List.of("name", "more", "id"), "jazz", "-", "7")))
                .isEqualTo(new Style(7, "jazz"));
    }

    @Test
    void map_asManyComponentsAsThereCanBe_areRead() {
        WideRecord record = RowMapper.of(WideRecord.class).map(wideRow("0"));

        assertThat(record.c0()).isZero();
        assertThat(record.c127()).isEqualTo(127);
        assertThat(record.c253()).isEqualTo(253);
    }

    @Test
    void map_manyComponents_failsAsWithFew() {
        RowMapper<WideRecord> mapper = RowMapper.of(WideRecord.class);

        assertThatThrownBy(() -> mapper.map(wideRow("-1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("negative");
        assertThatThrownBy(() -> mapper.map(wideRow(null)))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("component c0");
        assertThatThrownBy(() -> mapper.map(wideRow("x"))).isInstanceOf(MySqlDecodeException.class);
    }

    private static Row wideRow(@Nullable String first) {
        List<String> names = IntStream.range(0, 254).mapToObj(i -> "c" + i).toList();
        Object[] values = IntStream.range(0, 254).mapToObj(Integer::toString).toArray();
        values[0] = first;
        return row(names, values);
    }

    @Test
    void map_everyTypeOfComponent_isRead() {
        List<String> names = List.of(
                "flag", "tiny", "small", "medium", "large", "single", "twice", "letter", "boxed", "decimal", "maybe");

        assertThat(RowMapper.of(Everything.class)
                        .map(row(names, "1", "-2", "3", "4", "5", "6.5", "7.5", "é", "8", "9.50", "ten")))
                .isEqualTo(new Everything(
                        true,
                        (byte) -2,
                        (short) 3,
                        4,
                        5,
                        6.5f,
                        7.5,
                        'é',
                        8,
                        new BigDecimal("9.50"),
                        Optional.of("ten")));
        assertThat(RowMapper.of(Everything.class)
                        .map(row(names, "0", "0", "0", "0", "0", "0", "0", "x", null, null, null)))
                .isEqualTo(new Everything(false, (byte) 0, (short) 0, 0, 0, 0, 0, 'x', null, null, Optional.empty()));
    }

    @Test
    void map_namesThatDifferInCaseOrUnderscores_fit() {
        RowMapper<Named> mapper = RowMapper.of(Named.class);

        for (String name : List.of("userName", "USERNAME", "user_name", "USER_NAME", "_user_name")) {
            assertThat(mapper.map(row(List.of(name, "X"), "a", "1"))).isEqualTo(new Named("a", 1));
        }
    }

    @Test
    void map_severalColumnsFit_takesTheNearest() {
        RowMapper<Named> mapper = RowMapper.of(Named.class);

        assertThat(mapper.map(row(List.of("user_name", "username", "userName", "x"), "a", "b", "c", "1")))
                .isEqualTo(new Named("c", 1));
        assertThat(mapper.map(row(List.of("user_name", "username", "x"), "a", "b", "1")))
                .isEqualTo(new Named("b", 1));
    }

    @Test
    void map_severalColumnsFitAlike_isRefused() {
        assertThatThrownBy(
                        () -> RowMapper.of(Named.class).map(row(List.of("user_name", "u_sername", "x"), "a", "b", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("userName")
                .hasMessageContaining("more than one column; the columns are: user_name, u_sername, x");
    }

    @Test
    void map_noColumnFits_isRefusedAndTheColumnsListed() {
        assertThatThrownBy(() -> RowMapper.of(Style.class).map(row(List.of("ID", "title"), "1", "2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component name of record")
                .hasMessageEndingWith("the columns are: ID, title");
    }

    @Test
    void map_nullIntoAPrimitive_namesTheComponent() {
        assertThatThrownBy(() -> RowMapper.of(Style.class).map(row(List.of("id", "name"), null, "x")))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("component id of record")
                .hasMessageContaining("is an int, and column 'id' is NULL; use Integer or Optional");
    }

    @Test
    void map_anotherResult_bindsAnew() {
        RowMapper<Style> mapper = RowMapper.of(Style.class);
        Row one = row(List.of("id", "name"), "1", "a");
        Row other = row(List.of("name", "id"), "b", "2");

        assertThat(mapper.map(one)).isEqualTo(new Style(1, "a"));
        assertThat(mapper.map(other)).isEqualTo(new Style(2, "b"));
        assertThat(mapper.map(one)).isEqualTo(new Style(1, "a"));
    }

    @Test
    void map_constructorThatThrows_throwsThat() {
        assertThatThrownBy(() -> RowMapper.of(Positive.class).map(row(List.of("value"), "-1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("negative");
    }

    @Test
    void map_recordWithoutComponents_isMade() {
        assertThat(RowMapper.of(Empty.class).map(row(List.of("a"), "1"))).isEqualTo(new Empty());
    }

    @Test
    void map_recordInARecord_isRefusedWithTheReason() {
        RowMapper<Outer> mapper = RowMapper.of(Outer.class);

        assertThatThrownBy(() -> mapper.map(row(List.of("id", "name"), "1", "a")))
                .hasMessageContaining("nested records are not supported");
        assertThatThrownBy(() -> mapper.map(row(List.of("id", "style"), "1", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("map a whole row to a record");
    }

    @Test
    void of_optionalOfWhatIsNoClass_isRefused() {
        assertThatThrownBy(() -> RowMapper.of(Lists.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void column_givesTheValueOfEachRow() {
        RowMapper<@Nullable Long> mapper = RowMapper.column(1, Long.class);

        assertThat(mapper.map(row(List.of("a", "b"), "1", "2"))).isEqualTo(2);
        assertThat(mapper.map(row(List.of("a", "b"), "1", null))).isNull();
    }
}

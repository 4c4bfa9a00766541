package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RowLayoutTest {

    private final RowLayout layout = RowLayout.of(
            RowFormat.TEXT,
            List.of(
                    Rows.named("id"),
                    Rows.named("Name"),
                    Rows.named("name"),
                    Rows.named("twice"),
                    Rows.named("twice"),
                    Rows.named("A"),
                    Rows.named("a")));

    @Test
    void name_spelledAsTheColumn_isFound() {
        assertThat(layout.indexOf("id")).isZero();
    }

    @Test
    void name_differingInCase_isFound() {
        assertThat(layout.indexOf("ID")).isZero();
    }

    @Test
    void name_spelledAsOneOfTwoThatDifferInCase_isThatOne() {
        assertThat(layout.indexOf("Name")).isEqualTo(1);
        assertThat(layout.indexOf("name")).isEqualTo(2);
    }

    @Test
    void name_spelledAsNeitherOfTwoThatDifferInCase_isAmbiguous() {
        assertThat(layout.indexOf("NAME")).isEqualTo(RowLayout.AMBIGUOUS);
    }

    @Test
    void name_ofTwoColumns_isAmbiguous() {
        assertThat(layout.indexOf("twice")).isEqualTo(RowLayout.AMBIGUOUS);
    }

    @Test
    void name_ofNoColumn_isNone() {
        assertThat(layout.indexOf("nobody")).isEqualTo(RowLayout.NONE);
    }

    @Test
    void name_inTheTurkishLocale_isFoundAllTheSame() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(RowLayout.of(RowFormat.TEXT, List.of(Rows.named("id"))).indexOf("ID"))
                    .isZero();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void columns_areACopy() {
        List<ColumnDefinition41> columns = new ArrayList<>(List.of(Rows.named("id")));
        RowLayout copied = RowLayout.of(RowFormat.BINARY, columns);
        columns.clear();

        assertThat(copied.columns()).hasSize(1);
        assertThat(copied.columnCount()).isEqualTo(1);
        assertThat(copied.format()).isEqualTo(RowFormat.BINARY);
    }

    @Test
    void views_ofOneLayout_areOnRowsOfTheirOwn() {
        RowLayout one = RowLayout.of(RowFormat.TEXT, List.of(Rows.named("id")));
        RowView first = new RowView(one);
        RowView second = new RowView(one);
        first.wrap(Rows.bytes("01 41"), 0, 2);
        second.wrap(Rows.bytes("01 42"), 0, 2);

        assertThat(first.getString(0)).isEqualTo("A");
        assertThat(second.getString(0)).isEqualTo("B");
        assertThat(second.layout()).isSameAs(one);
    }
}

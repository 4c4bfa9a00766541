package dev.mysqlasync.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchRowsTest {

    @Test
    void check_rowsOfOneWidth_measuresEach() {
        BatchRows rows = new BatchRows(List.of(Arrays.asList(1, null), List.of(1L, "abc")));
        rows.encode(ValueContext.DEFAULT);

        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.width()).isEqualTo(2);
        assertThat(rows.size(0)).isEqualTo(4);
        assertThat(rows.size(1)).isEqualTo(8 + 4);
        assertThat(rows.values(0, 2)).containsExactly(Arrays.asList(1, null), List.of(1L, "abc"));
    }

    @Test
    void check_unequalRows_namesTheFirstThatDiffers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new BatchRows(List.of(List.of(1), List.of(1), List.of(1, 2))).encode(ValueContext.DEFAULT))
                .withMessageContaining("row 2");
    }

    @Test
    void check_valueThatCannotBeSent_namesTheRowAndNotTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchRows(List.of(List.of("secret"), List.of(new StringBuilder[0])))
                        .encode(ValueContext.DEFAULT))
                .withMessageContaining("row 1")
                .withMessageNotContaining("secret");
    }
}

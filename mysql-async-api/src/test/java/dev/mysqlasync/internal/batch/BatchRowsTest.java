package dev.mysqlasync.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.internal.sql.SqlModes;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchRowsTest {

    @Test
    void check_rowsOfOneWidth_measuresEach() {
        BatchRows rows = BatchRows.byPosition(List.of(Arrays.asList(1, null), List.of(1L, "abc")));
        assertThat(rows.check()).isTrue();

        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.width()).isEqualTo(2);
        assertThat(rows.size(0)).isEqualTo(4);
        assertThat(rows.size(1)).isEqualTo(8 + 4);
        assertThat(rows.values(0, 2)).containsExactly(Arrays.asList(1, null), List.of(1L, "abc"));
    }

    @Test
    void bind_names_becomePlacesAndValuesInTheirOrder() {
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("a", null);
        nothing.put("b", null);
        BatchRows rows = BatchRows.byName(List.of(Map.of("a", 1, "b", 2), nothing));
        String text = rows.bind("x = :b AND ':a' > :a OR :b", SqlModes.DEFAULT);
        assertThat(rows.check()).isTrue();

        assertThat(text).isEqualTo("x = ? AND ':a' > ? OR ?");
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.values(0, 2)).containsExactly(List.of(2, 1, 2), Arrays.asList(null, null, null));
    }

    @Test
    void bind_rowsOfOtherNames_areRefusedWithTheirNumber() {
        assertRefused(Map.of("a", 2), "row 1", "no value for :b");
        assertRefused(Map.of("a", 2, "B", 3), "row 1", "no value for :b");
        assertRefused(Map.of("a", 2, "b", 3, "c", 4), "row 1", "has no :c");
    }

    private static void assertRefused(Map<String, Object> second, String... messages) {
        BatchRows rows = BatchRows.byName(List.of(Map.of("a", 1, "b", 2), second));
        rows.bind(":a + :b", SqlModes.DEFAULT);

        assertThatIllegalArgumentException()
                .isThrownBy(rows::check)
                .satisfies(failure -> assertThat(failure.getMessage()).contains(messages));
    }

    @Test
    void bind_namesForAStatementWithout_areRefused() {
        BatchRows rows = BatchRows.byName(List.of(Map.of("a", 1)));
        rows.bind("VALUES (?)", SqlModes.DEFAULT);

        assertThatIllegalArgumentException().isThrownBy(rows::check).withMessageContaining("the statement has no :a");
    }

    @Test
    void check_manyValuesOrBytes_takesSeveralTurns() {
        BatchRows many = BatchRows.byPosition(Collections.nCopies(10_000, List.of(1, 2, 3)));
        int turns = 1;
        while (!many.check()) {
            turns++;
        }
        assertThat(turns).isEqualTo(10);
        assertThat(many.size(9_999)).isEqualTo(12);
        assertThat(many.endOfTurn(5_000, 10_000)).isEqualTo(5_000 + 1_024);
        assertThat(many.endOfTurn(9_990, 10_000)).isEqualTo(10_000);
    }

    @Test
    void endOfTurn_rowLongerThanATurn_isOneOfItsOwn() {
        BatchRows rows = BatchRows.byPosition(List.of(List.of(new byte[1 << 20]), List.of(1)));
        assertThat(rows.check()).isFalse();
        assertThat(rows.check()).isTrue();
        assertThat(rows.endOfTurn(0, 2)).isEqualTo(1);
        assertThat(rows.endOfTurn(1, 2)).isEqualTo(2);
    }

    @Test
    void check_unequalRows_namesTheFirstThatDiffers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchRows.byPosition(List.of(List.of(1), List.of(1), List.of(1, 2)))
                        .check())
                .withMessageContaining("row 2");
    }

    @Test
    void check_longParameterOrList_isRefusedWithTheWayOut() {
        LongParameter longOne = LongParameter.ofBytes(ByteSource.ofBytes(new byte[1]));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchRows.byPosition(List.of(List.of(1, 2), List.of(1, Optional.of(longOne))))
                        .check())
                .withMessage("row 1 of the batch: value 2 is a LongParameter, which a batch cannot send;"
                        + " use execute, one row at a time");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> BatchRows.byPosition(List.of(List.of(List.of(1)))).check())
                .withMessageContaining("value 1 is a list");
    }

    @Test
    void check_valueThatCannotBeSent_namesTheRowAndNotTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchRows.byPosition(List.of(List.of("secret"), List.of(new StringBuilder[0])))
                        .check())
                .withMessageContaining("row 1")
                .withMessageNotContaining("secret");
    }
}

package dev.mysqlasync.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchStretchTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 18, 100, 1001, Integer.MAX_VALUE})
    void pieces_ofMany_areSmallerAndCoverAllInOrder(int count) {
        int next = 0;
        for (BatchStretch piece : new BatchStretch(0, count, true).pieces()) {
            assertThat(piece.from()).isEqualTo(next);
            assertThat(piece.count()).isBetween(1, count - 1);
            assertThat(piece.together()).isTrue();
            next = piece.to();
        }
        assertThat(next).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16})
    void pieces_ofFew_areRowsOfTheirOwn(int count) {
        assertThat(new BatchStretch(7, 7 + count, true).pieces())
                .isEqualTo(List.of(new BatchStretch(7, 7 + count, false)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4999, 9999})
    void pieces_againAndAgain_findOneBadRowWithFewCommands(int bad) {
        List<BatchStretch> toDo = new ArrayList<>(List.of(new BatchStretch(0, 10_000, true)));
        int commands = 0;
        while (!toDo.isEmpty()) {
            BatchStretch next = toDo.remove(0);
            commands += next.together() ? 1 : next.count();
            if (next.together() && next.from() <= bad && bad < next.to()) {
                toDo.addAll(0, next.pieces());
            }
        }
        assertThat(commands).isLessThan(60);
    }
}

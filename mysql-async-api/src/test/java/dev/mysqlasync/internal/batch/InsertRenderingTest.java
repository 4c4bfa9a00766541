package dev.mysqlasync.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.internal.sql.InsertText;
import dev.mysqlasync.internal.sql.SqlModes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsertRenderingTest {

    private static final InsertText INSERT = InsertText.of(
                    "INSERT INTO tä VALUES (?, ?) AS n ON DUPLICATE KEY UPDATE a = n.a", SqlModes.DEFAULT)
            .orElseThrow();

    @Test
    void sql_rows_stand_betweenHeadAndTail() {
        InsertRendering rendering = new InsertRendering(INSERT, SqlModes.DEFAULT, 1000);
        rendering.add(List.of(1, "a"));
        rendering.add(List.of(2, "b"));

        assertThat(rendering.sql())
                .isEqualTo("INSERT INTO tä VALUES (1, 'a'), (2, 'b') AS n ON DUPLICATE KEY UPDATE a = n.a");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 101, 102, 103, 150, 200, 201, 202, 203})
    void add_untilFull_takesAllThatFitsAndNoMore(int room) {
        InsertRendering rendering = new InsertRendering(INSERT, SqlModes.DEFAULT, room);
        List<Object> row = List.of(1, "ü€😀");
        int rows = 0;
        while (rendering.add(row)) {
            rows++;
        }

        int length = bytes(rendering.sql());
        int more = bytes("(1, 'ü€😀')") + (rows == 0 ? 0 : 2);
        assertThat(length + more).isGreaterThan(room);
        assertThat(rows == 0 || length <= room).isTrue();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

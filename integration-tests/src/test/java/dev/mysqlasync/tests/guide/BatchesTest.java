package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchesTest extends GuideScene {

    @Test
    void batch_runsEachRow() {
        // guide
        List<List<Object>> rows =
                List.of(List.of(4, "folk metal"), List.of(5, "black metal"), List.of(6, "doom metal"));
        CompletableFuture<BatchResult> batch = connection
                .executeBatch("INSERT INTO music_style (id, name) VALUES (?, ?)", rows)
                .thenCompose(result -> connection.commit().thenApply(committed -> result));
        // end

        assertThat(await(batch).affectedRows()).isEqualTo(3);
        assertThat(await(batch).isComplete()).isTrue();
        assertThat(await(batch).strategies())
                .containsExactly(connection.isMariaDb() ? BatchResult.Strategy.BULK : BatchResult.Strategy.REWRITTEN);
        assertThat(count()).isEqualTo(6);
    }

    @Test
    void batch_takesValuesByName() {
        // guide
        List<Map<String, Object>> named =
                List.of(Map.of("id", 4, "name", "folk metal"), Map.of("id", 5, "name", "black metal"));
        CompletableFuture<BatchResult> inserted =
                connection.executeBatchByName("INSERT INTO music_style (id, name) VALUES (:id, :name)", named);
        // end

        assertThat(await(inserted).affectedRows()).isEqualTo(2);
        assertThat(row("SELECT name FROM music_style WHERE id = 5").getString(0))
                .isEqualTo("black metal");
    }

    @Test
    void outcomes_tellOfEachRow() {
        List<List<@Nullable Object>> rows =
                List.of(List.of(4, "a"), List.of(1, "b"), Arrays.asList(6, null), List.of(7, "d"));
        CompletableFuture<BatchResult> batch =
                connection.executeBatch("INSERT INTO music_style (id, name) VALUES (?, ?)", rows);

        // guide
        CompletableFuture<List<String>> failures = batch.thenApply(result -> {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < result.outcomes().size(); i++) {
                BatchOutcome outcome = result.outcomes().get(i);
                if (outcome instanceof BatchOutcome.Failed failed) {
                    lines.add("row " + i + ": " + failed.error().getMessage());
                }
            }
            return lines;
        });
        // end

        assertThat(await(failures)).hasSize(2);
        assertThat(await(failures).get(0)).startsWith("row 1: ERROR 1062");
        assertThat(await(failures).get(1)).startsWith("row 2: ERROR 1048");
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void batch_inATransaction_isAllOrNothing() {
        MySqlConnection connection = connect(options);
        List<List<Object>> rows = List.of(List.of(4, "folk metal"), List.of(1, "a duplicate"));
        String insert = "INSERT INTO music_style (id, name) VALUES (?, ?)";

        // guide
        CompletableFuture<Boolean> allOrNothing = connection
                .begin()
                .thenCompose(begun -> connection.executeBatch(insert, rows))
                .thenCompose(result -> result.isComplete()
                        ? connection.commit().thenApply(done -> true)
                        : connection.rollback().thenApply(done -> false));
        // end

        assertThat(await(allOrNothing)).isFalse();
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void pipelined_isOneCommandForEachRow() {
        MySqlOptions options = this.options.toBuilder().autocommit(true).build();
        MySqlConnection connection = connect(options);

        // guide
        CompletableFuture<BatchResult> batch = connection.executeBatch(
                "UPDATE music_style SET name = ? WHERE id = ?",
                List.of(List.of("Heavy Metal", 1), List.of("Death Metal", 2)),
                BatchMode.PIPELINED);
        // end

        assertThat(await(batch).outcomes()).containsOnly(new BatchOutcome.Run(1));
        assertThat(await(batch).strategies()).containsExactly(BatchResult.Strategy.PIPELINED);
    }
}

package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ErrorCategory;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class QueriesTest extends GuideScene {

    @Test
    void query_givesRows() {
        // guide
        CompletableFuture<Rows> found =
                connection.query("SELECT id, name FROM music_style WHERE id < ? ORDER BY id", 3);
        CompletableFuture<List<String>> lines = found.thenApply(rows -> rows.stream()
                .map(row -> row.getInt("id") + " " + row.getString("name"))
                .toList());
        // end

        assertThat(await(lines)).containsExactly("1 heavy metal", "2 death metal");
    }

    @Test
    void execute_givesTheEffect() {
        // guide
        CompletableFuture<Long> newId = connection
                .execute("INSERT INTO music_style (name) VALUES (?)", "folk metal")
                .thenApply(ExecuteResult::lastInsertId);
        // end

        assertThat(await(newId)).isEqualTo(4);
    }

    @Test
    void arguments_byNameAndInLists() {
        // guide
        Statement statement = Statement.of(
                        "SELECT name FROM music_style WHERE id IN (:ids) OR name = :name ORDER BY id")
                .bind("ids", List.of(1, 2))
                .bind("name", "power metal");
        CompletableFuture<Rows> found = connection.query(statement);
        // end

        assertThat(await(found).size()).isEqualTo(3);
    }

    // guide
    record Style(int id, String name) {}

    private static final RowMapper<Style> TO_STYLE = RowMapper.of(Style.class);

    // end

    @Test
    void mapping_givesObjects() {
        // guide
        CompletableFuture<List<Style>> styles =
                connection.query("SELECT id, name FROM music_style ORDER BY id", TO_STYLE);
        CompletableFuture<List<Integer>> lengths = connection.query(
                "SELECT name FROM music_style ORDER BY id",
                row -> row.getString("name").length());
        // end

        assertThat(await(styles)).startsWith(new Style(1, "heavy metal")).hasSize(3);
        assertThat(await(lengths)).containsExactly(11, 11, 11);
    }

    @Test
    void errors_areTold() {
        // guide
        CompletableFuture<Boolean> isNew = connection
                .execute("INSERT INTO music_style VALUES (?, ?)", 1, "heavy metal")
                .handle((done, failure) -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof MySqlServerException error && error.category() == ErrorCategory.INTEGRITY) {
                        return false; // the connection stays usable
                    }
                    if (cause != null) {
                        throw new CompletionException(cause);
                    }
                    return true;
                });
        // end

        assertThat(await(isNew)).isFalse();
    }
}

package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.Identifiers;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StatementsTest extends GuideScene {

    @Test
    void severalStatements_giveSeveralResults() {
        // guide
        MySqlOptions several = options.toBuilder().multiStatements(true).build();
        Statement both = Statement.of("UPDATE music_style SET name = ?; SELECT COUNT(*) FROM music_style", "metal")
                .renderedByClient();
        CompletableFuture<List<Result>> results = MySqlConnection.connect(several)
                .thenCompose(connection -> connection
                        .results(both)
                        .thenCompose(given -> connection.close().thenApply(closed -> given)));
        // end

        assertThat(await(results).get(0)).isInstanceOf(ExecuteResult.class);
        assertThat(((Rows) await(results).get(1)).get(0).getLong(0)).isEqualTo(3);
    }

    @Test
    void prepare_runsAgainAndAgain() {
        // guide
        CompletableFuture<List<Rows>> both = connection
                .prepare("SELECT name FROM music_style WHERE id = ?")
                .thenCompose(statement -> {
                    CompletableFuture<Rows> first = statement.query(1);
                    CompletableFuture<Rows> second = statement.query(2); // does not wait for the first
                    return first.thenCombine(second, List::of)
                            .thenCompose(rows -> statement.close().thenApply(closed -> rows));
                });
        // end

        assertThat(await(both).get(1).get(0).getString(0)).isEqualTo("death metal");
    }

    @Test
    void literals_areMadeByTheClient() {
        // guide
        CompletableFuture<Rows> found =
                connection.query(Statement.of("SELECT COUNT(*) FROM music_style WHERE name = ?", "it's")
                        .renderedByClient());
        String sql = connection.mogrify("SELECT COUNT(*) FROM music_style WHERE id IN (?)", List.of(1, 2));
        // end

        assertThat(await(found).get(0).getLong(0)).isZero();
        assertThat(sql).endsWith("IN (1, 2)");
        assertThat(row(sql).getLong(0)).isEqualTo(2);
    }

    @Test
    void identifiers_areQuoted() {
        // guide
        String column = Identifiers.quote("name"); // `name`
        CompletableFuture<Rows> sorted = connection.query("SELECT id FROM music_style ORDER BY " + column);
        // end

        assertThat(await(sorted)).isNotEmpty();
    }

    @Test
    void pipeline_givesOutcomes() {
        // guide
        CompletableFuture<List<StatementOutcome>> outcomes = connection.pipeline(
                Statement.of("INSERT INTO music_style VALUES (?, ?)", 4, "folk metal"),
                Statement.of("INSERT INTO music_style VALUES (?, ?)", 1, "a duplicate"),
                Statement.of("SELECT COUNT(*) FROM music_style"));
        CompletableFuture<Long> failed = outcomes.thenApply(
                all -> all.stream().filter(outcome -> !outcome.isSuccess()).count());
        // end

        assertThat(await(failed)).isEqualTo(1);
        assertThat(((Rows) await(outcomes).get(2).results().get(0)).get(0).getLong(0))
                .isEqualTo(4);
    }

    @Test
    void cursor_fetches() {
        // guide
        Cursor cursor = connection.cursor();
        CompletableFuture<List<Row>> two = cursor.execute("SELECT name FROM music_style WHERE id > ? ORDER BY id", 0)
                .thenCompose(executed -> executed.fetchMany(2));
        // end

        assertThat(await(two)).hasSize(2);
        assertThat(cursor.rowNumber()).isEqualTo(2);
    }
}

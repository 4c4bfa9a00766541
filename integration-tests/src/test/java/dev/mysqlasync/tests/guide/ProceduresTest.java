package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mysqlasync.CallResult;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Warning;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProceduresTest extends GuideScene {

    private void createProcedure() {
        await(connection.execute(
                "CREATE PROCEDURE styles_from(IN first INT, OUT total INT, INOUT note VARCHAR(40)) BEGIN"
                        + " SELECT name FROM music_style WHERE id >= first ORDER BY id; SELECT COUNT(*) INTO total FROM music_style;"
                        + " SET note = CONCAT(note, '!'); END"));
    }

    @Test
    void call_givesResultsAndWhatComesOut() {
        createProcedure();

        // guide
        // CREATE PROCEDURE styles_from(IN first INT, OUT total INT, INOUT note VARCHAR(40)) ...
        CompletableFuture<CallResult> called = connection.call("styles_from", 2, null, "seen");
        CompletableFuture<String> summary = called.thenApply(result -> {
            Row out = result.outParameters().orElseThrow();
            Rows styles = result.results().get(0);
            return styles.size() + " of " + out.getInt("total") + ", " + out.getString("note");
        });
        // end

        assertThat(await(summary)).isEqualTo("2 of 3, seen!");
    }

    @Test
    void cursor_givesOneResultAfterTheOther() {
        createProcedure();

        // guide
        Cursor cursor = connection.cursor();
        CompletableFuture<@Nullable Row> out = cursor.callProcedure("styles_from", 2, null, "seen")
                .thenCompose(called -> called.fetchAll()) // the procedure's SELECT
                .thenCompose(styles -> cursor.nextSet())
                .thenCompose(more -> cursor.fetchOne()); // OUT and INOUT
        // end

        assertThat(await(out)).isNotNull();
        assertThat(await(out).getInt("total")).isEqualTo(3);
    }

    @Test
    void returning_givesRows() {
        assumeTrue(connection.isMariaDb(), "MySQL has no RETURNING");

        // guide
        CompletableFuture<List<Integer>> ids = connection.query(
                "INSERT INTO music_style (name) VALUES (?), (?) RETURNING id",
                row -> row.getInt("id"),
                "folk metal",
                "doom metal");
        // end

        assertThat(await(ids)).containsExactly(4, 5);
    }

    @Test
    void warnings_areAskedFor() {
        // guide
        CompletableFuture<List<Warning>> warnings = connection
                .execute("INSERT IGNORE INTO music_style VALUES (1, 'a duplicate')")
                .thenCompose(done ->
                        done.warningCount() > 0 ? connection.warnings() : CompletableFuture.completedFuture(List.of()));
        // end

        assertThat(await(warnings)).hasSize(1);
        assertThat(await(warnings).get(0).code()).isEqualTo(1062);
    }
}

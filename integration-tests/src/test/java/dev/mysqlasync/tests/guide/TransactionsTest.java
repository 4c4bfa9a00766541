package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.TransactionOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TransactionsTest extends GuideScene {

    private List<String> names() {
        return await(connection.query("SELECT name FROM music_style ORDER BY id", row -> row.getString(0)));
    }

    @Test
    void inTransaction_commitsWhatSucceeds() {
        // guide
        CompletableFuture<Long> count = connection.inTransaction(transaction -> transaction
                .execute("INSERT INTO music_style (name) VALUES (?)", "thrash metal")
                .thenCompose(inserted -> transaction.query("SELECT COUNT(*) FROM music_style"))
                .thenApply(rows -> rows.get(0).getLong(0)));
        // end

        assertThat(await(count)).isEqualTo(4);
        await(connection.rollback());
        assertThat(names()).endsWith("thrash metal");
    }

    @Test
    void inTransaction_rollsBackWhatFails() {
        // guide
        CompletableFuture<ExecuteResult> refused = connection.inTransaction(transaction -> transaction
                .execute("DELETE FROM music_style")
                .thenApply(deleted -> {
                    if (deleted.affectedRows() > 1) {
                        throw new IllegalStateException("expected to delete one row, not " + deleted.affectedRows());
                    }
                    return deleted;
                }));
        // end

        assertThatThrownBy(() -> await(refused)).hasMessage("expected to delete one row, not 3");
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void part_isUndoneByItself() {
        // guide
        CompletableFuture<String> kept = connection.inTransaction(transaction -> transaction
                .execute("INSERT INTO music_style (name) VALUES ('glam metal')")
                .thenCompose(inserted -> transaction.inTransaction(
                        part -> part.execute("INSERT INTO music_style VALUES (1, 'the same id again')")))
                .handle((done, failure) -> failure == null ? "both" : "the first"));
        // end

        assertThat(await(kept)).isEqualTo("the first");
        await(connection.rollback());
        assertThat(names()).hasSize(4).endsWith("glam metal");
    }

    @Test
    void options_areOfOneTransaction() {
        // guide
        TransactionOptions report = TransactionOptions.defaults()
                .isolation(IsolationLevel.REPEATABLE_READ)
                .consistentSnapshot()
                .readOnly();
        CompletableFuture<List<String>> names = connection.inTransaction(
                report,
                transaction ->
                        transaction.query("SELECT name FROM music_style ORDER BY id", row -> row.getString("name")));
        // end

        assertThat(await(names)).containsExactly("heavy metal", "death metal", "power metal");
    }

    @Test
    void retryTransaction_runsTheFunctionAgain() {
        // guide
        RetryPolicy policy = RetryPolicy.defaults().maxAttempts(3).maxPause(Duration.ofMillis(100));
        CompletableFuture<ExecuteResult> renamed = connection.retryTransaction(
                policy,
                TransactionOptions.defaults(),
                transaction -> transaction
                        .query("SELECT name FROM music_style WHERE id = ? FOR UPDATE", 1)
                        .thenApply(rows -> rows.get(0).getString("name"))
                        .thenCompose(name -> transaction.execute(
                                "UPDATE music_style SET name = ? WHERE id = ?", "very " + name, 1)));
        // end

        assertThat(await(renamed).affectedRows()).isOne();
        await(connection.rollback());
        assertThat(names()).startsWith("very heavy metal");
    }
}

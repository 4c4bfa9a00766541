package dev.mysqlasync.tests.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.Row;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.Xid;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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
                        throw new IllegalStateException("one was meant, not " + deleted.affectedRows());
                    }
                    return deleted;
                }));
        // end

        assertThatThrownBy(() -> await(refused)).hasMessage("one was meant, not 3");
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

    @Test
    void byHand_withSavepoints() {
        // guide
        CompletableFuture<Void> committed = connection
                .begin()
                .thenCompose(begun -> connection.execute("INSERT INTO music_style (name) VALUES ('folk metal')"))
                .thenCompose(inserted -> connection.savepoint("first"))
                .thenCompose(set -> connection.execute("DELETE FROM music_style"))
                .thenCompose(deleted -> connection.rollbackTo("first"))
                .thenCompose(undone -> connection.commit());
        // end

        await(committed);
        await(connection.rollback());
        assertThat(names()).hasSize(4).endsWith("folk metal");
    }

    @Test
    void xa_commitsABranchInTwoPhases() {
        String order = "order " + UUID.randomUUID();

        // guide
        Xid xid = Xid.of(order.getBytes(UTF_8), "music".getBytes(UTF_8));
        CompletableFuture<Void> prepared = connection
                .xa()
                .start(xid)
                .thenCompose(started -> connection.execute("DELETE FROM music_style WHERE id = ?", 1))
                .thenCompose(deleted -> connection.xa().end(xid))
                .thenCompose(ended -> connection.xa().prepare(xid));
        CompletableFuture<Void> committed =
                prepared.thenCompose(promised -> connection.xa().commit(xid));
        // end

        await(committed);
        assertThat(await(connection.xa().recover())).doesNotContain(xid);
        assertThat(await(connection.query("SELECT id FROM music_style ORDER BY id", Row::toList)))
                .hasToString("[[2], [3]]");
    }
}

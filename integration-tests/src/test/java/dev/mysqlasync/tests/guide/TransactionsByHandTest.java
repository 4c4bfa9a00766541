package dev.mysqlasync.tests.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Row;
import dev.mysqlasync.Xid;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TransactionsByHandTest extends GuideScene {

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
        assertThat(await(connection.query("SELECT name FROM music_style ORDER BY id", row -> row.getString(0))))
                .hasSize(4)
                .endsWith("folk metal");
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

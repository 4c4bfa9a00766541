package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.Rows;
import dev.mysqlasync.tests.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that its user has forgotten serves the next one. */
class PoolReclaimTest extends PoolScene {

    private final List<String> reclaimed = new CopyOnWriteArrayList<>();
    private MySqlPool pool;
    private String table;

    @BeforeEach
    void open() {
        table = createTable(connect(), "v INT");
        pool = pool(options -> options.maxSize(1)
                .acquireTimeout(Duration.ofSeconds(30))
                .reclaimAfter(Duration.ofMillis(200))
                .listener(new PoolListener() {
                    @Override
                    public void reclaimed(long connectionId, Duration used, Throwable acquiredAt) {
                        reclaimed.add(
                                acquiredAt.getStackTrace().length > 0 ? connectionId + " with its place" : "none");
                    }
                }));
    }

    @Test
    void acquired_isTakenBackWithNothingOfItsUserLeft() {
        MySqlConnection forgotten = await(pool.acquire().thenApply(connection -> {
            connection.execute("SET @secret = 'x'");
            connection.execute("INSERT INTO " + table + " VALUES (1)");
            return connection;
        }));

        Rows next = await(pool.query("SELECT CONNECTION_ID(), @secret, (SELECT COUNT(*) FROM " + table + ")"));

        assertThat(next.get(0).getLong(0)).as("not closed").isEqualTo(forgotten.connectionId());
        assertThat(next.get(0).getString(1)).isNull();
        assertThat(next.get(0).getInt(2)).isZero();
        assertThatThrownBy(() -> forgotten.query("SELECT 1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reclaimAfter");
        assertThat(forgotten.isOpen()).isFalse();
        Await.until(() -> reclaimed.equals(List.of(forgotten.connectionId() + " with its place")));
    }

    @Test
    void withConnection_whoseStageNeverCompletes_fails() {
        CompletableFuture<String> never = new CompletableFuture<>();

        CompletableFuture<String> use = pool.withConnection(connection -> never);

        assertThat(failure(use, IllegalStateException.class)).hasMessageContaining("reclaimAfter");
        Await.until(never::isCancelled);
        assertThat(number(pool, "SELECT 1")).isEqualTo(1);
    }

    @Test
    void inTransaction_thatNeverEnds_isRolledBack() {
        CompletableFuture<String> never = new CompletableFuture<>();

        CompletableFuture<String> use = pool.inTransaction(transaction ->
                transaction.execute("INSERT INTO " + table + " VALUES (1)").thenCompose(inserted -> never));

        assertThat(failure(use, IllegalStateException.class)).hasMessageContaining("reclaimAfter");
        assertThat(number(pool, "SELECT COUNT(*) FROM " + table)).isZero();
    }
}

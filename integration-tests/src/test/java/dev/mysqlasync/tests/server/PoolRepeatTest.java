package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.tests.Await;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a pool does with a statement whose connection is killed while the server is at it. */
class PoolRepeatTest extends PoolScene {

    private final String lock = "repeat-" + UUID.randomUUID();
    private final String waiting = "SELECT CONNECTION_ID(), GET_LOCK('" + lock + "', 60)";
    private MySqlPool pool;
    private MySqlConnection holder;

    @BeforeEach
    void holdTheLock() {
        pool = poolOfOne();
        holder = connect(options -> options.autocommit(true));
        assertThat(number(holder, "SELECT GET_LOCK('" + lock + "', 60)")).isEqualTo(1);
    }

    /** Kills whoever waits for the lock, but the one that was killed before. Returns who it was. */
    private long killOtherThan(long before) {
        String who = "SELECT COALESCE(MAX(id), 0) FROM information_schema.processlist"
                + " WHERE info LIKE 'SELECT CONNECTION_ID(), GET_LOCK(''" + lock + "%' AND id <> " + before;
        Await.until(() -> number(holder, who) > 0);
        long victim = number(holder, who);
        await(holder.execute("KILL CONNECTION " + victim));
        return victim;
    }

    @Test
    void idempotent_runsOnceMoreOnAnotherConnection() {
        CompletableFuture<Rows> rows = pool.query(Statement.of(waiting).idempotent());
        long victim = killOtherThan(0);

        await(holder.execute("DO RELEASE_LOCK('" + lock + "')"));

        assertThat(await(rows).get(0).getLong(0)).isNotEqualTo(victim);
        assertThat(await(rows).get(0).getInt(1)).isEqualTo(1);
    }

    @Test
    void idempotent_isKilledTwice_fails() {
        CompletableFuture<Rows> rows = pool.query(Statement.of(waiting).idempotent());

        killOtherThan(killOtherThan(0));

        assertThat(failure(rows, MySqlException.class).isFatal()).isTrue();
    }

    @Test
    void other_isTheCallersToDecide() {
        CompletableFuture<Rows> rows = pool.query(waiting);
        killOtherThan(0);

        MySqlException failure = failure(rows, MySqlException.class);
        assertThat(failure.isFatal()).isTrue();
        assertThat(failure.isSafeToRetry()).isFalse();
    }
}

package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PoolTest extends GuideScene {

    private static final PoolOptions PATIENT =
            PoolOptions.builder().acquireTimeout(LIMIT).build();

    @Test
    void verbs_areCommitted() {
        // guide
        try (MySqlPool pool = MySqlPool.create(options)) {
            pool.execute("INSERT INTO music_style (name) VALUES (?)", "doom metal")
                    .join(); // committed
            Rows styles = pool.query("SELECT id, name FROM music_style WHERE id < ?", 10)
                    .join();
            styles.forEach(style -> System.out.println(style.getInt("id") + " " + style.getString("name")));
        }
        // end

        assertThat(count()).isEqualTo(4);
    }

    @Test
    void statement_thatMayRunTwice() {
        try (MySqlPool pool = MySqlPool.create(options)) {
            // guide
            Statement renaming = Statement.of("UPDATE music_style SET name = ? WHERE id = ?", "doom metal", 1)
                    .idempotent();
            CompletableFuture<ExecuteResult> renamed = pool.execute(renaming);
            // end

            assertThat(await(renamed).affectedRows()).isOne();
        }
    }

    @Test
    void inTransaction_hasAConnectionOfItsOwn() {
        try (MySqlPool pool = MySqlPool.create(options, PATIENT)) {
            // guide
            CompletableFuture<ExecuteResult> both = pool.inTransaction(transaction -> transaction
                    .execute("INSERT INTO music_style (name) VALUES (?)", "folk metal")
                    .thenCompose(
                            one -> transaction.execute("INSERT INTO music_style (name) VALUES (?)", "black metal")));
            // end

            await(both);
        }
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void connections_areLent() {
        try (MySqlPool pool = MySqlPool.create(options, PATIENT)) {
            // guide
            CompletableFuture<Rows> lent = pool.withConnection(connection -> connection
                    .execute("SET @least = 2")
                    .thenCompose(set -> connection.query("SELECT name FROM music_style WHERE id >= @least")));

            CompletableFuture<Rows> acquired = pool.acquire()
                    .thenCompose(connection -> connection
                            .query("SELECT name FROM music_style")
                            .whenComplete((rows, failure) -> connection.close())); // releases the connection
            // end

            assertThat(await(lent)).hasSize(2);
            assertThat(await(acquired)).hasSize(3);
        }
    }
}

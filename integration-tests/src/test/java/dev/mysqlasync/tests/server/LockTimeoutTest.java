package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.tests.Await;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A server on which a lock that is waited for too long costs the transaction, not just the statement. */
class LockTimeoutTest {

    private static final String INSERT = "INSERT INTO t VALUES (2, 0)";
    private static final String LOCKED = "UPDATE t SET v = 1 WHERE k = 1";

    @Test
    void lockWaitTimeout_underRollbackOnTimeout_endsTheTransaction() throws IOException {
        try (PrivateServer server = PrivateServer.start()) {
            server.kill();
            server.startAgain("--innodb-rollback-on-timeout=ON");
            MySqlOptions options = server.options().toBuilder()
                    .database(null)
                    .autocommit(true)
                    .lockWaitTimeout(Duration.ofSeconds(1))
                    .build();
            try (MySqlPool pool = MySqlPool.create(options)) {
                await(pool.warmUp(Await.LIMIT));
                await(pool.execute("CREATE DATABASE IF NOT EXISTS timeouts"));
            }
            MySqlOptions inDatabase = options.toBuilder().database("timeouts").build();
            MySqlConnection holder = await(MySqlConnection.connect(inDatabase));
            MySqlConnection waiter = await(MySqlConnection.connect(inDatabase));
            await(holder.execute("CREATE TABLE t (k INT PRIMARY KEY, v INT) ENGINE=InnoDB"));
            await(holder.execute("INSERT INTO t VALUES (1, 0)"));
            await(holder.begin());
            await(holder.execute("SELECT * FROM t WHERE k = 1 FOR UPDATE"));

            MySqlServerException whole = failure(
                    waiter.inTransaction(transaction -> transaction
                            .execute(INSERT)
                            .thenCompose(done -> transaction.execute(LOCKED))
                            .handle((done, failed) -> "swallowed")),
                    MySqlServerException.class);
            await(waiter.begin());
            await(waiter.execute(INSERT));
            MySqlServerException told = failure(waiter.execute(LOCKED), MySqlServerException.class);

            assertThat(whole.errorCode()).isEqualTo(1205);
            assertThat(whole.isTransactionRolledBack()).isTrue();
            assertThat(told.isTransactionRolledBack()).isTrue();
            await(waiter.rollback());
            assertThat(await(waiter.query("SELECT COUNT(*) FROM t")).get(0).getInt(0))
                    .isOne();
            await(holder.close());
            await(waiter.close());
        }
    }
}

package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Written;
import dev.mysqlasync.tests.TestAccount;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Futures that are ended before what they stand for, and what becomes of that on real servers. */
class CallingOffTest extends ServerScene {

    private static final int MORE_THAN_THREADS = 20;
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void timeout_whileManySourcesBlock_stillStopsTheStatement() {
        CountDownLatch blocked = new CountDownLatch(1);
        MySqlConnection connection = connect();
        List<CompletableFuture<?>> uploads = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                LongParameter value = LongParameter.ofBytes(ByteSource.ofStream(() -> new Blocking(blocked)));
                uploads.add(connect().query("SELECT LENGTH(?)", value));
            }
            CompletableFuture<Rows> late =
                    connection.query(Statement.of("SELECT SLEEP(600)").timeout(SHORT));

            failure(late, MySqlTimeoutException.class);
            assertUsable(connection); // within the grace, or it would be closed
        } finally {
            blocked.countDown();
        }
        uploads.forEach(upload -> await(upload));
    }

    @Test
    void cancel_lastOneFirst_stopsBoth() {
        MySqlConnection connection = connect();
        CompletableFuture<Rows> first = connection.query("SELECT SLEEP(600)");
        CompletableFuture<Rows> second = connection.query("SELECT SLEEP(601)");
        second.cancel(true);
        first.cancel(true);

        assertUsable(connection);
    }

    @Test
    void cancel_ofTransactionsWithStatementsInARow_leavesTheirConnectionsUsable() {
        for (int i = 0; i < 4; i++) {
            MySqlConnection connection = connect();
            CompletableFuture<Rows> transaction = connection.inTransaction(tx -> {
                for (int statement = 0; statement < 3; statement++) {
                    CompletableFuture<?> unused = tx.query("SELECT SLEEP(600)");
                }
                return tx.query("SELECT SLEEP(601)");
            });
            transaction.cancel(true);

            assertUsable(connection);
        }
    }

    @Test
    void timeout_whileTheExecutorIsBusy_isToldTheTruth() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CountDownLatch busy = new CountDownLatch(1);
        try {
            MySqlConnection other = connect();
            String table = createTable(other, "id INT");
            MySqlConnection connection = connect(options -> options.callbackExecutor(executor)
                    .pipelining(Pipelining.OFF)
                    .autocommit(true));
            CompletableFuture<Rows> slow = connection.query("SELECT SLEEP(1)");
            executor.execute(() -> catchThrowable(() -> busy.await(1, TimeUnit.MINUTES)));
            CompletableFuture<?> insert = connection.execute(
                    Statement.of("INSERT INTO " + table + " VALUES (1)").timeout(SHORT));
            await(other.query("SELECT SLEEP(1.5)"));
            busy.countDown();

            await(slow);
            assertThat(failure(insert, MySqlTimeoutException.class).written()).isEqualTo(Written.NONE);
            assertThat(number(other, "SELECT COUNT(*) FROM " + table)).isZero();
            await(connection.close());
        } finally {
            busy.countDown();
            executor.shutdown();
        }
    }

    @Test
    void connect_timedOutByItsUser_leavesNoConnection() {
        TestAccount account = anyAccount();
        for (int i = 0; i < 5; i++) {
            CompletableFuture<MySqlConnection> impatient =
                    MySqlConnection.connect(options(account).build()).orTimeout(1, TimeUnit.MILLISECONDS);
            if (catchThrowable(impatient::join) == null) {
                await(impatient.join().close());
            }
        }

        MySqlConnection connection = connect();
        Statement others = Statement.of(
                "SELECT COUNT(*) + SLEEP(0.05) FROM information_schema.PROCESSLIST WHERE USER = ?", account.user());
        for (int i = 0; i < 200 && await(connection.query(others)).get(0).getLong(0) > 0; i++) {}
        assertThat(await(connection.query(others)).get(0).getLong(0)).isZero();
    }

    /** A stream that gives nothing until it may, and then ends. */
    private static final class Blocking extends InputStream {

        private final CountDownLatch blocked;

        Blocking(CountDownLatch blocked) {
            this.blocked = blocked;
        }

        @Override
        public int read() throws IOException {
            try {
                blocked.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return -1;
        }
    }
}

package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.MySqlClosedException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.driver.WatchedTransport;
import dev.mysqlasync.tests.Await;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where futures complete, and who may wait for them. A mapper is the surest way onto the I/O thread. */
class FutureTest extends ServerScene {

    private final WatchedTransport transport = new WatchedTransport();

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    @Test
    void join_onTheIoThread_throwsAndNamesTheWayOut() {
        MySqlConnection connection = connect(options -> options.transport(transport));

        Throwable refusal = failure(
                connection.query("SELECT 1", row -> connection.query("SELECT 2").join()));

        assertThat(refusal).isInstanceOf(IllegalStateException.class).hasMessageContaining("callbackExecutor");
        assertUsable(connection);
    }

    @Test
    void get_onTheIoThread_throws() {
        MySqlConnection connection = connect(options -> options.transport(transport));

        assertThat(failure(connection.query("SELECT 1", row -> getUnchecked(connection.ping()))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(failure(connection.query(
                        "SELECT 1", row -> Await.await(connection.ping().thenApply(done -> 1)))))
                .isInstanceOf(IllegalStateException.class);
    }

    private static <T> T getUnchecked(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void join_derivedFutureOnTheIoThread_throws() {
        MySqlConnection connection = connect(options -> options.transport(transport));

        Throwable refusal = failure(connection.query(
                "SELECT 1",
                row -> connection
                        .query("SELECT 2")
                        .thenCompose(rows -> connection.ping())
                        .handle((done, failure) -> 1)
                        .join()));

        assertThat(refusal).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void join_executeManyOnTheIoThread_throws() {
        MySqlConnection connection = connect(options -> options.transport(transport));

        Throwable refusal = failure(connection.query(
                "SELECT 1",
                row -> connection
                        .cursor()
                        .executeMany("DO ?", List.of(List.of(1), List.of(2)))
                        .join()));

        assertThat(refusal).isInstanceOf(IllegalStateException.class).hasMessageContaining("callbackExecutor");
    }

    @Test
    void join_completedFutureOnTheIoThread_gives() {
        MySqlConnection connection = connect(options -> options.transport(transport));
        CompletableFuture<Void> done = connection.ping();
        await(done);

        assertThat(await(connection.query("SELECT 1", row -> {
                    done.join();
                    return row.getInt(0);
                })))
                .containsExactly(1);
    }

    @Test
    void callbacks_byDefault_runOnTheIoThread() {
        MySqlConnection connection = connect(options -> options.transport(transport));

        CompletableFuture<Boolean> ioThread = await(connection.query(
                        "SELECT 1", row -> connection.ping().thenApply(done -> transport.isIoThread())))
                .get(0);

        assertThat(await(ioThread)).isTrue();
    }

    @Test
    void callbackExecutor_given_runsEveryCallback() throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "callbacks"));
        MySqlConnection connection =
                connect(options -> options.callbackExecutor(executor).closeTimeout(Await.LIMIT));
        CountDownLatch gate = new CountDownLatch(1);
        executor.execute(() -> Await.await(gate));

        CompletableFuture<String> value = connection.query("SELECT 1").thenApply(rows -> threadName());
        CompletableFuture<String> prepared = connection.query("SELECT ?", 1).thenApply(rows -> threadName());
        CompletableFuture<String> ping = connection.ping().thenApply(done -> threadName());
        CompletableFuture<String> error = connection.query("SELECT FROM").handle((rows, failure) -> threadName());
        CompletableFuture<String> closing = connection.close().thenApply(done -> threadName());
        gate.countDown();

        assertThat(await(value)).isEqualTo("callbacks");
        assertThat(await(prepared)).isEqualTo("callbacks");
        assertThat(await(ping)).isEqualTo("callbacks");
        assertThat(await(error)).isEqualTo("callbacks");
        assertThat(await(closing)).isEqualTo("callbacks");
        executor.shutdown();
        assertThat(executor.awaitTermination(Await.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void callbackExecutor_given_mayBlockInCallbacks() {
        ExecutorService executor = Executors.newCachedThreadPool();
        MySqlConnection connection = connect(options -> options.callbackExecutor(executor));

        CompletableFuture<Integer> nested = connection
                .query("SELECT 1")
                .thenApply(rows -> connection.query("SELECT 2").join().get(0).getInt(0));

        assertThat(await(nested)).isEqualTo(2);
        await(connection.close());
        executor.shutdown();
    }

    private static String threadName() {
        return Thread.currentThread().getName();
    }

    // --- closing ---------------------------------------------------------------------------------------------------

    @Test
    void close_twice_isClosed() {
        MySqlConnection connection = connect();

        await(connection.close());
        await(connection.close());

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void query_closedConnection_failsWithoutBeingSent() {
        MySqlConnection connection = connect();
        await(connection.close());

        MySqlClosedException failure = failure(connection.query("SELECT 1"), MySqlClosedException.class);

        assertThat(failure.isSafeToRetry()).isTrue();
        assertThat(failure(connection.query("SELECT ?", 1))).isInstanceOf(MySqlClosedException.class);
        assertThat(failure(connection.ping())).isInstanceOf(MySqlClosedException.class);
        assertThat(failure(connection.commit())).isInstanceOf(MySqlClosedException.class);
    }

    @Test
    void close_openConnection_endsTheSessionOnTheServer() {
        MySqlConnection witness = connect(options -> options.autocommit(true));
        MySqlConnection connection = connect();
        long id = connection.connectionId();
        assertThat(sessions(witness, id)).isOne();

        await(connection.close());

        Await.until(() -> sessions(witness, id) == 0);
    }

    private static long sessions(MySqlConnection witness, long id) {
        return number(witness, "SELECT COUNT(*) FROM information_schema.processlist WHERE id = ?", id);
    }

    @Test
    void query_nullSql_isRefusedAtOnce() {
        MySqlConnection connection = connect();
        String none = null;

        assertThatThrownBy(() -> connection.query(none)).isInstanceOf(NullPointerException.class);
    }
}

package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import dev.mysqlasync.tests.Await;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Statements that are called off on real servers. */
class StoppingTest extends ServerScene {

    private static final Duration SHORT = Duration.ofMillis(100);

    /**
     * A statement that runs for minutes unless it is stopped, and looks for that often. Not on
     * {@code information_schema}: MariaDB 11.8.9 crashes when KILL meets the making of its tables.
     */
    private String endless(String tag) {
        return endless(tag, numbers());
    }

    private static String endless(String tag, String table) {
        String others = ", " + table + " ";
        return "SELECT /* " + tag + " */ COUNT(*) FROM " + table + " a" + others + "b" + others + "c" + others + "d"
                + others + "e WHERE a.n + b.n <> c.n";
    }

    @Test
    void timeout_sleep_failsOnTimeAndLeavesTheConnectionUsable() {
        MySqlConnection connection = connect();
        CompletableFuture<Rows> late =
                connection.query(Statement.of("SELECT SLEEP(600)").timeout(SHORT));
        CompletableFuture<Rows> next =
                late.handle((rows, failure) -> failure).thenCompose(failure -> connection.query("SELECT 42"));

        failure(late, MySqlTimeoutException.class);
        assertThat(await(next).get(0).getInt(0)).isEqualTo(42);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void timeout_preparedStatement_isStoppedToo() {
        MySqlConnection connection = connect();
        CompletableFuture<Rows> late =
                connection.query(Statement.of("SELECT SLEEP(?)", 600).timeout(SHORT));

        failure(late, MySqlTimeoutException.class);
        assertThat(await(connection.query("SELECT ?", 42)).get(0).getInt(0)).isEqualTo(42);
    }

    @Test
    void timeout_ofAPreparedStatement_isItsOwn() {
        MySqlConnection connection = connect();
        PreparedStatement prepared = await(connection.prepare("SELECT SLEEP(?)"));
        PreparedStatement impatient = prepared.timeout(SHORT);

        assertThatThrownBy(() -> impatient.query(60).join()).hasCauseInstanceOf(MySqlTimeoutException.class);
        assertThat(await(impatient.query(0)).get(0).getInt(0)).isZero();
        assertThat(await(prepared.query(0.2)).get(0).getInt(0)).isZero();
        assertThatThrownBy(() -> prepared.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        await(impatient.close());
        assertThatThrownBy(() -> prepared.query(0).join()).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void timeout_ofABatch_stopsTheRowThatRunsAndBeginsNoMore() {
        MySqlConnection connection = connect(options -> options.pipelineLimit(1));
        CompletableFuture<BatchResult> late = connection.executeBatch(
                Statement.of("DO SLEEP(?)").timeout(SHORT), List.of(List.of(60), List.of(60)), BatchMode.AUTO);

        assertThatThrownBy(late::join)
                .cause()
                .isInstanceOf(MySqlTimeoutException.class)
                .hasMessageContaining("0 of the batch's 2 rows were answered");
        assertUsable(connection);
    }

    /** It holds for each command, not for all of them. */
    @Test
    void serverTimeLimit_ofABatch_holdsForEachRow() {
        MySqlConnection connection = connect();
        Statement limited = Statement.of("SELECT SLEEP(?)").serverTimeLimit(Duration.ofMillis(300));
        BatchResult result = await(connection.executeBatch(
                limited, List.of(List.of(0), List.of(60), List.of(0.2), List.of(0.2)), BatchMode.AUTO));

        assertThat(result.outcomes()).hasSize(4);
        assertThat(result.outcomes().get(0)).isEqualTo(new BatchOutcome.Run(0));
        assertThat(result.outcomes().get(3)).isEqualTo(new BatchOutcome.Run(0));
    }

    /** Others were sent behind it, so no KILL could be sent. */
    @Test
    void serverTimeLimit_endsAStatementThatOthersWereSentBehind() {
        String table = numbers();
        MySqlConnection connection = connect();
        for (Object[] arguments : new Object[][] {{}, {-1}}) {
            String sql = endless("limited", table) + (arguments.length == 0 ? "" : " AND a.n <> ?");
            Statement limited = Statement.of(sql, arguments).serverTimeLimit(Duration.ofMillis(300));

            List<StatementOutcome> outcomes = await(connection.pipeline(List.of(limited, Statement.of("SELECT 42"))));

            assertThatThrownBy(outcomes.get(0)::results)
                    .isInstanceOfSatisfying(
                            MySqlServerException.class,
                            failure -> assertThat(failure.errorCode()).isEqualTo(server.isMariaDb() ? 1969 : 3024));
            assertThat(outcomes.get(1).isSuccess()).isTrue();
        }
    }

    @Test
    void serverTimeLimit_otherThanSelect() {
        MySqlConnection connection = connect();
        String table = createTable(connection, "v INT");
        Statement limited =
                Statement.of("INSERT INTO " + table + " VALUES (?)", 1).serverTimeLimit(Await.LIMIT);

        assertThat(await(connection.execute(limited)).affectedRows()).isEqualTo(1);
    }

    @Test
    void cancel_endlessStatement_doesNotSurviveOnTheServer() {
        MySqlConnection connection = connect();
        MySqlConnection observer = connect();
        String tag = "tag" + connection.connectionId() + "x" + System.nanoTime();
        CompletableFuture<Rows> cancelled = connection.query(endless(tag));
        Await.until(() -> running(observer, tag) > 0);
        cancelled.cancel(true);

        assertThat(await(connection.query("SELECT 42")).get(0).getInt(0)).isEqualTo(42);
        assertThat(running(observer, tag)).isZero();
    }

    @Test
    void close_statementRunning_doesNotSurviveOnTheServer() {
        MySqlConnection connection = connect(options -> options.closeTimeout(SHORT));
        MySqlConnection observer = connect();
        String tag = "closed" + connection.connectionId() + "x" + System.nanoTime();
        CompletableFuture<Rows> lost = connection.query(endless(tag));
        Await.until(() -> running(observer, tag) > 0);

        await(connection.close());

        failure(lost, MySqlConnectionLostException.class);
        Await.until(() -> running(observer, tag) == 0);
    }

    @Test
    void cancel_lockWait_endsIt() {
        MySqlConnection holder = connect();
        MySqlConnection waiter = connect();
        String table = createTable(holder, "id INT PRIMARY KEY");
        await(holder.execute("INSERT INTO " + table + " VALUES (1)"));
        await(holder.commit());
        await(holder.query("SELECT * FROM " + table + " FOR UPDATE"));
        CompletableFuture<Rows> waiting = waiter.query(
                Statement.of("SELECT * FROM " + table + " FOR UPDATE").timeout(SHORT));

        failure(waiting, MySqlTimeoutException.class);
        assertThat(await(waiter.query("SELECT 42")).get(0).getInt(0)).isEqualTo(42);
        await(waiter.rollback());
        await(holder.rollback());
    }

    /**
     * Cancels at random moments, each followed at once by another statement, which must neither be hit nor be given a
     * foreign row. The number is that of {@code -Dmysqlasync.kill.races}.
     */
    @Test
    void cancel_atRandomMoments_neverTouchesTheNextStatement() {
        int races = Integer.getInteger("mysqlasync.kill.races", 250);
        MySqlConnection connection = connect();
        MySqlConnection observer = connect();
        SplittableRandom random = new SplittableRandom(4711);
        String table = numbers();
        String tag = "race" + connection.connectionId() + "x" + System.nanoTime();
        for (int i = 0; i < races; i++) {
            CompletableFuture<Rows> cancelled = connection.query(victim(random, tag, table));
            LockSupport.parkNanos(random.nextInt(1_500_000));
            cancelled.cancel(true);
            Row row = await(connection.query("SELECT " + i + ", ?", "tag " + i)).get(0);

            assertThat(row.toList().toString()).isEqualTo("[" + i + ", tag " + i + "]");
            assertThat(outcome(cancelled)).isIn("done", "cancelled");
        }
        assertThat(running(observer, tag)).isZero();
        assertThat(connection.isOpen()).isTrue();
    }

    /** A hundred rows, five times crossed for minutes of work. */
    private String numbers() {
        MySqlConnection owner = connect(options -> options.autocommit(true));
        String table = createTable(owner, "n INT");
        String rows = IntStream.range(0, 100).mapToObj(n -> "(" + n + ")").collect(Collectors.joining(","));
        await(owner.execute("INSERT INTO " + table + " VALUES " + rows));
        return table;
    }

    /**
     * Something short, something long, or something that works hard: all kinds of answers to be cut off.
     */
    private static String victim(SplittableRandom random, String tag, String table) {
        return switch (random.nextInt(4)) {
            case 0 -> "SELECT /* " + tag + " */ 1";
            case 1 -> "SELECT /* " + tag + " */ SLEEP(0.001)";
            case 2 -> "SELECT /* " + tag + " */ SLEEP(600)";
            default -> endless(tag, table);
        };
    }

    private static String outcome(CompletableFuture<?> future) {
        try {
            future.join();
            return "done";
        } catch (CancellationException e) {
            return "cancelled";
        } catch (CompletionException e) {
            return String.valueOf(e.getCause());
        }
    }

    /** How many other connections run a statement with this tag. */
    private static int running(MySqlConnection observer, String tag) {
        return await(observer.query(
                        "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE ? AND id <>"
                                + " CONNECTION_ID()",
                        "%" + tag + "%"))
                .get(0)
                .getInt(0);
    }
}

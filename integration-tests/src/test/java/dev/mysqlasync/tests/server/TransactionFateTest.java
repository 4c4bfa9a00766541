package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlTransactionEndedException;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.driver.StreamReader;
import dev.mysqlasync.driver.WatchedTransport;
import dev.mysqlasync.tests.Await;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that the server, or a statement in them, has ended before their user did. */
class TransactionFateTest extends ServerScene {

    private static final TransactionOptions DEFAULTS = TransactionOptions.defaults();

    private MySqlConnection victim;
    private MySqlConnection rival;
    private MySqlConnection witness;
    private String table;

    @BeforeEach
    void open() {
        victim = connect(options -> options.autocommit(true));
        witness = connect(options -> options.autocommit(true));
        rival = connect();
        table = createTable(witness, "k INT PRIMARY KEY, v INT");
        await(witness.execute("INSERT INTO " + table + " VALUES (1, 0), (2, 0)"));
    }

    private String insert(int key) {
        return "INSERT INTO " + table + " VALUES (" + key + ", 0)";
    }

    private String update(int key) {
        return "UPDATE " + table + " SET v = v + 1 WHERE k = " + key;
    }

    /** What is committed, of the rows that were not there at first. */
    private String keys() {
        return String.valueOf(text(
                witness,
                "SELECT COALESCE(GROUP_CONCAT(k ORDER BY k SEPARATOR ','), '') FROM " + table
                        + " WHERE k BETWEEN 3 AND 99"));
    }

    /** The rival has row 2 and more work to lose, so that the one who holds row 1 is the victim. */
    private void rivalTakesItsRow() {
        await(rival.begin());
        await(rival.execute("INSERT INTO " + table + " VALUES "
                + IntStream.range(100, 200).mapToObj(key -> "(" + key + ", 0)").collect(Collectors.joining(","))));
        await(rival.execute(update(2)));
    }

    /**
     * Whoever of the two comes second closes the circle. The rival goes on once the victim is rolled back, and then lets go of its
     * rows: what the victim has sent behind the deadlock would wait for them.
     */
    private void cross(CompletableFuture<?> victims) {
        await(rival.execute(update(1)));
        await(rival.rollback());
        await(victims.handle((done, failure) -> null));
    }

    // --- in a scope ------------------------------------------------------------------------------------------------

    /** Does something by a door, in a transaction that holds row 1, while the rival has row 2; the function minds nothing. */
    private void assertDeadlockIsTold(Function<Transaction, CompletableFuture<?>> door) {
        rivalTakesItsRow();
        CompletableFuture<Void> holds = new CompletableFuture<>();
        CompletableFuture<String> result = victim.inTransaction(transaction -> transaction
                .execute(insert(10))
                .thenCompose(done -> transaction.execute(update(1)))
                .thenCompose(done -> {
                    CompletableFuture<?> through = door.apply(transaction);
                    holds.complete(null);
                    return through.handle((value, failure) -> null);
                })
                .thenCompose(done -> victim.execute(insert(11)).handle((value, failure) -> "swallowed")));
        await(holds);
        cross(result);

        assertThat(failure(result, MySqlServerException.class).errorCode()).isEqualTo(1213);
        assertThat(keys()).isEmpty();
        assertThat(victim.isInTransaction()).isFalse();
        assertThat(number(victim, "SELECT @@autocommit")).isOne();
    }

    @Test
    void scope_deadlockInABatch_failsAndCommitsNothing() {
        assertDeadlockIsTold(transaction -> transaction.executeBatch(
                "UPDATE " + table + " SET v = 7 WHERE k = ?",
                List.of(List.of(1), List.of(2), List.of(1)),
                BatchMode.AUTO));
    }

    @Test
    void scope_deadlockInAPipelinedInsertBatch_failsAndCommitsNothing() {
        assertDeadlockIsTold(transaction -> transaction.executeBatch(
                "INSERT INTO " + table + " VALUES (?, 0) ON DUPLICATE KEY UPDATE v = 7",
                List.of(List.of(20), List.of(2), List.of(21), List.of(22)),
                BatchMode.PIPELINED));
    }

    @Test
    void scope_deadlockInAStream_failsAndCommitsNothing() {
        assertDeadlockIsTold(transaction -> StreamReader.of(
                        transaction.stream("SELECT * FROM " + table + " WHERE k = 2 FOR UPDATE"), Long.MAX_VALUE)
                .end());
    }

    @Test
    void scope_deadlockInAPreparedStatementOfTheConnection_failsAndCommitsNothing() {
        assertDeadlockIsTold(transaction -> victim.prepare("UPDATE " + table + " SET v = 7 WHERE k = ?")
                .thenCompose(statement -> statement.execute(2)));
    }

    @Test
    void scope_deadlockInAPreparedStatementOfTheTransaction_failsAndCommitsNothing() {
        assertDeadlockIsTold(transaction -> transaction
                .prepare("UPDATE " + table + " SET v = 7 WHERE k = ?")
                .thenCompose(statement -> statement.execute(2)));
    }

    @Test
    void scope_deadlockInACursorOfTheConnection_failsAndCommitsNothing() {
        assertDeadlockIsTold(transaction -> victim.cursor().execute(update(2)));
    }

    @Test
    void retryTransaction_deadlockInABatchThatNobodyMinded_runsAgain() {
        rivalTakesItsRow();
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<Void> holds = new CompletableFuture<>();
        CompletableFuture<?> result = victim.retryTransaction(
                RetryPolicy.defaults(),
                DEFAULTS,
                transaction -> transaction.execute(update(1)).thenCompose(done -> {
                    calls.incrementAndGet();
                    CompletableFuture<?> batch = transaction.executeBatch(
                            "UPDATE " + table + " SET v = ? WHERE k = 2", List.of(List.of(8), List.of(9)));
                    holds.complete(null);
                    return batch;
                }));
        await(holds);
        await(rival.execute(update(1)));
        await(rival.rollback());
        await(result);

        assertThat(calls).hasValue(2);
        assertThat(number(witness, "SELECT v FROM " + table + " WHERE k = 2")).isEqualTo(9);
    }

    // --- by hand ---------------------------------------------------------------------------------------------------

    private void assertNothingIsCommitted(MySqlConnection connection, Supplier<CompletableFuture<?>> behind) {
        rivalTakesItsRow();
        await(connection.begin());
        await(connection.execute(insert(10)));
        await(connection.execute(update(1)));
        CompletableFuture<?> done = behind.get();
        cross(done);
        await(connection.rollback());

        assertThat(keys()).isEmpty();
        assertThat(connection.isInTransaction()).isFalse();
    }

    @Test
    void byHand_deadlockInAPipelinedBatch_commitsNoRowBehindIt() {
        for (MySqlConnection connection : List.of(victim, connect())) {
            assertNothingIsCommitted(
                    connection,
                    () -> connection.executeBatch(
                            "INSERT INTO " + table + " VALUES (?, 0) ON DUPLICATE KEY UPDATE v = 7",
                            List.of(List.of(20), List.of(2), List.of(21), List.of(22), List.of(23)),
                            BatchMode.PIPELINED));
        }
    }

    @Test
    void byHand_deadlockWithACommitAlreadySubmitted_commitsNothing() {
        for (MySqlConnection connection : List.of(victim, connect())) {
            assertNothingIsCommitted(connection, () -> {
                CompletableFuture<?> deadlock = connection.execute(update(2));
                CompletableFuture<?> inserted = connection.execute(insert(20));
                CompletableFuture<Void> committed = connection.commit();
                return CompletableFuture.allOf(deadlock, inserted, committed).handle((done, failure) -> {
                    assertThat(committed).isCompletedExceptionally();
                    return null;
                });
            });
        }
    }

    @Test
    void byHand_whoKnowsOfTheDeadlock_startsOverWithoutRollback() {
        MySqlConnection connection = connect();
        rivalTakesItsRow();
        await(connection.execute(insert(10)));
        await(connection.execute(update(1)));
        CompletableFuture<?> done = connection
                .execute(update(2))
                .handle((value, failure) -> failure)
                .thenCompose(failure -> connection.execute(insert(11)))
                .thenCompose(inserted -> connection.commit());
        cross(done);
        await(done);

        assertThat(keys()).isEqualTo("11");
    }

    // --- COMMIT by any door ----------------------------------------------------------------------------------------

    /** The text waits before its COMMIT, so that the connection can be lost while it is under way. */
    private void assertUnknown(Function<MySqlConnection, CompletableFuture<?>> door) {
        try (WatchedTransport transport = new WatchedTransport()) {
            MySqlConnection connection =
                    connect(options -> options.transport(transport).multiStatements(true));
            await(connection.execute(insert(10)));
            int writes = transport.writes();
            CompletableFuture<?> committing = door.apply(connection);
            Await.until(() -> transport.writes() > writes);
            await(witness.execute("KILL CONNECTION " + connection.connectionId()));

            failure(committing, MySqlCommitUnknownException.class);
            Await.until(() -> !connection.isOpen());
        }
        assertThat(keys()).isEmpty();
    }

    @Test
    void commit_inATextOfAnyVerb_isUnknownWhenTheConnectionIsLost() {
        String sql = "SELECT SLEEP(600); COMMIT";
        assertUnknown(connection -> connection.query(sql));
        assertUnknown(connection -> connection.streamingCursor().execute(sql).thenCompose(cursor -> cursor.fetchAll()));
        assertUnknown(connection ->
                StreamReader.of(connection.stream(sql), Long.MAX_VALUE).end());
        assertUnknown(connection -> connection
                .pipeline(Statement.of(sql))
                .thenCompose(outcomes ->
                        CompletableFuture.failedFuture(((StatementOutcome.Failure) outcomes.get(0)).cause())));
    }

    // --- what a statement has ended --------------------------------------------------------------------------------

    @Test
    void part_ddlInIt_failsWithTheFunctionsFailureOrSaysWhatEndedIt() {
        String other = table + "_other";
        dropAfterwards("TABLE IF EXISTS " + other);
        MySqlServerException duplicate = failure(
                victim.inTransaction(transaction ->
                        transaction.inTransaction(part -> part.execute("CREATE TABLE " + other + " (a INT)")
                                .thenCompose(done -> part.execute(insert(1))))),
                MySqlServerException.class);
        MySqlTransactionEndedException good = failure(
                victim.inTransaction(transaction -> transaction.inTransaction(part -> part.execute(insert(3))
                        .thenCompose(done -> part.execute("ALTER TABLE " + other + " ADD b INT"))
                        .thenCompose(done -> part.execute(insert(4))))),
                MySqlTransactionEndedException.class);

        assertThat(duplicate.errorCode()).isEqualTo(1062);
        assertThat(good.sql()).contains("ALTER TABLE");
        assertThat(keys()).isEqualTo("3");
        assertThat(victim.isInTransaction()).isFalse();
    }

    @Test
    void part_ddlThatFailsInIt_isNamed() {
        MySqlTransactionEndedException ended = failure(
                victim.inTransaction(transaction -> transaction.inTransaction(part -> part.execute(insert(3))
                        .thenCompose(done -> part.execute("CREATE TABLE " + table + " (a INT)"))
                        .handle((done, failure) -> failure)
                        .thenCompose(done -> part.execute(insert(4))))),
                MySqlTransactionEndedException.class);

        assertThat(ended.sql()).contains("CREATE TABLE");
        assertThat(keys()).isEqualTo("3");
    }

    @Test
    void call_thatHandlesADeadlockItself_failsTheTransactionThatItEnded() {
        for (String behind : List.of("", insert(12) + ";")) {
            String procedure = table + "_p";
            await(witness.execute("CREATE PROCEDURE " + procedure
                    + "() BEGIN DECLARE CONTINUE HANDLER FOR 1213 BEGIN END; " + update(2) + "; " + behind + " END"));
            rivalTakesItsRow();
            CompletableFuture<Void> holds = new CompletableFuture<>();
            CompletableFuture<String> result = victim.inTransaction(transaction -> transaction
                    .execute(insert(10))
                    .thenCompose(done -> transaction.execute(update(1)))
                    .thenCompose(done -> {
                        CompletableFuture<?> called = transaction.call(procedure);
                        holds.complete(null);
                        return called;
                    })
                    .thenApply(done -> "done"));
            await(holds);
            await(rival.execute(update(1)));
            await(rival.rollback());
            MySqlTransactionEndedException ended = failure(result, MySqlTransactionEndedException.class);
            await(witness.execute("DROP PROCEDURE " + procedure));

            assertThat(ended.sql()).contains("CALL");
            assertThat(keys()).isEmpty();
        }
    }

    @Test
    void call_inATransaction_isCommittedWithIt() {
        String procedure = table + "_p";
        await(witness.execute("CREATE PROCEDURE " + procedure + "() BEGIN " + insert(12) + "; END"));
        dropAfterwards("PROCEDURE " + procedure);
        await(victim.inTransaction(transaction -> transaction
                .execute(insert(10))
                .thenCompose(done -> transaction.call(procedure))
                .thenCompose(done -> transaction.execute(insert(13)))));

        assertThat(keys()).isEqualTo("10,12,13");
    }

    @Test
    void status_behindAFailedTransaction_isThatOfTheRollback() {
        boolean open = await(victim.inTransaction(transaction -> transaction.query("SELECT * FROM no_such_table"))
                .handle((done, failure) -> victim.isInTransaction()));

        assertThat(open).isFalse();
    }
}

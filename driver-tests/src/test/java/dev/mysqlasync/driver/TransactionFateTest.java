package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlTransactionEndedException;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import dev.mysqlasync.Transaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an error or a statement that has ended a transaction means for what was submitted around it. */
class TransactionFateTest {

    static final String QUESTION = "SELECT @@innodb_rollback_on_timeout";

    private static final int AUTOCOMMIT = ServerBytes.AUTOCOMMIT;
    private static final int BY_HAND = ServerBytes.AUTOCOMMIT | TransactionScene.IN_TRANSACTION;

    private final CompletableFuture<String> work = new CompletableFuture<>();

    private static List<List<Object>> rows(int count) {
        return IntStream.range(0, count).mapToObj(row -> List.<Object>of(row)).toList();
    }

    private static void assertDeadlock(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        MySqlServerException.class,
                        error -> assertThat(error.errorCode()).isEqualTo(1213));
    }

    // --- in a scope ------------------------------------------------------------------------------------------------

    @Test
    void deadlock_inABatchOfAScope_isNeverCommittedAndNothingMoreIsSent() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> transaction
                    .executeBatch("UPDATE t SET v = ?", rows(3), BatchMode.PIPELINED)
                    .thenCompose(done -> transaction.execute("INSERT 11"))
                    .handle((done, failure) -> "swallowed"));
            scene.expect("START TRANSACTION").ok();
            scene.scene().send(ServerBytes.answer().prepared(5, 0, 1));
            scene.scene().peer().takeCommands();
            scene.deadlock().ok().ok();
            scene.expect("ROLLBACK").ok(0);

            assertDeadlock(scene.failure(result, MySqlServerException.class));
        }
    }

    @Test
    void deadlock_ofTheConnectionsOwnVerbInAScope_isNeverCommittedAndNothingMoreIsSent() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> scene.connection()
                    .query("UPDATE 1")
                    .handle((done, failure) -> "swallowed")
                    .thenCompose(done -> scene.connection().execute("INSERT 11"))
                    .handle((done, failure) -> "swallowed"));
            scene.expect("START TRANSACTION").ok().expect("UPDATE 1").deadlock();
            scene.expect("ROLLBACK").ok(0);

            assertDeadlock(scene.failure(result, MySqlServerException.class));
        }
    }

    @Test
    void deadlock_ofAPrepareInAScope_isNeverCommitted() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> scene.connection()
                    .pipeline(Statement.of("UPDATE ?", 1), Statement.of("UPDATE ?", 2))
                    .thenApply(outcomes -> "swallowed"));
            scene.expect("START TRANSACTION").ok();
            assertThat(scene.scene().peer().takeCommands()).containsExactly("PREPARE UPDATE ?");
            scene.deadlock().expect("ROLLBACK").ok(0);

            assertDeadlock(scene.failure(result, MySqlServerException.class));
        }
    }

    // --- by hand, autocommit on ------------------------------------------------------------------------------------

    /** What would be sent behind the deadlock would be committed by itself. */
    @Test
    void batch_inATransactionByHandUnderAutocommit_sendsARowWhenTheOneBeforeIsAnswered() {
        try (TransactionScene scene = new TransactionScene()) {
            scene.watch(scene.connection().begin());
            scene.expect("START TRANSACTION").ok(BY_HAND);
            CompletableFuture<BatchResult> batch =
                    scene.watch(scene.connection().executeBatch("UPDATE t SET v = ?", rows(3), BatchMode.PIPELINED));
            scene.scene().run();
            scene.scene().send(ServerBytes.answer().prepared(5, 0, 1));
            assertThat(scene.scene().peer().takeCommands()).hasSize(2); // PREPARE and one row
            scene.ok(BY_HAND);
            assertThat(scene.scene().peer().takeCommands()).hasSize(1);
            scene.deadlock();
            scene.expect("ROLLBACK").ok(AUTOCOMMIT);

            assertThat(batch.join().outcomes().get(1)).isInstanceOf(BatchOutcome.Failed.class);
            assertThat(batch.join().outcomes().get(2)).isInstanceOf(BatchOutcome.NotRun.class);
        }
    }

    @Test
    void statements_submittedBeforeTheDeadlockWasTold_areRefusedUpToTheRollback() {
        try (TransactionScene scene = new TransactionScene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.begin());
            CompletableFuture<ExecuteResult> first = scene.watch(connection.execute("UPDATE 1"));
            CompletableFuture<ExecuteResult> second = scene.watch(connection.execute("UPDATE 2"));
            CompletableFuture<Void> commit = scene.watch(connection.commit());
            CompletableFuture<Void> begin = scene.watch(connection.begin());
            CompletableFuture<ExecuteResult> third = scene.watch(connection.execute("UPDATE 3"));
            CompletableFuture<Void> rollback = scene.watch(connection.rollback());
            CompletableFuture<ExecuteResult> fourth = scene.watch(connection.execute("UPDATE 4"));
            scene.expect("START TRANSACTION").ok(BY_HAND);
            scene.expect("UPDATE 1").deadlock();
            scene.expect("ROLLBACK").ok(AUTOCOMMIT);
            scene.expect("ROLLBACK").ok(AUTOCOMMIT);
            scene.expect("UPDATE 4").ok(AUTOCOMMIT);

            List.of(first, second, commit, begin, third)
                    .forEach(future -> assertDeadlock(scene.failure(future, MySqlServerException.class)));
            assertThat(rollback).isCompleted();
            assertThat(fourth).isCompleted();
        }
    }

    @Test
    void statement_submittedWhenTheDeadlockWasTold_isSent() {
        try (TransactionScene scene = new TransactionScene()) {
            scene.watch(scene.connection().begin());
            CompletableFuture<?> retried = scene.watch(scene.connection()
                    .execute("UPDATE 1")
                    .handle((done, failure) -> failure)
                    .thenCompose(failure -> scene.connection().execute("UPDATE 1")));
            scene.expect("START TRANSACTION").ok(BY_HAND);
            scene.expect("UPDATE 1").deadlock().expect("ROLLBACK").ok(AUTOCOMMIT);
            scene.expect("UPDATE 1").ok(AUTOCOMMIT);

            assertThat(retried).isCompleted();
        }
    }

    /** Somebody has to be told that the transaction is gone. */
    @Test
    void deadlock_ofACancelledStatement_isToldByTheNext() {
        try (TransactionScene scene = new TransactionScene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.begin());
            scene.expect("START TRANSACTION").ok(BY_HAND);
            CompletableFuture<MySqlServerException> unused = new CompletableFuture<>();
            CompletableFuture<?> prepared = scene.watch(connection.prepare("UPDATE ?")); // which nothing kills
            scene.scene().run();
            scene.scene().peer().takeCommands();
            prepared.cancel(false);
            scene.deadlock().expect("ROLLBACK").ok(AUTOCOMMIT);
            CompletableFuture<ExecuteResult> next = scene.watch(connection.execute("UPDATE 2"));

            assertDeadlock(scene.failure(next, MySqlServerException.class));
            CompletableFuture<ExecuteResult> knowing = scene.watch(connection.execute("UPDATE 3"));
            scene.expect("UPDATE 3").ok(AUTOCOMMIT);
            assertThat(knowing).isCompleted();
            unused.cancel(false);
        }
    }

    // --- by hand, autocommit off -----------------------------------------------------------------------------------

    @Test
    void statements_sentBehindADeadlockWithAutocommitOff_areRolledBackBeforeWhatComesLater() {
        try (TransactionScene scene = new TransactionScene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<List<StatementOutcome>> outcomes =
                    scene.watch(connection.pipeline(Statement.of("UPDATE 1"), Statement.of("UPDATE 2")));
            CompletableFuture<Void> commit = scene.watch(connection.commit());
            scene.scene().run();
            scene.expect("UPDATE 1", "UPDATE 2").deadlock().ok();
            scene.expect("ROLLBACK").ok(0);

            assertThat(outcomes.join().get(0)).isInstanceOf(StatementOutcome.Failure.class);
            assertDeadlock(scene.failure(commit, MySqlServerException.class));
        }
    }

    @Test
    void commit_waitsForWhatIsBeforeIt() {
        try (TransactionScene scene = new TransactionScene()) {
            scene.watch(scene.connection().execute("INSERT 1"));
            CompletableFuture<Void> commit = scene.watch(scene.connection().commit());
            scene.expect("INSERT 1").ok().expect("COMMIT").ok(0);

            assertThat(commit).isCompleted();
        }
    }

    // --- a lock wait timeout ---------------------------------------------------------------------------------------

    @Test
    void lockWaitTimeout_thatEndsTransactions_endsAScopeThoughTheFunctionDidNotMind() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(
                    transaction -> transaction.execute("UPDATE 1").handle((done, failure) -> "swallowed"));
            scene.expect("START TRANSACTION").ok().expect("UPDATE 1").error(1205, "HY000");
            scene.expect(QUESTION).scene().send(ServerBytes.rowsAnswer("1"));
            scene.expect("ROLLBACK").ok(0);

            MySqlServerException failure = scene.failure(result, MySqlServerException.class);
            assertThat(failure.errorCode()).isEqualTo(1205);
            assertThat(failure.isTransactionRolledBack()).isTrue();
        }
    }

    @Test
    void lockWaitTimeout_thatEndsStatements_leavesTheScopeToTheFunction() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(
                    transaction -> transaction.execute("UPDATE 1").handle((done, failure) -> "handled"));
            scene.expect("START TRANSACTION").ok().expect("UPDATE 1").error(1205, "HY000");
            scene.expect(QUESTION).scene().send(ServerBytes.rowsAnswer("0"));
            scene.expect("COMMIT").ok(0);

            assertThat(result).isCompletedWithValue("handled");
        }
    }

    /** The error did not say so, and so the next statement tells. */
    @Test
    void lockWaitTimeout_thatEndsTransactions_isToldByTheNextStatementByHand() {
        try (TransactionScene scene = new TransactionScene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<ExecuteResult> first = scene.watch(connection.execute("UPDATE 1"));
            scene.expect("UPDATE 1").error(1205, "HY000");
            CompletableFuture<ExecuteResult> next = scene.watch(connection.execute("UPDATE 2"));
            scene.expect(QUESTION).scene().send(ServerBytes.rowsAnswer("1"));
            scene.expect("ROLLBACK").ok(0);
            CompletableFuture<ExecuteResult> knowing = scene.watch(connection.execute("UPDATE 3"));
            scene.expect("UPDATE 3").ok();

            assertThat(scene.failure(first, MySqlServerException.class).isTransactionRolledBack())
                    .isFalse();
            assertThat(scene.failure(next, MySqlServerException.class).isTransactionRolledBack())
                    .isTrue();
            assertThat(knowing).isCompleted();
        }
    }

    // --- what a statement has ended --------------------------------------------------------------------------------

    @Test
    void part_whoseTransactionAStatementEnded_failsWithTheFunctionsFailureFirst() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<ExecuteResult> result =
                    scene.inTransaction(transaction -> transaction.inTransaction(TransactionFateTest::endedByDdl));
            driveEndedPart(scene);
            scene.expect("ROLLBACK").ok(0);

            MySqlServerException failure = scene.failure(result, MySqlServerException.class);
            assertThat(failure.errorCode()).isEqualTo(1062);
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            MySqlTransactionEndedException.class,
                            ended -> assertThat(ended.sql()).isEqualTo("CREATE TABLE other (a INT)"));
        }
    }

    @Test
    void part_whoseTransactionAStatementEnded_isToldWhenItsFailureWasHandled() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction ->
                    transaction.inTransaction(TransactionFateTest::endedByDdl).handle((done, failure) -> "handled"));
            driveEndedPart(scene);
            scene.expect("ROLLBACK").ok(0);

            assertThat(scene.failure(result, MySqlTransactionEndedException.class))
                    .hasMessageContaining("CREATE TABLE other (a INT) has ended its transaction");
        }
    }

    private static CompletableFuture<ExecuteResult> endedByDdl(Transaction part) {
        return part.execute("CREATE TABLE other (a INT)").thenCompose(done -> part.execute("INSERT 1"));
    }

    private static void driveEndedPart(TransactionScene scene) {
        scene.expect("START TRANSACTION")
                .ok()
                .expect("SAVEPOINT `mysql_async_1`")
                .ok();
        scene.expect("CREATE TABLE other (a INT)").ok(0).expect("INSERT 1").error(1062, "23000");
        scene.expect("ROLLBACK TO SAVEPOINT `mysql_async_1`", "RELEASE SAVEPOINT `mysql_async_1`")
                .error(1305, "42000")
                .error(1305, "42000");
    }

    @Test
    void call_thatEndedTheTransaction_failsIt() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(
                    transaction -> transaction.results("CALL p()").thenApply(done -> "done"));
            scene.expect("START TRANSACTION").ok();
            scene.expect("SAVEPOINT `mysql_async_call`").ok().expect("CALL p()").ok();
            scene.expect("RELEASE SAVEPOINT `mysql_async_call`").error(1305, "42000");
            scene.expect("ROLLBACK").ok(0);

            assertThat(scene.failure(result, MySqlTransactionEndedException.class)
                            .sql())
                    .isEqualTo("CALL p()");
        }
    }

    @Test
    void call_thatLeftTheTransactionOpen_isCommitted() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(
                    transaction -> transaction.results("CALL p()").thenApply(done -> "done"));
            scene.expect("START TRANSACTION").ok();
            scene.expect("SAVEPOINT `mysql_async_call`").ok().expect("CALL p()").ok();
            scene.expect("RELEASE SAVEPOINT `mysql_async_call`").ok();
            scene.expect("COMMIT").ok(0);

            assertThat(result).isCompletedWithValue("done");
        }
    }

    // --- the status ------------------------------------------------------------------------------------------------

    @Test
    void status_behindAFailedTransaction_isThatOfTheRollback() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Boolean> open =
                    scene.watch(scene.inTransaction(transaction -> transaction.query("SELECT 1"))
                            .handle((done, failure) -> scene.connection().isInTransaction()));
            scene.expect("START TRANSACTION").ok().expect("SELECT 1").error(1146, "42S02");
            scene.expect("ROLLBACK").ok(0);

            assertThat(open).isCompletedWithValue(false);
        }
    }
}

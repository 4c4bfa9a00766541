package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlServerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Transactions that end with a function's work. */
class TransactionScopeTest {

    private final CompletableFuture<String> work = new CompletableFuture<>();

    @Test
    void stage_complete_isCommittedBeforeTheFutureCompletes() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Long> result = scene.inTransaction(
                    transaction -> transaction.execute("INSERT 1").thenApply(done -> done.affectedRows()));
            scene.expect("START TRANSACTION").ok().expect("INSERT 1").ok().expect("COMMIT");
            assertThat(result).isNotDone();

            scene.ok(0);
            assertThat(result).isCompletedWithValue(0L);
        }
    }

    @Test
    void stage_failed_isRolledBackBeforeTheFutureFails() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.openTransaction(work);
            IllegalArgumentException reason = new IllegalArgumentException("mine");
            work.completeExceptionally(reason);
            scene.expect("ROLLBACK");
            assertThat(result).isNotDone();

            scene.ok(0);
            assertThat(scene.failure(result, IllegalArgumentException.class)).isSameAs(reason);
        }
    }

    @Test
    void statement_failed_failsTheFutureWithTheServersError() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = scene.inTransaction(
                    transaction -> transaction.execute("INSERT 1").thenAccept(done -> {}));
            scene.expect("START TRANSACTION").ok().expect("INSERT 1").error(1062, "23000");
            scene.expect("ROLLBACK").ok(0);

            assertThat(scene.failure(result, MySqlServerException.class).errorCode())
                    .isEqualTo(1062);
        }
    }

    @Test
    void function_throws_isRolledBack() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> {
                throw new IllegalArgumentException("mine");
            });
            scene.expect("START TRANSACTION").ok().expect("ROLLBACK").ok(0);

            assertThat(scene.failure(result, IllegalArgumentException.class)).hasMessage("mine");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what must not be
    void function_givesNoStage_isRolledBack() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> (CompletionStage<String>) null);
            scene.expect("START TRANSACTION").ok().expect("ROLLBACK").ok(0);

            scene.failure(result, NullPointerException.class);
        }
    }

    @Test
    void begin_refused_failsTheFutureAndCallsNothing() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> {
                throw new AssertionError("called");
            });
            scene.expect("START TRANSACTION")
                    .error(1290, "HY000")
                    .expect("ROLLBACK")
                    .ok(0);

            assertThat(scene.failure(result, MySqlServerException.class).errorCode())
                    .isEqualTo(1290);
        }
    }

    /** As Galera answers, when another node has aborted the transaction meanwhile. */
    @Test
    void rollback_refusedAsTheTransactionIsRolledBackAlready_isTheEndOfIt() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> {
                throw new IllegalArgumentException("mine");
            });
            scene.expect("START TRANSACTION").ok().expect("ROLLBACK").error(1213, "40001");

            assertThat(scene.failure(result, IllegalArgumentException.class)).hasMessage("mine");
            CompletableFuture<String> next = scene.inTransaction(transaction -> CompletableFuture.completedFuture("x"));
            scene.expect("START TRANSACTION").ok().expect("COMMIT").ok(0);
            assertThat(next).isCompletedWithValue("x");
        }
    }

    // --- cancelling ------------------------------------------------------------------------------------------------

    @Test
    void cancel_whileTheFunctionWorks_rollsBackAndCancelsItsStage() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.openTransaction(work);
            result.cancel(false);

            assertThat(result).isCancelled();
            assertThat(work).isCancelled();
            scene.expect("ROLLBACK").ok(0);
        }
    }

    @Test
    void cancel_aDerivedFuture_rollsBack() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Integer> derived = scene.openTransaction(work).thenApply(String::length);
            derived.cancel(false);

            scene.expect("ROLLBACK").ok(0);
        }
    }

    @Test
    void cancel_beforeTheBeginningHasLeft_sendsNothing() {
        try (TransactionScene scene = new TransactionScene(1)) {
            scene.watch(scene.connection().execute("DO 1"));
            CompletableFuture<String> result = scene.inTransaction(transaction -> work);
            scene.expect("DO 1");
            result.cancel(false);
            scene.scene().run();
            scene.watch(scene.connection().execute("DO 2"));

            scene.ok(0).expect("DO 2").ok(0);
        }
    }

    @Test
    void cancel_whileItBegins_rollsBackWithoutCallingTheFunction() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> {
                throw new AssertionError("called");
            });
            scene.expect("START TRANSACTION");
            result.cancel(false);

            scene.ok().expect("ROLLBACK").ok(0);
        }
    }

    @Test
    void cancel_statementsOfItNotSent_neverLeave() {
        try (TransactionScene scene = new TransactionScene(1)) {
            CompletableFuture<String> result = scene.openTransaction(work);
            scene.watch(scene.connection().ping());
            scene.scene().run();
            CompletableFuture<?> waiting = scene.watch(scene.transaction().execute("INSERT 1"));
            result.cancel(false);
            scene.scene().run();
            scene.scene().peer().takeCommands();

            scene.ok().expect("ROLLBACK").ok(0);
            assertThat(waiting).isCancelled();
        }
    }

    @Test
    void submit_afterCancel_runsBehindTheRollback() {
        try (TransactionScene scene = new TransactionScene()) {
            scene.openTransaction(work).cancel(false);
            scene.watch(scene.connection().execute("DO 1"));
            scene.expect("ROLLBACK").ok(0).expect("DO 1").ok(0);
        }
    }

    // --- its end ---------------------------------------------------------------------------------------------------

    @Test
    void commit_cut_isOfUnknownOutcome() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.openTransaction(work);
            work.complete("done");
            scene.expect("COMMIT");
            scene.scene().peer().reset();

            MySqlCommitUnknownException failure = scene.failure(result, MySqlCommitUnknownException.class);
            assertThat(failure.isOutcomeUnknown()).isTrue();
            assertThat(failure.isSafeToRetry()).isFalse();
        }
    }

    @Test
    void connection_lostBeforeCommit_isALossAndNotOfUnknownOutcome() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = scene.inTransaction(
                    transaction -> transaction.execute("INSERT 1").thenAccept(done -> {}));
            scene.expect("START TRANSACTION").ok().expect("INSERT 1");
            scene.scene().peer().reset();

            assertThat(scene.failure(result, MySqlConnectionLostException.class).getSuppressed())
                    .isEmpty();
        }
    }

    @Test
    void commit_refused_isRolledBack() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.openTransaction(work);
            work.complete("done");
            scene.expect("COMMIT").error(1180, "HY000").expect("ROLLBACK");
            assertThat(result).isNotDone();
            scene.ok(0);

            assertThat(scene.failure(result, MySqlServerException.class).errorCode())
                    .isEqualTo(1180);
            assertThat(scene.connection().isOpen()).isTrue();
        }
    }

    @Test
    void rollback_refused_closesTheConnectionAndIsToldBesideTheReason() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.openTransaction(work);
            work.completeExceptionally(new IllegalArgumentException("mine"));
            scene.expect("ROLLBACK").error(1105, "HY000");

            Throwable failure = scene.failure(result, IllegalArgumentException.class);
            assertThat(failure.getSuppressed()).singleElement().isInstanceOf(MySqlServerException.class);
            assertThat(scene.connection().isOpen()).isFalse();
        }
    }

    @Test
    void statementsNotWaitedFor_areAnsweredBeforeCommit() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> {
                scene.watch(transaction.execute("INSERT 1"));
                return CompletableFuture.completedFuture("done");
            });
            scene.expect("START TRANSACTION")
                    .ok()
                    .expect("INSERT 1")
                    .ok()
                    .expect("COMMIT")
                    .ok(0);

            assertThat(result).isCompletedWithValue("done");
        }
    }

    @Test
    void transaction_afterItsEnd_refusesEverything() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.openTransaction(work);
            work.complete("done");
            CompletableFuture<?> late = scene.watch(scene.transaction().execute("INSERT 1"));
            scene.expect("COMMIT").ok(0);

            assertThat(result).isCompleted();
            scene.failure(late, IllegalStateException.class);
            scene.failure(scene.transaction().inTransaction(part -> work), IllegalStateException.class);
            assertThat(scene.transaction().isOpen()).isFalse();
        }
    }

    @Test
    void transactionControlByHand_whileAFunctionHasTheConnection_isRefused() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.openTransaction(work);
            scene.failure(scene.connection().begin(), IllegalStateException.class);
            scene.failure(scene.connection().commit(), IllegalStateException.class);
            scene.failure(scene.connection().rollback(), IllegalStateException.class);
            scene.failure(scene.connection().autocommit(true), IllegalStateException.class);
            scene.failure(scene.connection().inTransaction(another -> work), IllegalStateException.class);
            work.complete("done");
            scene.expect("COMMIT").ok(0);

            assertThat(result).isCompleted();
            scene.watch(scene.connection().begin());
            scene.expect("START TRANSACTION").ok();
        }
    }

    // --- what the server decides -----------------------------------------------------------------------------------

    @Test
    void deadlock_thatTheFunctionDoesNotMind_isNeverCommitted() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = scene.inTransaction(transaction -> transaction
                    .execute("UPDATE 1")
                    .handle((done, failure) -> transaction)
                    .thenCompose(open -> open.execute("UPDATE 2"))
                    .handle((done, failure) -> null));
            scene.expect("START TRANSACTION").ok().expect("UPDATE 1").deadlock();
            scene.expect("ROLLBACK").ok(0);

            assertThat(scene.failure(result, MySqlServerException.class).errorCode())
                    .isEqualTo(1213);
        }
    }

    @Test
    void deadlock_ofAStatementNotWaitedFor_isNeverCommitted() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> {
                scene.watch(transaction.execute("UPDATE 1"));
                scene.watch(transaction.execute("UPDATE 2"));
                return CompletableFuture.completedFuture("done");
            });
            scene.expect("START TRANSACTION")
                    .ok()
                    .expect("UPDATE 1", "UPDATE 2")
                    .deadlock()
                    .ok();
            scene.expect("ROLLBACK").ok(0);

            assertThat(scene.failure(result, MySqlServerException.class).isTransactionRolledBack())
                    .isTrue();
        }
    }

    @Test
    void autocommit_isOffUntilTheEnd() {
        try (TransactionScene scene = new TransactionScene()) {
            autocommitOn(scene);
            CompletableFuture<String> result = scene.inTransaction(transaction -> work);
            scene.expect("SET autocommit=0", "START TRANSACTION").ok(0).ok();
            work.complete("done");
            scene.expect("COMMIT").ok(0);
            assertThat(result).isCompletedWithValue("done");
            scene.watch(scene.connection().execute("DO 1"));

            scene.expect("SET autocommit=1")
                    .ok(ServerBytes.AUTOCOMMIT)
                    .expect("DO 1")
                    .ok(ServerBytes.AUTOCOMMIT);
            assertThat(scene.connection().isAutocommit()).isTrue();
        }
    }

    @Test
    void autocommit_afterARefusedCommit_isOnOnlyAfterTheRollback() {
        try (TransactionScene scene = new TransactionScene()) {
            autocommitOn(scene);
            CompletableFuture<String> result = scene.inTransaction(transaction -> work);
            scene.expect("SET autocommit=0", "START TRANSACTION").ok(0).ok();
            work.complete("done");
            scene.expect("COMMIT").error(1180, "HY000").expect("ROLLBACK").ok(0).expect("SET autocommit=1");
            scene.ok(ServerBytes.AUTOCOMMIT);

            scene.failure(result, MySqlServerException.class);
        }
    }

    private static void autocommitOn(TransactionScene scene) {
        scene.watch(scene.connection().autocommit(true));
        scene.expect("SET autocommit=1").ok(ServerBytes.AUTOCOMMIT);
    }

    @Test
    void status_afterTheTransaction_isToldToTheUsersCallback() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Boolean> after = scene.openTransaction(work)
                    .thenApply(done -> scene.connection().isInTransaction());
            assertThat(scene.connection().isInTransaction()).isTrue();
            work.complete("done");
            scene.expect("COMMIT").ok(0);

            assertThat(after).isCompletedWithValue(false);
        }
    }
}

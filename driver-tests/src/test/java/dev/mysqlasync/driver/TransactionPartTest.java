package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlTransactionEndedException;
import dev.mysqlasync.Transaction;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Parts of transactions, between a savepoint and its release. */
class TransactionPartTest {

    private final CompletableFuture<String> work = new CompletableFuture<>();

    @Test
    void part_complete_isReleased() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(
                    transaction -> transaction.inTransaction(part -> part.inTransaction(inner -> work)));
            scene.expect("START TRANSACTION").ok();
            scene.expect("SAVEPOINT `mysql_async_1`")
                    .ok()
                    .expect("SAVEPOINT `mysql_async_2`")
                    .ok();
            work.complete("done");
            scene.expect("RELEASE SAVEPOINT `mysql_async_2`").ok();
            scene.expect("RELEASE SAVEPOINT `mysql_async_1`").ok();
            scene.expect("COMMIT").ok(0);

            assertThat(result).isCompletedWithValue("done");
        }
    }

    @Test
    void part_failed_isUndoneAndTheTransactionGoesOn() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction ->
                    transaction.<String>inTransaction(part -> work).exceptionally(failure -> "undone"));
            scene.expect("START TRANSACTION")
                    .ok()
                    .expect("SAVEPOINT `mysql_async_1`")
                    .ok();
            work.completeExceptionally(new IllegalArgumentException("mine"));
            scene.expect("ROLLBACK TO SAVEPOINT `mysql_async_1`", "RELEASE SAVEPOINT `mysql_async_1`")
                    .ok()
                    .ok();
            scene.expect("COMMIT").ok(0);

            assertThat(result).isCompletedWithValue("undone");
        }
    }

    @Test
    void part_deadlocked_endsTheWholeTransaction() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction ->
                    transaction.inTransaction(part -> part.execute("UPDATE 1")).handle((done, failure) -> "swallowed"));
            scene.expect("START TRANSACTION")
                    .ok()
                    .expect("SAVEPOINT `mysql_async_1`")
                    .ok();
            scene.expect("UPDATE 1").deadlock().expect("ROLLBACK").ok(0);

            assertThat(scene.failure(result, MySqlServerException.class).errorCode())
                    .isEqualTo(1213);
        }
    }

    @Test
    void part_failedForAnErrorOfAnotherConnection_leavesTheTransactionAlone() {
        MySqlServerException elsewhere = deadlockElsewhere();
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> transaction
                    .<String>inTransaction(part -> CompletableFuture.failedFuture(elsewhere))
                    .exceptionally(failure -> "undone"));
            scene.expect("START TRANSACTION")
                    .ok()
                    .expect("SAVEPOINT `mysql_async_1`")
                    .ok();
            scene.expect("ROLLBACK TO SAVEPOINT `mysql_async_1`", "RELEASE SAVEPOINT `mysql_async_1`")
                    .ok()
                    .ok();
            scene.expect("COMMIT").ok(0);

            assertThat(result).isCompletedWithValue("undone");
        }
    }

    private static MySqlServerException deadlockElsewhere() {
        try (TransactionScene other = new TransactionScene()) {
            CompletableFuture<?> failed = other.watch(other.connection().execute("UPDATE 1"));
            other.expect("UPDATE 1").deadlock();
            return other.failure(failed, MySqlServerException.class);
        }
    }

    @Test
    void part_notReleased_isNeverCommitted() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(
                    transaction -> transaction.inTransaction(part -> work).handle((done, failure) -> "swallowed"));
            scene.expect("START TRANSACTION")
                    .ok()
                    .expect("SAVEPOINT `mysql_async_1`")
                    .ok();
            work.complete("done");
            scene.expect("RELEASE SAVEPOINT `mysql_async_1`")
                    .error(1305, "42000")
                    .expect("ROLLBACK")
                    .ok(0);

            assertThat(scene.failure(result, MySqlTransactionEndedException.class)
                            .sql())
                    .isNull();
        }
    }

    @Test
    void part_stillOpenAtTheEnd_isAFailure() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> end = new CompletableFuture<>();
            CompletableFuture<String> result = scene.inTransaction(transaction -> {
                scene.watch(transaction.inTransaction(part -> work));
                return end;
            });
            scene.expect("START TRANSACTION")
                    .ok()
                    .expect("SAVEPOINT `mysql_async_1`")
                    .ok();
            end.complete("done");
            scene.expect("ROLLBACK").ok(0);
            scene.failure(result, IllegalStateException.class);
        }
    }

    @Test
    void part_notYetBegunAtTheEnd_neverBegins() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.inTransaction(transaction -> {
                scene.watch(transaction.inTransaction(part -> work));
                return CompletableFuture.completedFuture("done");
            });
            scene.expect("START TRANSACTION").ok().expect("ROLLBACK").ok(0);
            scene.failure(result, IllegalStateException.class);
        }
    }

    @Test
    void cancel_whileAPartIsOpen_isOneRollback() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result =
                    scene.inTransaction(transaction -> transaction.inTransaction(part -> work));
            scene.expect("START TRANSACTION")
                    .ok()
                    .expect("SAVEPOINT `mysql_async_1`")
                    .ok();
            result.cancel(false);

            scene.expect("ROLLBACK").ok(0);
            assertThat(work).isCancelled();
        }
    }

    @Test
    void part_whileAnotherIsOpen_isRefused() {
        try (TransactionScene scene = new TransactionScene()) {
            scene.inTransaction(transaction -> transaction.inTransaction(part -> work));
            scene.expect("START TRANSACTION")
                    .ok()
                    .expect("SAVEPOINT `mysql_async_1`")
                    .ok();
            Transaction transaction = scene.transaction();

            scene.failure(transaction.inTransaction(another -> work), IllegalStateException.class);
            work.complete("done");
            scene.expect("RELEASE SAVEPOINT `mysql_async_1`")
                    .ok()
                    .expect("COMMIT")
                    .ok(0);
        }
    }

    @Test
    void cancel_aPart_undoesThatPartAlone() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.openTransaction(work);
            CompletableFuture<String> part = scene.transaction().inTransaction(open -> new CompletableFuture<>());
            scene.expect("SAVEPOINT `mysql_async_1`").ok();
            part.cancel(false);
            work.complete("done");
            scene.expect("ROLLBACK TO SAVEPOINT `mysql_async_1`", "RELEASE SAVEPOINT `mysql_async_1`")
                    .ok()
                    .ok();
            scene.expect("COMMIT").ok(0);

            assertThat(result).isCompletedWithValue("done");
        }
    }

    @Test
    void savepoints_haveQuotedNames() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<String> result = scene.openTransaction(work);
            scene.watch(scene.transaction().savepoint("a`b"));
            scene.watch(scene.transaction().rollbackTo("a`b"));
            scene.watch(scene.transaction().release("a`b"));
            scene.expect("SAVEPOINT `a``b`", "ROLLBACK TO SAVEPOINT `a``b`", "RELEASE SAVEPOINT `a``b`");
            scene.ok().ok().ok();
            work.complete("done");
            scene.expect("COMMIT").ok(0);
            assertThat(result).isCompleted();
        }
    }
}

package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.TransactionOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that end with a function's work, and what is particular to one of them. */
class TransactionScopeTest extends ServerScene {

    private static final TransactionOptions DEFAULTS = TransactionOptions.defaults();

    private MySqlConnection writer;
    private MySqlConnection witness;
    private String table;

    @BeforeEach
    void open() {
        writer = connect();
        witness = connect(options -> options.autocommit(true));
        table = createTable(witness, "v INT PRIMARY KEY");
    }

    private CompletableFuture<Long> insert(Transaction transaction, int value) {
        return transaction
                .execute("INSERT INTO " + table + " VALUES (?)", value)
                .thenApply(done -> done.affectedRows());
    }

    private static <T> CompletableFuture<T> fail() {
        return CompletableFuture.failedFuture(new IllegalArgumentException("mine"));
    }

    /** What is committed, with commas between. */
    private String values() {
        return String.valueOf(
                text(witness, "SELECT COALESCE(GROUP_CONCAT(v ORDER BY v SEPARATOR ','), '') FROM " + table));
    }

    // --- the function's end ----------------------------------------------------------------------------------------

    @Test
    void inTransaction_success_isCommitted() {
        await(writer.inTransaction(transaction -> insert(transaction, 1).thenCompose(one -> insert(transaction, 2))));

        assertThat(values()).isEqualTo("1,2");
        assertThat(writer.isInTransaction()).isFalse();
    }

    @Test
    void inTransaction_failure_isRolledBack() {
        failure(
                writer.inTransaction(transaction -> insert(transaction, 1).thenCompose(one -> fail())),
                IllegalArgumentException.class);

        assertThat(values()).isEmpty();
        assertThat(number(writer, "SELECT COUNT(*) FROM " + table)).isZero();
    }

    @Test
    void inTransaction_underAutocommit_isOneTransactionAndLeavesItOn() {
        failure(
                witness.inTransaction(transaction -> insert(transaction, 1).thenCompose(one -> fail())),
                IllegalArgumentException.class);
        await(witness.inTransaction(transaction -> insert(transaction, 2)));

        assertThat(values()).isEqualTo("2");
        assertThat(number(witness, "SELECT @@autocommit")).isOne();
        assertThat(witness.isAutocommit()).isTrue();
        assertThat(witness.isInTransaction()).isFalse();
    }

    @Test
    void inTransaction_cancelled_isRolledBackAndTheConnectionStaysUsable() {
        CompletableFuture<Void> inserted = new CompletableFuture<>();
        CompletableFuture<Long> result = witness.inTransaction(transaction -> insert(transaction, 1)
                .thenCompose(one -> {
                    inserted.complete(null);
                    return transaction.query("SELECT SLEEP(600)");
                })
                .thenCompose(slept -> insert(transaction, 2)));
        await(inserted);
        result.cancel(false);

        assertUsable(witness);
        assertThat(values()).isEmpty();
        assertThat(number(witness, "SELECT @@autocommit")).isOne();
    }

    @Test
    void inTransaction_ddlInIt_commitsWhatWasBeforeAndTheRestAtTheEnd() {
        await(witness.inTransaction(transaction -> insert(transaction, 1)
                .thenCompose(one -> transaction.execute("CREATE TABLE IF NOT EXISTS " + table + " (v INT)"))
                .thenCompose(created -> insert(transaction, 2))));

        assertThat(values()).isEqualTo("1,2");
        assertThat(witness.isInTransaction()).isFalse();
    }

    @Test
    void inTransaction_pipelinedBehindAnError_isStillAllOrNothing() {
        MySqlServerException failure = failure(
                witness.inTransaction(transaction -> {
                    CompletableFuture<Long> wrong = insert(transaction, 1).thenCompose(one -> insert(transaction, 1));
                    CompletableFuture<Long> right = insert(transaction, 2);
                    return wrong.thenCombine(right, Long::sum);
                }),
                MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1062);
        assertThat(values()).isEmpty();
    }

    // --- parts and savepoints --------------------------------------------------------------------------------------

    @Test
    void part_failed_isUndoneAlone() {
        await(writer.inTransaction(transaction -> insert(transaction, 1)
                .thenCompose(one -> transaction.<Long>inTransaction(part -> insert(part, 2)
                        .thenCompose(two -> part.inTransaction(inner -> insert(inner, 3)))
                        .thenCompose(three -> fail())))
                .exceptionally(failure -> 0L)
                .thenCompose(undone -> transaction.inTransaction(part -> insert(part, 4)))));

        assertThat(values()).isEqualTo("1,4");
    }

    @Test
    void savepoints_byHand_undoWhatCameAfterThem() {
        await(writer.begin());
        await(writer.execute("INSERT INTO " + table + " VALUES (1)"));
        await(writer.savepoint("my `point`"));
        await(writer.execute("INSERT INTO " + table + " VALUES (2)"));
        await(writer.rollbackTo("my `point`"));
        await(writer.release("my `point`"));
        MySqlServerException unknown = failure(writer.rollbackTo("my `point`"), MySqlServerException.class);
        await(writer.commit());

        assertThat(unknown.errorCode()).isEqualTo(1305);
        assertThat(values()).isEqualTo("1");
    }

    // --- options ---------------------------------------------------------------------------------------------------

    @Test
    void begin_readOnly_refusesToWrite() {
        await(writer.begin(DEFAULTS.readOnly()));
        MySqlServerException failure =
                failure(writer.execute("INSERT INTO " + table + " VALUES (1)"), MySqlServerException.class);
        await(writer.rollback());

        assertThat(failure.errorCode()).isEqualTo(1792);
        await(writer.inTransaction(DEFAULTS.readWrite(), transaction -> insert(transaction, 1)));
        assertThat(values()).isEqualTo("1");
    }

    @Test
    void begin_consistentSnapshot_isOfThatMoment() {
        await(writer.begin(DEFAULTS.isolation(IsolationLevel.REPEATABLE_READ).consistentSnapshot()));
        await(witness.execute("INSERT INTO " + table + " VALUES (1)"));
        long seenInSnapshot = number(writer, "SELECT COUNT(*) FROM " + table);
        await(writer.commit());
        await(writer.begin(DEFAULTS.isolation(IsolationLevel.REPEATABLE_READ)));
        await(witness.execute("INSERT INTO " + table + " VALUES (2)"));

        assertThat(seenInSnapshot).isZero();
        assertThat(number(writer, "SELECT COUNT(*) FROM " + table)).isEqualTo(2);
        await(writer.rollback());
    }

    @Test
    void begin_isolation_holdsForOneTransaction() {
        await(witness.begin());
        await(witness.execute("INSERT INTO " + table + " VALUES (1)"));
        TransactionOptions dirty = DEFAULTS.isolation(IsolationLevel.READ_UNCOMMITTED);
        List<Long> seen = List.of(
                await(writer.inTransaction(dirty, transaction -> count(transaction))),
                await(writer.inTransaction(transaction -> count(transaction))));
        await(witness.rollback());

        assertThat(seen).containsExactly(1L, 0L);
    }

    @Test
    void begin_isolationInATransaction_commitsThatFirst() {
        await(writer.execute("INSERT INTO " + table + " VALUES (1)"));
        await(writer.begin(DEFAULTS.isolation(IsolationLevel.SERIALIZABLE)));
        await(writer.rollback());

        assertThat(values()).isEqualTo("1");
    }

    private CompletableFuture<Long> count(Transaction transaction) {
        return transaction
                .query("SELECT COUNT(*) FROM " + table)
                .thenApply(rows -> rows.get(0).getLong(0));
    }

    // --- status ----------------------------------------------------------------------------------------------------

    @Test
    void isInTransaction_afterRowsOfEitherForm_isTold() {
        await(writer.query("SELECT * FROM " + table));
        boolean afterText = writer.isInTransaction();
        await(writer.commit());
        boolean afterCommit = writer.isInTransaction();
        await(writer.query("SELECT * FROM " + table + " WHERE v > ?", 0));

        assertThat(afterText).isTrue();
        assertThat(afterCommit).isFalse();
        assertThat(writer.isInTransaction()).isTrue();
    }

    @Test
    void isInTransaction_afterAnErrorThatLeftOneOpen_isTrue() {
        await(witness.execute("INSERT INTO " + table + " VALUES (1)"));
        failure(writer.execute("INSERT INTO " + table + " VALUES (1)"), MySqlServerException.class);

        assertThat(writer.isInTransaction()).isTrue();
        assertThat(number(writer, "SELECT 1")).isOne();
        await(writer.rollback());
        assertThat(writer.isInTransaction()).isFalse();
    }

    @Test
    void inTransaction_readingOnly_keepsNoMetadataLockAfterItsEnd() {
        await(witness.execute("SET lock_wait_timeout = 1"));
        CompletableFuture<MySqlServerException> refused = new CompletableFuture<>();
        await(writer.inTransaction(transaction -> count(transaction)
                .thenCompose(
                        rows -> alter().handle((done, failure) -> refused.complete((MySqlServerException) failure)))));
        await(alter());

        assertThat(await(refused).errorCode()).isEqualTo(1205);
    }

    private CompletableFuture<?> alter() {
        return witness.execute("ALTER TABLE " + table + " ADD COLUMN w INT");
    }
}

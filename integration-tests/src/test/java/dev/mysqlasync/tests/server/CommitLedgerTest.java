package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.tests.Await;
import dev.mysqlasync.tests.server.CommitCutter.Fate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Commits are cut before and after the server sees them: with a token in the transaction, nothing is lost or done twice. */
class CommitLedgerTest extends PoolScene {

    private static final int TRANSACTIONS = 200;
    private static final int DUPLICATE_ENTRY = 1062;

    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger doneBefore = new AtomicInteger();
    private MySqlPool pool;
    private String table;

    private static Fate fate(SplittableRandom random) {
        synchronized (random) {
            return Fate.values()[random.nextInt(Fate.values().length)];
        }
    }

    @Test
    void transactions_withATokenEach_areDoneOnce() {
        MySqlConnection look = connect();
        table = createTable(look, "token INT PRIMARY KEY, done INT");
        await(look.execute("INSERT INTO " + table + " VALUES (-1, 0)"));
        await(look.commit());
        SplittableRandom random = new SplittableRandom(11);
        try (CommitCutter cutter = new CommitCutter(() -> {
            Fate fate = fate(random);
            (fate == Fate.LOST ? lost : fate == Fate.UNANSWERED ? unanswered : new AtomicInteger()).incrementAndGet();
            return fate;
        })) {
            pool = pool(options().transport(cutter.transport()), options -> options.maxSize(8));
            List<CompletableFuture<Void>> all =
                    IntStream.range(0, TRANSACTIONS).mapToObj(this::certain).toList();

            all.forEach(Await::await);
            await(pool.closeAsync(Await.LIMIT));
        }

        assertThat(number(look, "SELECT done FROM " + table + " WHERE token = -1"))
                .isEqualTo(TRANSACTIONS);
        assertThat(number(look, "SELECT COUNT(*) - 1 FROM " + table)).isEqualTo(TRANSACTIONS);
        assertThat(lost).hasPositiveValue();
        assertThat(doneBefore).as("as many as were committed without an answer").hasValue(unanswered.get());
    }

    /** Until it is known to be done. */
    private CompletableFuture<Void> certain(int token) {
        return once(token)
                .handle((result, failure) -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof MySqlCommitUnknownException) {
                        return certain(token);
                    }
                    if (cause instanceof MySqlServerException error && error.errorCode() == DUPLICATE_ENTRY) {
                        doneBefore.incrementAndGet();
                        return CompletableFuture.<Void>completedFuture(null);
                    }
                    return cause == null
                            ? CompletableFuture.<Void>completedFuture(null)
                            : CompletableFuture.<Void>failedFuture(cause);
                })
                .thenCompose(next -> next);
    }

    private CompletableFuture<ExecuteResult> once(int token) {
        return pool.inTransaction(transaction -> transaction
                .execute("INSERT INTO " + table + " VALUES (?, 0)", token)
                .thenCompose(
                        marked -> transaction.execute("UPDATE " + table + " SET done = done + 1 WHERE token = -1")));
    }
}

package dev.mysqlasync.tests.server;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPool;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Executes one statement after the other, each counting how often it was executed, until told to stop. */
final class CountingUser {

    private static final long IDS = 1_000_000;

    private final MySqlPool pool;
    private final long firstId;
    private final List<Long> done = new CopyOnWriteArrayList<>();
    private final List<Long> notDone = new CopyOnWriteArrayList<>();
    private final List<Throwable> untyped = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private long next;
    private volatile boolean ending;

    CountingUser(MySqlPool pool, int number) {
        this.pool = pool;
        this.firstId = number * IDS;
        this.next = firstId;
    }

    void begin() {
        if (ending || next > lastId()) {
            ended.complete(null);
            return;
        }
        long id = next++;
        CompletableFuture<ExecuteResult> executed =
                pool.execute("INSERT INTO done VALUES (?, 1) ON DUPLICATE KEY UPDATE times = times + 1", id);
        // on another thread, as answers may be there already and there may be many
        executed.whenCompleteAsync((effect, failure) -> {
            note(id, failure);
            begin();
        });
    }

    private void note(long id, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null) {
            done.add(id);
            return;
        }
        failures.incrementAndGet();
        if (!(cause instanceof MySqlException typed)) {
            untyped.add(cause);
        } else if (typed.isSafeToRetry()) {
            notDone.add(id);
        }
    }

    CompletableFuture<Void> end() {
        ending = true;
        return ended;
    }

    long firstId() {
        return firstId;
    }

    long lastId() {
        return firstId + IDS - 1;
    }

    int successes() {
        return done.size();
    }

    int failures() {
        return failures.get();
    }

    /** What succeeded. */
    List<Long> done() {
        return done;
    }

    /** What failed with an error that says it was not executed. */
    List<Long> notDone() {
        return notDone;
    }

    List<Throwable> untyped() {
        return untyped;
    }
}

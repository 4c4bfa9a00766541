package dev.mysqlasync.driver;

import dev.mysqlasync.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The verbs of pools alone, and of transactions. */
final class PoolVerbs {

    private PoolVerbs() {}

    static List<ApiVerb> all() {
        List<ApiVerb> all = new ArrayList<>(pools());
        all.addAll(transactions());
        return all;
    }

    private static List<ApiVerb> pools() {
        return List.of(
                ApiVerb.of("MySqlPool.acquire", "", scene -> {
                    scene.pool();
                    return () -> scene.returned(scene.pool().acquire());
                }),
                ApiVerb.of("MySqlPool.withConnection", "", scene -> {
                    scene.pool();
                    String sql = scene.mark("SELECT ?, ROWS");
                    return () -> scene.pool().withConnection(connection -> {
                        return scene.watch(sql, connection.query(sql, 1));
                    });
                }),
                ApiVerb.of("MySqlPool.withConnection", "of a statement that does not end", scene -> {
                    scene.pool();
                    String sql = scene.mark("SELECT NEVER");
                    return () -> scene.pool().withConnection(connection -> {
                        return scene.watch(sql, connection.query(sql)).thenCompose(rows -> connection.ping());
                    });
                }),
                ApiVerb.of("MySqlPool.inTransaction", "", scene -> {
                    scene.pool();
                    String sql = scene.mark("INSERT INTO t VALUES (1)");
                    return () -> scene.pool().inTransaction(tx -> scene.watch(sql, tx.execute(sql)));
                }),
                new ApiVerb("MySqlPool.inTransaction", "that waits for something else", true, scene -> {
                    scene.pool();
                    return () -> scene.pool().inTransaction(tx -> new CompletableFuture<>());
                }),
                ApiVerb.of("MySqlPool.retryTransaction", "", scene -> {
                    scene.pool();
                    String sql = scene.mark("INSERT INTO t VALUES (1)");
                    return () -> scene.pool().retryTransaction(tx -> scene.watch(sql, tx.execute(sql)));
                }),
                ApiVerb.of("MySqlPool.warmUp", "", scene -> {
                    scene.pool();
                    return () -> scene.pool().warmUp(Duration.ofSeconds(3));
                }),
                ApiVerb.of("MySqlPool.closeAsync", "", scene -> {
                    scene.pool();
                    return () -> scene.pool().closeAsync(Duration.ofSeconds(1));
                }));
    }

    private static ApiVerb within(String method, Function<Transaction, CompletableFuture<?>> call) {
        return ApiVerb.of("Transaction." + method, "", scene -> {
            Transaction transaction = open(scene);
            return () -> call.apply(transaction);
        });
    }

    private static List<ApiVerb> transactions() {
        List<ApiVerb> all = new ArrayList<>(ClientVerbs.of("transaction", PoolVerbs::open));
        all.addAll(List.of(
                within("prepare", transaction -> transaction.prepare("SELECT ?, ROWS")),
                within("savepoint", transaction -> transaction.savepoint("s")),
                within("rollbackTo", transaction -> transaction.rollbackTo("s")),
                within("release", transaction -> transaction.release("s")),
                within("inTransaction", transaction -> transaction.inTransaction(part -> part.query("SELECT NEVER")))));
        return all;
    }

    /** A transaction that is open until the case is over. */
    private static Transaction open(EndingScene scene) {
        AtomicReference<Transaction> opened = new AtomicReference<>();
        CompletableFuture<Object> end = new CompletableFuture<>();
        CompletableFuture<Object> whole = scene.watch(scene.connection().inTransaction(transaction -> {
            opened.set(transaction);
            return end;
        }));
        scene.until(() -> opened.get() != null);
        scene.afterwards(() -> {
            if (scene.isSilent()) { // a COMMIT without a limit waits as long as it takes
                whole.cancel(true);
            } else {
                end.complete("done");
            }
        });
        return opened.get();
    }
}

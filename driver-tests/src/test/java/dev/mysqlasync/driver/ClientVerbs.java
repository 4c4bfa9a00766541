package dev.mysqlasync.driver;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlClient;
import dev.mysqlasync.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The verbs that connections, pools and transactions share, in all their variations. */
final class ClientVerbs {

    private final String whose;
    private final Function<EndingScene, MySqlClient> client;
    private final List<ApiVerb> verbs = new ArrayList<>();

    private ClientVerbs(String whose, Function<EndingScene, MySqlClient> client) {
        this.whose = whose;
        this.client = client;
    }

    /**
     * The verbs of one kind of client.
     *
     * @param client makes it ready
     */
    static List<ApiVerb> of(String whose, Function<EndingScene, MySqlClient> client) {
        ClientVerbs all = new ClientVerbs(whose, client);
        all.statements();
        all.batches();
        all.uploads();
        all.streams();
        return all.verbs;
    }

    private interface Marked {
        CompletableFuture<?> call(MySqlClient client, String sql, EndingScene scene);
    }

    private void add(String method, String variation, String sql, Marked call) {
        verbs.add(ApiVerb.of("MySqlClient." + method, whose + ", " + variation, scene -> {
            MySqlClient ready = client.apply(scene);
            return calling(scene, sql, marked -> call.call(ready, marked, scene));
        }));
    }

    private static Supplier<CompletableFuture<?>> calling(
            EndingScene scene, String sql, Function<String, CompletableFuture<?>> call) {
        return () -> {
            String marked = scene.mark(sql);
            return scene.watch(marked, call.apply(marked));
        };
    }

    private void statements() {
        add("query", "text", "SELECT ROWS", (client, sql, scene) -> client.query(sql));
        add("query", "text that does not end", "SELECT NEVER", (client, sql, scene) -> client.query(sql));
        add("query", "prepared", "SELECT ?, ROWS", (client, sql, scene) -> client.query(sql, 1));
        add("query", "prepared, does not end", "SELECT ?, NEVER", (client, sql, scene) -> client.query(sql, 1));
        add("query", "rendered", "SELECT ?, ROWS", (client, sql, scene) -> {
            return client.query(Statement.of(sql, 1).renderedByClient());
        });
        add("query", "mapped", "SELECT ROWS", (client, sql, scene) -> client.query(sql, row -> row.getInt(0)));
        verbs.add(ApiVerb.of("MySqlClient.query", whose + ", prepared before", scene -> {
            MySqlClient ready = client.apply(scene);
            scene.ready(ready.query("SELECT ?, ROWS", 7));
            return () -> ready.query("SELECT ?, ROWS", 8);
        }));
        add("execute", "text", "INSERT INTO t VALUES (1)", (client, sql, scene) -> client.execute(sql));
        add("execute", "prepared", "INSERT INTO t VALUES (?)", (client, sql, scene) -> client.execute(sql, 1));
        add("execute", "COMMIT", "COMMIT", (client, sql, scene) -> client.execute("COMMIT"));
        add("results", "two", "CALL two()", (client, sql, scene) -> client.results(sql));
        add("call", "", "CALL `p`(?)", (client, sql, scene) -> client.call("p", 1));
    }

    private void batches() {
        List<List<Integer>> rows = List.of(List.of(1), List.of(2), List.of(3), List.of(4));
        List<Map<String, Integer>> named = List.of(Map.of("a", 1), Map.of("a", 2));
        String insert = "INSERT INTO t (a) VALUES (?)";
        for (BatchMode mode : BatchMode.values()) {
            add("executeBatch", "INSERT, " + mode, insert, (client, sql, scene) -> {
                return client.executeBatch(Statement.of(sql), rows, mode);
            });
        }
        add("executeBatch", "UPDATE", "UPDATE t SET a = ?", (client, sql, scene) -> client.executeBatch(sql, rows));
        add("executeBatchByName", "", "INSERT INTO t (a) VALUES (:a)", (client, sql, scene) -> {
            return client.executeBatchByName(sql, named);
        });
    }

    private void uploads() {
        upload("bytes", scene -> ByteSource.ofBytes(new byte[2000]));
        upload("stream", scene -> scene.streamed(2000));
        upload("publisher that gives nothing", EndingScene::published);
    }

    private void upload(String source, Function<EndingScene, ByteSource> made) {
        add("execute", "LOAD DATA of a " + source, "LOAD DATA", (client, sql, scene) -> {
            return client.execute(Statement.of(sql).localInfile(made.apply(scene)));
        });
        add("execute", "long parameter of a " + source, "INSERT INTO t VALUES (?)", (client, sql, scene) -> {
            return client.execute(sql, LongParameter.ofBytes(made.apply(scene)));
        });
    }

    private void streams() {
        BiFunction<String, Integer, Statement> fetching = (sql, size) ->
                size == 0 ? Statement.of(sql) : Statement.of(sql, 7).fetchSize(size);
        for (int size : new int[] {0, 5}) {
            for (int demand : new int[] {0, 10, Integer.MAX_VALUE}) {
                String sql = size == 0 ? "SELECT ROWS" : "SELECT ?, ROWS";
                add("stream", "fetch size " + size + ", demand " + demand, sql, (client, marked, scene) -> {
                    return scene.stream(client, fetching.apply(marked, size), demand);
                });
            }
        }
        add(
                "stream",
                "does not end",
                "SELECT NEVER",
                (client, sql, scene) -> scene.stream(client, Statement.of(sql), 9));
    }
}

package dev.mysqlasync.driver;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Ways through many states of the conversation, to be stopped anywhere. */
final class StoppingTimes {

    private static final int MOST_EVENTS = 900;

    private StoppingTimes() {}

    /** From the submission on. */
    static List<StoppingPlace> all() {
        List<StoppingPlace> all = new ArrayList<>(of("connection", StoppingScene::connection));
        all.addAll(of("pool", StoppingScene::pool));
        all.addAll(ofConnections());
        all.addAll(ofPools());
        return all;
    }

    private static StoppingPlace during(String name, Function<StoppingScene, CompletableFuture<?>> begin) {
        return new StoppingPlace("during " + name, scene -> {
            CompletableFuture<?> begun = begin.apply(scene);
            int most = scene.random().nextInt(4) == 0 ? MOST_EVENTS : MOST_EVENTS / 10;
            scene.steps(scene.random().nextInt(most), begun::isDone);
            return begun;
        });
    }

    private static List<StoppingPlace> of(String whose, Function<StoppingScene, MySqlClient> client) {
        return List.of(
                during(
                        whose + "'s query",
                        scene -> scene.watch(client.apply(scene).query("SELECT ROWS"))),
                during(whose + "'s prepared query", scene -> {
                    return scene.watch(client.apply(scene).query("SELECT ?, ROWS", 7));
                }),
                during(
                        whose + "'s slow query",
                        scene -> scene.watch(client.apply(scene).query("SELECT LATE"))),
                during(
                        whose + "'s results",
                        scene -> scene.watch(client.apply(scene).results("CALL TWO"))),
                during(whose + "'s batch", scene -> {
                    List<List<Integer>> rows = List.of(List.of(1), List.of(2), List.of(3), List.of(4));
                    return scene.watch(client.apply(scene).executeBatch("INSERT ?", rows));
                }),
                during(whose + "'s stream", scene -> scene.stream(client.apply(scene), "SELECT ROWS", 0, 9999)),
                during(whose + "'s cursor", scene -> scene.stream(client.apply(scene), "SELECT ?, ROWS", 50, 9999)),
                during(whose + "'s file", scene -> {
                    ByteSource file = ByteSource.ofBytes(new byte[9000]);
                    return scene.watch(
                            client.apply(scene).execute(scene.statement("LOAD").localInfile(file)));
                }),
                during(whose + "'s long data", scene -> {
                    LongParameter data = LongParameter.ofBytes(ByteSource.ofBytes(new byte[9000]));
                    return scene.watch(client.apply(scene).execute("INSERT ?", data));
                }));
    }

    private static List<StoppingPlace> ofConnections() {
        return List.of(
                during("connect", scene -> scene.connect(scene.options())),
                during(
                        "connect with a switch",
                        scene -> scene.connect(scene.options().user("native"))),
                during(
                        "connect with full authentication",
                        scene -> scene.connect(scene.options().user("full"))),
                during("ping", scene -> scene.watch(scene.connection().ping())),
                during("reset", scene -> scene.watch(scene.connection().reset())),
                during("change of user", scene -> {
                    return scene.watch(scene.connection().changeUser("full", Scene.PASSWORD));
                }),
                during("preparation", scene -> scene.watch(scene.connection().prepare("INSERT ?"))),
                during("begin", scene -> scene.watch(scene.connection().begin())),
                during(
                        "transaction",
                        scene -> scene.watch(scene.connection().inTransaction(transaction -> {
                            return transaction
                                    .execute("INSERT ?", 1)
                                    .thenCompose(done -> transaction.query("SELECT LATE"));
                        }))),
                during("failing transaction", scene -> {
                    return scene.watch(scene.connection().inTransaction(transaction -> transaction.execute("FAIL")));
                }));
    }

    private static List<StoppingPlace> ofPools() {
        return List.of(
                during("acquire", StoppingScene::acquire),
                during("release", scene -> scene.release(scene.borrowed())),
                during(
                        "withConnection",
                        scene -> scene.watch(scene.pool().withConnection(connection -> {
                            return connection
                                    .query("SELECT ?, ROWS", 1)
                                    .thenCompose(rows -> connection.query("SELECT LATE"));
                        }))),
                during(
                        "pool's transaction",
                        scene -> scene.watch(scene.pool().inTransaction(transaction -> {
                            return transaction
                                    .execute("INSERT ?", 1)
                                    .thenCompose(done -> transaction.query("SELECT LATE"));
                        }))),
                during("pool's failing transaction", scene -> {
                    return scene.watch(scene.pool().inTransaction(transaction -> transaction.execute("FAIL")));
                }),
                during("pool's retried transaction", scene -> {
                    return scene.watch(scene.pool().retryTransaction(transaction -> transaction.execute("DO 1")));
                }));
    }
}

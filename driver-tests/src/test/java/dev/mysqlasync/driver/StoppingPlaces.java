package dev.mysqlasync.driver;

import static dev.mysqlasync.testkit.Replies.never;
import static dev.mysqlasync.testkit.Replies.ok;

import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.testkit.ConnectFault;
import dev.mysqlasync.testkit.ConnectStage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All the states of the conversation in which something can be stopped. */
final class StoppingPlaces {

    private static final int ENDLESS = Integer.MAX_VALUE;

    private StoppingPlaces() {}

    private static StoppingPlace at(String name, Function<StoppingScene, CompletableFuture<?>> way) {
        return new StoppingPlace(name, way);
    }

    /** On the way to a connection. */
    static List<StoppingPlace> connecting() {
        return List.of(
                at("connect asked for", scene -> scene.connect(scene.options())),
                connect("connect pending", null, options -> options.host("silent")),
                connect("greeting due", ConnectFault.silent(), options -> options),
                connect("greeting sent", ConnectFault.silentAfter(ConnectStage.GREETING), options -> options),
                connect(
                        "TLS handshake",
                        ConnectFault.silentAfter(ConnectStage.SSL_REQUEST),
                        options -> options.tls(TlsMode.REQUIRED)),
                connect("answer to the login due", ConnectFault.silentAfter(ConnectStage.RESPONSE), options -> options),
                connect(
                        "authentication switched",
                        ConnectFault.silentAfter(ConnectStage.AUTH_SWITCH),
                        options -> options.user("native")),
                at(
                        "full authentication",
                        scene -> begun(scene, scene.connect(scene.options().user("full")), 12, 40)),
                at("set-up flight", scene -> {
                    scene.server()
                            .whenMatches("(?i).*connection_id.*")
                            .reply(never())
                            .times(1);
                    return settled(scene, scene.connect(scene.options()));
                }));
    }

    private static StoppingPlace connect(
            String name, @Nullable ConnectFault fault, UnaryOperator<MySqlOptionsBuilder> changes) {
        return at(name, scene -> {
            if (fault != null) {
                scene.server().onNextConnect(fault);
            }
            return settled(scene, scene.connect(changes.apply(scene.options())));
        });
    }

    /** Statements that can have a deadline, too. */
    static List<StoppingPlace> statements() {
        List<StoppingPlace> places = new ArrayList<>(unsent());
        places.addAll(amongOthers());
        places.addAll(answered());
        places.addAll(uploading());
        return places;
    }

    /** Nothing of {@code NEVER} was executed, and nothing may be. */
    static List<StoppingPlace> unsent() {
        return List.of(
                at("waiting in the pool", scene -> {
                    scene.borrowed();
                    return settled(scene, scene.watch(scene.pool().query(scene.statement("SELECT NEVER"))));
                }),
                at("pool connecting", scene -> scene.watch(scene.pool().query(scene.statement("SELECT NEVER")))),
                at("submitted", scene -> query(scene, "SELECT NEVER")),
                at("queued behind the limit", scene -> {
                    MySqlConnection connection = scene.connection(options -> options.pipelineLimit(1));
                    scene.watch(connection.query("SELECT LATE"));
                    return settled(scene, query(scene, "SELECT NEVER"));
                }),
                at("queued behind a PREPARE", scene -> {
                    scene.watch(scene.connection().execute("INSERT ?", 1));
                    CompletableFuture<?> queued = query(scene, "SELECT ?, NEVER", 2);
                    scene.until(() -> scene.hasReceived("COM_STMT_PREPARE"));
                    return queued;
                }),
                at("in the PREPARE", scene -> {
                    CompletableFuture<?> preparing = query(scene, "SELECT ?, NEVER", 2);
                    scene.until(() -> scene.hasReceived("COM_STMT_PREPARE"));
                    return preparing;
                }));
    }

    private static List<StoppingPlace> amongOthers() {
        return List.of(
                at("half written", scene -> {
                    CompletableFuture<?> written = query(scene, "SELECT /* " + "x".repeat(9000) + " */ 1");
                    scene.until(() -> scene.pendingBytes() > 0);
                    return begun(scene, written, 0, 60);
                }),
                at("sent before others", scene -> {
                    CompletableFuture<?> first = query(scene, "SELECT LATE");
                    scene.watch(scene.connection().execute("DO 1"));
                    scene.watch(scene.connection().execute("DO 2"));
                    return settled(scene, first);
                }),
                at("sent behind another", scene -> {
                    scene.watch(scene.connection().query("SELECT LATE"));
                    return settled(scene, query(scene, "SELECT NEVER"));
                }));
    }

    /** Where a KILL is all it takes. */
    static List<StoppingPlace> answered() {
        return List.of(
                at("before the first byte", scene -> settled(scene, query(scene, "SELECT NEVER"))),
                at("before the first byte, prepared", scene -> settled(scene, query(scene, "SELECT ?, NEVER", 1))),
                at("before the first byte, in a pool", scene -> {
                    return settled(scene, scene.watch(scene.pool().query(scene.statement("SELECT NEVER"))));
                }),
                at("in the columns", scene -> rows(scene, "SELECT ROWS", 0)),
                at("at a row", scene -> rows(scene, "SELECT ROWS", 300)),
                at("at a row, prepared", scene -> rows(scene, "SELECT ?, ROWS", 300, 7)),
                at("between results", scene -> {
                    return settled(scene, scene.watch(scene.connection().results(scene.statement("CALL TWO"))));
                }));
    }

    private static CompletableFuture<?> rows(StoppingScene scene, String sql, int mappedBefore, Object... arguments) {
        int[] mapped = {0};
        CompletableFuture<?> rows =
                scene.watch(scene.connection().query(scene.statement(sql, arguments), row -> mapped[0]++));
        scene.until(() -> scene.produced() > 0 && mapped[0] >= mappedBefore);
        return begun(scene, rows, 0, 20);
    }

    /** Streams: what is called off is the subscription. */
    static List<StoppingPlace> streams() {
        return List.of(
                at("stream not begun", scene -> scene.stream(scene.connection(), "SELECT ROWS", 0, 10)),
                at("stream without demand", scene -> stream(scene, 0, 10)),
                at("stream at a row", scene -> stream(scene, 0, ENDLESS)),
                at(
                        "cursor before its rows",
                        scene -> settled(scene, scene.stream(scene.connection(), "SELECT ?, NEVER", 5, 10))),
                at("cursor at a row", scene -> stream(scene, 5, ENDLESS)),
                at("stream of a pool waiting", scene -> {
                    scene.borrowed();
                    return settled(scene, scene.stream(scene.pool(), "SELECT ROWS", 0, 10));
                }),
                at("stream of a pool without demand", scene -> {
                    return settled(scene, scene.stream(scene.pool(), "SELECT ROWS", 0, 10));
                }));
    }

    /** Between the fetches nothing is under way, which could be late. */
    private static List<StoppingPlace> cursors() {
        return List.of(
                at("cursor between fetches", scene -> stream(scene, 5, 10)),
                at(
                        "cursor of a pool between fetches",
                        scene -> settled(scene, scene.stream(scene.pool(), "SELECT ?, ROWS", 5, 10))));
    }

    private static CompletableFuture<?> stream(StoppingScene scene, int fetchSize, int demand) {
        String sql = fetchSize == 0 ? "SELECT ROWS" : "SELECT ?, ROWS";
        CompletableFuture<?> stream = scene.stream(scene.connection(), sql, fetchSize, demand);
        if (demand == ENDLESS) {
            scene.until(() -> scene.taken() > 70);
            return begun(scene, stream, 0, 20);
        }
        return settled(scene, stream);
    }

    private static List<StoppingPlace> uploading() {
        return List.of(
                at("file not begun", scene -> load(scene, 0)),
                at("file being sent", scene -> load(scene, 40_000)),
                at("long data not begun", scene -> longData(scene, 0)),
                at("long data being sent", scene -> longData(scene, 40_000)));
    }

    private static CompletableFuture<?> load(StoppingScene scene, int length) {
        CompletableFuture<?> load =
                scene.watch(scene.connection().execute(scene.statement("LOAD").localInfile(scene.source(length))));
        scene.until(scene::isReading);
        return begun(scene, load, 0, 200);
    }

    private static CompletableFuture<?> longData(StoppingScene scene, int length) {
        LongParameter parameter = LongParameter.ofBytes(scene.source(length));
        CompletableFuture<?> insert = scene.watch(scene.connection().execute(scene.statement("INSERT ?", parameter)));
        scene.until(scene::isReading);
        return begun(scene, insert, 0, 200);
    }

    /** What has no deadline of its own. */
    static List<StoppingPlace> others() {
        List<StoppingPlace> places = new ArrayList<>(transactions());
        places.addAll(ends());
        places.addAll(cursors());
        return places;
    }

    private static List<StoppingPlace> transactions() {
        return List.of(
                at("in COMMIT", scene -> {
                    scene.server().when("COMMIT").reply(ok().delay(StoppingScene.SLOW));
                    scene.watch(scene.connection().begin());
                    return settled(scene, scene.watch(scene.connection().commit()));
                }),
                at("before a transaction", scene -> transaction(scene, "START TRANSACTION", "DO 1")),
                at("within a transaction", scene -> transaction(scene, "DO 9", "SELECT NEVER")),
                at("at a transaction's commit", scene -> transaction(scene, "COMMIT", "DO 1")),
                at("at a transaction's rollback", scene -> transaction(scene, "ROLLBACK", "FAIL")),
                at("before the pool's transaction", scene -> pooled(scene, "START TRANSACTION", "DO 1")),
                at("within the pool's transaction", scene -> pooled(scene, "DO 9", "SELECT NEVER")),
                at("at the commit of the pool's transaction", scene -> pooled(scene, "COMMIT", "DO 1")),
                at("at the rollback of the pool's transaction", scene -> pooled(scene, "ROLLBACK", "FAIL")));
    }

    private static CompletableFuture<?> transaction(StoppingScene scene, String slow, String sql) {
        scene.server().when(slow).reply(ok().delay(StoppingScene.SLOW));
        MySqlConnection connection = scene.connection();
        return settled(scene, scene.watch(connection.inTransaction(transaction -> transaction.execute(sql))));
    }

    private static CompletableFuture<?> pooled(StoppingScene scene, String slow, String sql) {
        scene.server().when(slow).reply(ok().delay(StoppingScene.SLOW));
        return settled(scene, scene.watch(scene.pool().inTransaction(transaction -> transaction.execute(sql))));
    }

    private static List<StoppingPlace> ends() {
        return List.of(
                at("waiting for a connection of the pool", scene -> {
                    scene.borrowed();
                    return settled(scene, scene.acquire());
                }),
                at("the pool's connection connecting", StoppingScene::acquire),
                at("in a reset", scene -> {
                    scene.server().whenCommand("COM_RESET_CONNECTION").reply(ok().delay(StoppingScene.SLOW));
                    return settled(scene, scene.watch(scene.connection().reset()));
                }),
                at("in a ping", scene -> {
                    scene.server().whenCommand("COM_PING").reply(ok().delay(StoppingScene.SLOW));
                    return settled(scene, scene.watch(scene.connection().ping()));
                }),
                at("in a preparation", scene -> {
                    CompletableFuture<?> preparing =
                            scene.watch(scene.connection().prepare("INSERT ?"));
                    scene.until(() -> scene.hasReceived("COM_STMT_PREPARE"));
                    return preparing;
                }),
                at("waiting for a release", scene -> {
                    releasing(scene);
                    return settled(scene, scene.watch(scene.pool().query("SELECT NEVER")));
                }),
                at("in a release", StoppingPlaces::releasing),
                at("while closing", scene -> {
                    CompletableFuture<?> late = query(scene, "SELECT LATE");
                    scene.settle();
                    scene.watch(scene.connection().close());
                    return settled(scene, late);
                }),
                at("in the closing", scene -> {
                    query(scene, "SELECT LATE");
                    return settled(scene, scene.watch(scene.connection().close()));
                }));
    }

    private static CompletableFuture<?> releasing(StoppingScene scene) {
        MySqlConnection borrowed = scene.borrowed();
        scene.watch(borrowed.execute("SET @a = 1")); // lest the session be left as it is
        scene.server().whenCommand("COM_RESET_CONNECTION").reply(ok().delay(StoppingScene.SLOW));
        return settled(scene, scene.release(borrowed));
    }

    private static CompletableFuture<?> query(StoppingScene scene, String sql, Object... arguments) {
        MySqlConnection connection = scene.connection();
        return scene.watch(connection.query(scene.statement(sql, arguments)));
    }

    private static CompletableFuture<?> settled(StoppingScene scene, CompletableFuture<?> future) {
        scene.settle();
        return future;
    }

    /** After a random number of events more. */
    private static CompletableFuture<?> begun(StoppingScene scene, CompletableFuture<?> future, int least, int most) {
        scene.steps(scene.random().nextInt(least, most), future::isDone);
        return future;
    }
}

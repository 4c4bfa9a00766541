package dev.mysqlasync.driver;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Statement;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.Xid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The verbs of connections alone, of statements that are prepared on them, and of XA transactions. */
final class ConnectionVerbs {

    private static final Xid XID = Xid.of("x".getBytes(StandardCharsets.UTF_8), new byte[0]);

    private ConnectionVerbs() {}

    static List<ApiVerb> all() {
        List<ApiVerb> all = new ArrayList<>(session());
        all.addAll(transactions());
        all.addAll(prepared());
        all.addAll(xa());
        return all;
    }

    private static ApiVerb on(String method, Function<MySqlConnection, CompletableFuture<?>> call) {
        return on(method, "", call);
    }

    private static ApiVerb on(String method, String variation, Function<MySqlConnection, CompletableFuture<?>> call) {
        return ApiVerb.of("MySqlConnection." + method, variation, scene -> {
            MySqlConnection connection = scene.connection();
            return () -> call.apply(connection);
        });
    }

    private static List<ApiVerb> session() {
        return List.of(
                ApiVerb.plain(
                        "MySqlConnection.connect",
                        "",
                        scene -> scene.owned(
                                MySqlConnection.connect(scene.options().build()))),
                ApiVerb.plain(
                        "MySqlConnection.connect",
                        "authentication switched",
                        scene -> scene.owned(MySqlConnection.connect(
                                scene.options().user("native").build()))),
                on("ping", MySqlConnection::ping),
                on("reset", MySqlConnection::reset),
                on("changeSchema", connection -> connection.changeSchema("other")),
                on("changeUser", connection -> connection.changeUser("native", Scene.PASSWORD)),
                on("autocommit", connection -> connection.autocommit(true)),
                on("warnings", MySqlConnection::warnings),
                on("prepare", connection -> connection.prepare("SELECT ?, ROWS")),
                on(
                        "pipeline",
                        "text",
                        connection -> connection.pipeline(Statement.of("SELECT ROWS"), Statement.of("SELECT ONE"))),
                on(
                        "pipeline",
                        "prepared",
                        connection -> connection.pipeline(
                                Statement.of("SELECT ?, ROWS", 1), Statement.of("SELECT ?, ONE", 2))),
                on(
                        "pipeline",
                        "one that does not end",
                        connection ->
                                connection.pipeline(Statement.of("SELECT ?, ROWS", 1), Statement.of("SELECT NEVER"))),
                on("close", MySqlConnection::close),
                new ApiVerb("MySqlConnection.closed", "", true, scene -> {
                    MySqlConnection connection = scene.connection();
                    return connection::closed;
                }));
    }

    private static List<ApiVerb> transactions() {
        return List.of(
                on("begin", MySqlConnection::begin),
                on(
                        "begin",
                        "with options",
                        connection ->
                                connection.begin(TransactionOptions.defaults().readOnly())),
                on("commit", MySqlConnection::commit),
                on("rollback", MySqlConnection::rollback),
                on("savepoint", connection -> connection.savepoint("s")),
                on("rollbackTo", connection -> connection.rollbackTo("s")),
                on("release", connection -> connection.release("s")),
                scoped("inTransaction", "", scene -> {
                    String sql = scene.mark("INSERT INTO t VALUES (1)");
                    return scene.connection().inTransaction(tx -> scene.watch(sql, tx.execute(sql)));
                }),
                scoped("inTransaction", "of statements that do not end", scene -> {
                    String first = scene.mark("SELECT NEVER");
                    String second = scene.mark("SELECT NEVER");
                    return scene.connection().inTransaction(tx -> {
                        scene.watch(first, tx.query(first));
                        return scene.watch(second, tx.query(second));
                    });
                }),
                new ApiVerb("MySqlConnection.inTransaction", "that waits for something else", true, scene -> {
                    MySqlConnection connection = scene.connection();
                    return () -> connection.inTransaction(tx -> new CompletableFuture<>());
                }),
                scoped("retryTransaction", "", scene -> {
                    String sql = scene.mark("INSERT INTO t VALUES (1)");
                    return scene.connection().retryTransaction(tx -> scene.watch(sql, tx.execute(sql)));
                }));
    }

    private static ApiVerb scoped(String method, String variation, Function<EndingScene, CompletableFuture<?>> call) {
        return ApiVerb.of("MySqlConnection." + method, variation, scene -> {
            scene.connection();
            return () -> call.apply(scene);
        });
    }

    private static ApiVerb of(String method, String variation, Function<PreparedStatement, CompletableFuture<?>> call) {
        return ApiVerb.of("PreparedStatement." + method, variation, scene -> {
            PreparedStatement statement = scene.ready(scene.connection().prepare("SELECT ?, ROWS"));
            return () -> call.apply(statement);
        });
    }

    private static List<ApiVerb> prepared() {
        return List.of(
                of("query", "", statement -> statement.query(1)),
                of("query", "prepared again for another type", statement -> {
                    CompletableFuture<?> unused =
                            statement.timeout(Duration.ofSeconds(3)).query(1);
                    return statement.query("one");
                }),
                of("query", "mapped", statement -> statement.query(row -> row.getInt(0), 1)),
                of("execute", "", statement -> statement.execute(1)),
                of("results", "", statement -> statement.results(1)),
                of("stream", "", statement -> {
                    StoppableReader reader = new StoppableReader(9);
                    statement.stream(1).subscribe(reader);
                    return reader.ended();
                }),
                of("close", "", PreparedStatement::close));
    }

    private static ApiVerb xa(String method, Function<MySqlConnection, CompletableFuture<?>> call) {
        return ApiVerb.of("XaTransactions." + method, "", scene -> {
            MySqlConnection connection = scene.connection();
            return () -> call.apply(connection);
        });
    }

    private static List<ApiVerb> xa() {
        return List.of(
                xa("start", connection -> connection.xa().start(XID)),
                xa("end", connection -> connection.xa().end(XID)),
                xa("prepare", connection -> connection.xa().prepare(XID)),
                xa("commit", connection -> connection.xa().commit(XID)),
                xa("commitOnePhase", connection -> connection.xa().commitOnePhase(XID)),
                xa("rollback", connection -> connection.xa().rollback(XID)),
                xa("recover", connection -> connection.xa().recover()));
    }
}

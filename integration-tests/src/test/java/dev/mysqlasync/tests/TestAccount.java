package dev.mysqlasync.tests;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** An account of a server, made for one test: it may do everything, from any host, and is dropped when it is closed. */
public record TestAccount(TestServer server, String user, String password) implements AutoCloseable {

    /** Whether the server can authenticate accounts by this plugin. */
    public static boolean isPossible(TestServer server, String plugin) {
        return asRoot(
                server,
                root -> root.query(
                                "SELECT 1 FROM information_schema.plugins WHERE plugin_name = ? AND plugin_status ="
                                        + " 'ACTIVE'",
                                plugin)
                        .thenApply(rows -> rows.size() > 0));
    }

    /** Makes one that authenticates by this plugin. */
    public static TestAccount create(TestServer server, String plugin) {
        return create(server, plugin, "");
    }

    /** Makes one that is let in only over TLS. */
    public static TestAccount createForTls(TestServer server) {
        return create(server, server.isMariaDb() ? "mysql_native_password" : "caching_sha2_password", " REQUIRE SSL");
    }

    /** Makes one that authenticates in another way than root does, where the server has another way. */
    public static TestAccount createAny(TestServer server) {
        return Stream.of("ed25519", "caching_sha2_password", "mysql_native_password")
                .filter(plugin -> isPossible(server, plugin))
                .findFirst()
                .map(plugin -> create(server, plugin))
                .orElseThrow();
    }

    private static TestAccount create(TestServer server, String plugin, String requirement) {
        String name = UUID.randomUUID().toString().replace("-", "");
        TestAccount account = new TestAccount(server, "it_" + name.substring(0, 13), "pw_" + name.substring(13));
        String identified = server.isMariaDb()
                ? " IDENTIFIED VIA " + plugin + " USING PASSWORD('" + account.password + "')"
                : " IDENTIFIED WITH " + plugin + " BY '" + account.password + "'";
        asRoot(
                server,
                root -> root.execute("CREATE USER " + account.user + identified + requirement)
                        .thenCompose(made -> root.execute("GRANT ALL ON *.* TO " + account.user)));
        return account;
    }

    /** How it gets in over TCP. */
    public MySqlOptionsBuilder options() {
        return options(server.url(user, password));
    }

    @Override
    public void close() {
        asRoot(server, root -> root.execute("DROP USER " + user));
    }

    private static <T> T asRoot(TestServer server, Function<MySqlConnection, CompletableFuture<T>> action) {
        return MySqlConnection.connect(options(server.url()).build())
                .thenCompose(root ->
                        action.apply(root).thenCompose(result -> root.close().thenApply(closed -> result)))
                .orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static MySqlOptionsBuilder options(String url) {
        return MySqlOptions.parse(url).toBuilder().connectTimeout(Await.LIMIT);
    }
}

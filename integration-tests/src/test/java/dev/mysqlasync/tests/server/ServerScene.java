package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.tests.Await;
import dev.mysqlasync.tests.TestAccount;
import dev.mysqlasync.tests.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a test against a server takes place: once on every server, with connections and tables that do not outlive it. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.mysqlasync.tests.Servers#all")
abstract class ServerScene {

    @Parameter
    TestServer server;

    private final List<MySqlConnection> connections = new ArrayList<>();
    private final List<String> leftovers = new ArrayList<>();
    private final List<TestAccount> accounts = new ArrayList<>();

    @AfterEach
    void cleanUp() {
        connections.forEach(connection -> await(connection.close()));
        accounts.forEach(TestAccount::close);
        if (!leftovers.isEmpty()) {
            MySqlConnection connection = await(MySqlConnection.connect(options().build()));
            leftovers.forEach(what -> await(connection.execute("DROP " + what)));
            await(connection.close());
        }
    }

    /** The options for root over TCP. */
    MySqlOptionsBuilder options() {
        return patient(server.url());
    }

    MySqlOptionsBuilder options(String user, String password) {
        return patient(server.url(user, password));
    }

    MySqlOptionsBuilder options(TestAccount account) {
        return options(account.user(), account.password());
    }

    /** What a slow machine does late is done all the same. */
    private static MySqlOptionsBuilder patient(String url) {
        return MySqlOptions.parse(url).toBuilder().connectTimeout(Await.LIMIT).cancelGrace(Await.LIMIT);
    }

    MySqlConnection connect() {
        return connect(options());
    }

    MySqlConnection connect(UnaryOperator<MySqlOptionsBuilder> change) {
        return connect(change.apply(options()));
    }

    MySqlConnection connect(MySqlOptionsBuilder options) {
        MySqlConnection connection = await(MySqlConnection.connect(options.build()));
        connections.add(connection);
        return connection;
    }

    /** The name of a new table, seen by every connection and dropped after the test. */
    String createTable(MySqlConnection connection, String columns) {
        String name = "it_" + UUID.randomUUID().toString().replace('-', '_');
        await(connection.execute("CREATE TABLE " + name + " (" + columns + ") CHARACTER SET utf8mb4"));
        dropAfterwards("TABLE " + name);
        return name;
    }

    /** The name of a new procedure, dropped after the test. */
    String createProcedure(MySqlConnection connection, String parametersAndBody) {
        String name = "it_" + UUID.randomUUID().toString().replace('-', '_');
        await(connection.execute("CREATE PROCEDURE " + name + parametersAndBody));
        dropAfterwards("PROCEDURE " + name);
        return name;
    }

    /** Drops something of the server's after the test, such as {@code USER u}. */
    void dropAfterwards(String what) {
        leftovers.add(what);
    }

    /** An account that authenticates by this plugin, dropped after the test; where the server has no such plugin, no test. */
    TestAccount account(String plugin) {
        assumeThat(TestAccount.isPossible(server, plugin))
                .as("the server has the plugin " + plugin)
                .isTrue();
        return kept(TestAccount.create(server, plugin));
    }

    /** An account besides root, dropped after the test. */
    TestAccount anyAccount() {
        return kept(TestAccount.createAny(server));
    }

    /** An account that is let in only over TLS, dropped after the test. */
    TestAccount accountForTls() {
        return kept(TestAccount.createForTls(server));
    }

    private TestAccount kept(TestAccount account) {
        accounts.add(account);
        return account;
    }

    static boolean isMariaDb(MySqlConnection connection) {
        return connection.serverVersion().contains("MariaDB");
    }

    static Row row(MySqlConnection connection, String sql, @Nullable Object... arguments) {
        Rows rows = await(connection.query(sql, arguments));
        assertThat(rows.size()).as("rows of " + sql).isEqualTo(1);
        return rows.get(0);
    }

    /** The one value of a statement's one row, as text. */
    static @Nullable String text(MySqlConnection connection, String sql, @Nullable Object... arguments) {
        return row(connection, sql, arguments).getString(0);
    }

    static long number(MySqlConnection connection, String sql, @Nullable Object... arguments) {
        return row(connection, sql, arguments).getLong(0);
    }

    /** The value of a status variable of this session. */
    static String status(MySqlConnection connection, String variable) {
        return String.valueOf(
                row(connection, "SHOW SESSION STATUS LIKE '" + variable + "'").getString(1));
    }

    static void assertUsable(MySqlConnection connection) {
        assertThat(connection.isOpen()).isTrue();
        assertThat(number(connection, "SELECT 41 + 1")).isEqualTo(42);
        assertThat(number(connection, "SELECT 41 + ?", 1)).isEqualTo(42);
    }
}

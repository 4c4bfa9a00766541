package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.tests.TestAccount;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in, and who is turned away. */
class ConnectTest extends ServerScene {

    @Test
    void connect_tcp_opensASession() {
        MySqlConnection connection = connect();

        assertUsable(connection);
        assertThat(text(connection, "SELECT VERSION()")).startsWith(connection.serverVersion());
        assertThat(number(connection, "SELECT CONNECTION_ID()")).isEqualTo(connection.connectionId());
        assertThat(text(connection, "SELECT DATABASE()")).isEqualTo(server.database());
    }

    @Test
    void connect_hostName_triesItsAddresses() {
        assertUsable(connect(options -> options.host("localhost")));
    }

    @Test
    void connect_unixSocket_opensASession() {
        assertUsable(connect(overSocket(options())));
    }

    private MySqlOptionsBuilder overSocket(MySqlOptionsBuilder options) {
        assumeThat(server.socket()).isNotNull();
        return options.socketPath(server.socket());
    }

    @Test
    void connect_session_speaksUtf8() {
        MySqlConnection connection = connect();

        assertThat(text(connection, "SELECT CONCAT(@@character_set_client, @@character_set_results)"))
                .isEqualTo("utf8mb4utf8mb4");
    }

    @Test
    void connect_sessionOptions_areSet() {
        MySqlConnection connection = connect(options -> options.timeZone("+02:00")
                .sqlMode("ANSI_QUOTES")
                .collation("utf8mb4_bin")
                .initStatements(List.of("SET @a = 5", "SET @b = @a + 1")));

        assertThat(row(connection, "SELECT @@time_zone, @@sql_mode, @@collation_connection, @b")
                        .toList())
                .containsExactly("+02:00", "ANSI_QUOTES", "utf8mb4_bin", 6L);
    }

    static Stream<Arguments> settingsThatAServerRefuses() {
        return Stream.of(
                refused(
                        "initStatements[1]",
                        1146,
                        o -> o.initStatements(List.of("DO 1", "SELECT * FROM no_such_table"))),
                refused("initStatements[0]", 1064, o -> o.initStatements(List.of("SELEC 1", "DO 2"))),
                refused("timeZone", 1298, o -> o.timeZone("Mars/Olympus")),
                refused("sqlMode=NO_SUCH_MODE", 1231, o -> o.sqlMode("NO_SUCH_MODE")),
                refused("collation", 1273, o -> o.collation("utf8mb4_no_such")));
    }

    private static Arguments refused(String option, int code, UnaryOperator<MySqlOptionsBuilder> change) {
        return Arguments.of(option, code, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settingsThatAServerRefuses")
    void connect_settingThatTheServerRefuses_isAConnectErrorThatNamesTheOption(
            String option, int code, UnaryOperator<MySqlOptionsBuilder> change) {
        MySqlConnectException failure =
                failure(MySqlConnection.connect(change.apply(options()).build()), MySqlConnectException.class);

        assertThat(failure)
                .hasMessageStartingWith("no connection to ")
                .hasMessageContaining(option)
                .hasMessageContaining("ERROR " + code);
        assertThat(failure.isSafeToRetry()).isTrue();
        assertThat(failure)
                .cause()
                .isInstanceOfSatisfying(
                        MySqlServerException.class,
                        cause -> assertThat(cause.errorCode()).isEqualTo(code));
    }

    // --- accounts --------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"mysql_native_password", "caching_sha2_password", "sha256_password", "ed25519"})
    void connect_accountWithPlugin_isLetIn(String plugin) {
        TestAccount account = account(plugin);

        MySqlConnection connection = connect(options(account));

        assertThat(text(connection, "SELECT CURRENT_USER()")).startsWith(account.user() + "@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql_native_password", "caching_sha2_password", "sha256_password", "ed25519"})
    void connect_accountWithPluginOverSocket_isLetIn(String plugin) {
        assertUsable(connect(overSocket(options(account(plugin)))));
    }

    @Test
    void connect_afterFlushPrivileges_authenticatesAnew() {
        TestAccount account = account("caching_sha2_password");
        await(connect().execute("FLUSH PRIVILEGES"));

        assertUsable(connect(options(account)));
        assertUsable(connect(options(account)));
    }

    /** The server cannot decrypt with its key what was encrypted with another: so whether RSA was used shows. */
    @Test
    void connect_sha2_encryptsThePasswordOnlyTheFirstTime() throws NoSuchAlgorithmException {
        TestAccount made = account("caching_sha2_password");
        String otherKey = publicKeyPem();
        MySqlOptionsBuilder account = options(made);

        assertThat(failure(MySqlConnection.connect(
                        account.serverPublicKey(otherKey).build())))
                .isInstanceOf(MySqlAuthenticationException.class)
                .hasMessageNotContaining(made.password());
        assertThat(IntStream.range(0, 5).anyMatch(attempt -> isRemembered(account, otherKey)))
                .as("the second time, the server knows the password")
                .isTrue();
    }

    /** Whether nothing is encrypted at the second time. Somebody else's FLUSH PRIVILEGES in between would undo that. */
    private boolean isRemembered(MySqlOptionsBuilder account, String otherKey) {
        connect(account.serverPublicKey((String) null));
        try {
            connect(account.serverPublicKey(otherKey));
            return true;
        } catch (MySqlAuthenticationException e) {
            return false;
        }
    }

    private static String publicKeyPem() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String base64 = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql_native_password", "caching_sha2_password", "sha256_password", "ed25519"})
    void connect_wrongPassword_failsWithoutTellingIt(String plugin) {
        String user = account(plugin).user();

        MySqlAuthenticationException failure = failure(
                MySqlConnection.connect(options(user, "open-sesame").build()), MySqlAuthenticationException.class);

        assertThat(failure).hasMessageContaining(user).hasMessageNotContaining("open-sesame");
        assertThat(failure.serverError()).isNotNull();
        assertThat(failure.serverError().errorCode()).isEqualTo(1045);
        assertThat(failure.isFatal()).isTrue();
        assertThat(failure.isTransient()).isFalse();
    }

    @Test
    void connect_unknownUser_fails() {
        MySqlAuthenticationException failure = failure(
                MySqlConnection.connect(options("nobody", "open-sesame").build()), MySqlAuthenticationException.class);

        assertThat(failure).hasMessageContaining("nobody").hasMessageNotContaining("open-sesame");
    }

    @Test
    void connect_unknownDatabase_failsWithTheServersWords() {
        MySqlServerException failure =
                failure(MySqlConnection.connect(options().database("no_such_db").build()), MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1049);
        assertThat(failure).hasMessageContaining("no_such_db");
        assertThat(failure.isFatal()).isTrue();
    }

    @Test
    void connect_accountThatDemandsTls_isRefusedWithoutIt() {
        TestAccount account = accountForTls();

        MySqlAuthenticationException failure = failure(
                MySqlConnection.connect(options(account).tls(TlsMode.DISABLED).build()),
                MySqlAuthenticationException.class);

        assertThat(failure.serverError()).isNotNull();
    }

    @Test
    void connect_pluginThatIsNotAllowed_sendsNoSecret() {
        TestAccount account = account("sha256_password");

        MySqlAuthenticationException failure = failure(
                MySqlConnection.connect(options(account)
                        .allowedAuthPlugins(Set.of("mysql_native_password"))
                        .build()),
                MySqlAuthenticationException.class);

        assertThat(failure).hasMessageContaining("sha256_password");
        assertThat(failure.serverError()).isNull();
    }
}

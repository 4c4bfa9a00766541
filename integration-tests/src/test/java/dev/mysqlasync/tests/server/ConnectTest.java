package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.server.Await.await;
import static dev.mysqlasync.tests.server.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.TlsMode;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in, and who is turned away. */
class ConnectTest extends ServerScene {

    @Test
    void connect_tcp_opensASession() {
        MySqlConnection connection = connect();

        assertUsable(connection);
        assertThat(text(connection, "SELECT VERSION()")).startsWith(connection.serverVersion());
        assertThat(number(connection, "SELECT CONNECTION_ID()")).isEqualTo(connection.connectionId());
        assertThat(text(connection, "SELECT DATABASE()")).isEqualTo("test");
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

    @Test
    void connect_failingInitStatement_failsWithTheServersWords() {
        MySqlServerException failure = failure(
                MySqlConnection.connect(options()
                        .initStatements(List.of("SELECT * FROM no_such_table"))
                        .build()),
                MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1146);
    }

    // --- accounts --------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"native", "sha2", "sha256", "ed25519"})
    void connect_accountWithPlugin_isLetIn(String account) {
        assumeAccount(account);

        MySqlConnection connection = connect(options(account, account));

        assertThat(text(connection, "SELECT CURRENT_USER()")).startsWith(account + "@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "sha2", "sha256", "ed25519"})
    void connect_accountWithPluginOverSocket_isLetIn(String account) {
        assumeAccount(account);

        assertUsable(connect(overSocket(options(account, account))));
    }

    @Test
    void connect_afterFlushPrivileges_authenticatesAnew() {
        assumeAccount("sha2");
        await(connect().execute("FLUSH PRIVILEGES"));

        assertUsable(connect(options("sha2", "sha2")));
        assertUsable(connect(options("sha2", "sha2")));
    }

    /** The server cannot decrypt with its key what was encrypted with another: so whether RSA was used shows. */
    @Test
    void connect_sha2_encryptsThePasswordOnlyTheFirstTime() throws NoSuchAlgorithmException {
        assumeAccount("sha2");
        String user = "it_" + UUID.randomUUID().toString().substring(0, 13);
        await(connect()
                .execute("CREATE USER '" + user + "' IDENTIFIED WITH caching_sha2_password BY 'it''s a secret'"));
        dropAfterwards("USER '" + user + "'");
        String otherKey = publicKeyPem();
        MySqlOptionsBuilder account = options().database(null).user(user).password("it's a secret");

        assertThat(failure(MySqlConnection.connect(
                        account.serverPublicKey(otherKey).build())))
                .isInstanceOf(MySqlAuthenticationException.class)
                .hasMessageNotContaining("secret");
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
    @ValueSource(strings = {"native", "sha2", "sha256", "ed25519"})
    void connect_wrongPassword_failsWithoutTellingIt(String account) {
        assumeAccount(account);

        MySqlAuthenticationException failure = failure(
                MySqlConnection.connect(options(account, "open-sesame").build()), MySqlAuthenticationException.class);

        assertThat(failure).hasMessageContaining(account).hasMessageNotContaining("open-sesame");
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
        assumeAccount("tls");

        MySqlAuthenticationException failure = failure(
                MySqlConnection.connect(
                        options("tls", "tls").tls(TlsMode.DISABLED).build()),
                MySqlAuthenticationException.class);

        assertThat(failure.serverError()).isNotNull();
    }

    @Test
    void connect_pluginThatIsNotAllowed_sendsNoSecret() {
        assumeAccount("sha256");

        MySqlAuthenticationException failure = failure(
                MySqlConnection.connect(options("sha256", "sha256")
                        .allowedAuthPlugins(Set.of("mysql_native_password"))
                        .build()),
                MySqlAuthenticationException.class);

        assertThat(failure).hasMessageContaining("sha256_password");
        assertThat(failure.serverError()).isNull();
    }

    private void assumeAccount(String account) {
        assumeThat(hasAccount(account)).as("there is an account " + account).isTrue();
    }
}

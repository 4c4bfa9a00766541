package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlTlsException;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.tests.TestAccount;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest extends ServerScene {

    @Test
    void auto_loopback_isPlain() {
        assertThat(status(connect(), "Ssl_cipher")).isEmpty();
    }

    @Test
    void required_anyCertificate_isEncrypted() {
        assumeTls();

        MySqlConnection connection = connect(options -> options.tls(TlsMode.REQUIRED));

        assertThat(status(connection, "Ssl_cipher")).isNotEmpty();
        assertUsable(connection);
    }

    @Test
    void required_serverWithoutTls_failsBeforeTheUserIsNamed() {
        assumeThat(server.offersTls()).as("the server offers TLS").isFalse();

        MySqlTlsException failure = tlsFailure(options().tls(TlsMode.REQUIRED));

        assertThat(failure).hasMessageContaining("offers no TLS");
    }

    @Test
    void required_unixSocket_isEncryptedToo() {
        assumeTls();
        assumeThat(server.socket()).isNotNull();

        MySqlConnection connection =
                connect(options -> options.tls(TlsMode.REQUIRED).socketPath(server.socket()));

        assertThat(status(connection, "Ssl_cipher")).isNotEmpty();
    }

    @Test
    void verifyCa_certificateOfTheCa_isEncrypted() {
        MySqlConnection connection =
                connect(options -> options.tls(TlsMode.VERIFY_CA).tlsCa(ca()).host("localhost"));

        assertThat(status(connection, "Ssl_cipher")).isNotEmpty();
    }

    @Test
    void verifyCa_caAsText_isEncrypted() throws IOException {
        String pem = Files.readString(ca());

        assertUsable(connect(options -> options.tls(TlsMode.VERIFY_CA).tlsCa(pem)));
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFY_CA", "VERIFY_IDENTITY"})
    void verify_otherCa_fails(TlsMode mode) {
        assumeTls();

        MySqlTlsException failure = tlsFailure(options().tls(mode).tlsCa(otherCa()));

        assertThat(failure.getMessage()).containsIgnoringCase("certif");
    }

    @Test
    void verifyCa_caOfTheRuntime_fails() {
        assumeTls();

        assertThat(tlsFailure(options().tls(TlsMode.VERIFY_CA)))
                .hasMessageContaining("not signed by a CA that this JVM trusts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void verifyIdentity_certificateWithTheHost_isEncrypted(String host) {
        MySqlConnection anyone = connect();
        assumeThat(isMariaDb(anyone)).as("the certificate names the host").isTrue();

        MySqlConnection connection = connect(
                options -> options.tls(TlsMode.VERIFY_IDENTITY).tlsCa(ca()).host(host));

        assertThat(status(connection, "Ssl_cipher")).isNotEmpty();
    }

    /** The certificates that MySQL makes for itself name no host. */
    @Test
    void verifyIdentity_certificateWithoutTheHost_fails() {
        assumeThat(isMariaDb(connect())).as("the certificate names the host").isFalse();

        MySqlTlsException failure =
                tlsFailure(options().tls(TlsMode.VERIFY_IDENTITY).tlsCa(ca()));

        assertThat(failure).hasMessageContaining("has no name that matches");
    }

    @Test
    void verifyCa_accountThatDemandsTls_isLetIn() {
        Path ca = ca();
        TestAccount account = accountForTls();

        MySqlConnection connection =
                connect(options(account).tls(TlsMode.VERIFY_CA).tlsCa(ca));

        assertThat(text(connection, "SELECT CURRENT_USER()")).startsWith(account.user() + "@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"caching_sha2_password", "sha256_password"})
    void required_accountWhosePasswordGoesThroughTls_isLetIn(String plugin) {
        assumeTls();
        TestAccount account = account(plugin);
        await(connect().execute("FLUSH PRIVILEGES"));

        assertUsable(connect(options(account).tls(TlsMode.REQUIRED)));
    }

    /** More than a TLS record, more than a packet, in both directions at once. */
    @Test
    void required_largeValues_arriveWhole() {
        assumeTls();
        MySqlConnection connection = connect(options -> options.tls(TlsMode.REQUIRED));
        String large = "ab😀".repeat(3_000_000);

        CompletableFuture<String> there = connection
                .query("SELECT SHA2(?, 256)", large)
                .thenApply(rows -> rows.get(0).getString(0));
        CompletableFuture<Integer> back = connection
                .query("SELECT REPEAT('ab😀', 3000000)")
                .thenApply(
                        rows -> Objects.requireNonNull(rows.get(0).getString(0)).length());

        assertThat(await(there)).isEqualTo(text(connection, "SELECT SHA2(REPEAT('ab😀', 3000000), 256)"));
        assertThat(await(back)).isEqualTo(large.length());
    }

    private MySqlTlsException tlsFailure(MySqlOptionsBuilder options) {
        MySqlTlsException failure = failure(MySqlConnection.connect(options.build()), MySqlTlsException.class);
        assertThat(failure.isFatal()).isTrue();
        return failure;
    }

    private void assumeTls() {
        assumeThat(server.offersTls()).as("the server offers TLS").isTrue();
    }

    private Path ca() {
        assumeThat(server.ca()).as("the server's CA").isNotNull();
        return Objects.requireNonNull(server.ca());
    }

    /** The certificate of a CA that has signed nothing. */
    private static String otherCa() {
        try (InputStream pem = TlsTest.class.getResourceAsStream("/tls/other-ca.pem")) {
            return new String(Objects.requireNonNull(pem).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

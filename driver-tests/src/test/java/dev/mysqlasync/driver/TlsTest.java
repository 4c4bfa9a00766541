package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.MySqlTlsException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS under the conversation, and what happens where it cannot be had. */
class TlsTest {

    private static final Greeting WITH_TLS =
            Manners.greeting("9.7.4", ServerBytes.MYSQL | Capability.CLIENT_SSL, "caching_sha2_password");

    /** Speaks TLS. */
    static class SecureManners extends Manners {
        SecureManners() {
            super(WITH_TLS);
        }

        @Override
        boolean startsTls() {
            return true;
        }
    }

    static MySqlOptionsBuilder verifying(MySqlOptionsBuilder options) {
        return with(TlsMode.VERIFY_IDENTITY, options);
    }

    private static MySqlOptionsBuilder with(TlsMode mode, MySqlOptionsBuilder options) {
        return options.host(Scene.REMOTE).tls(mode).tlsCa(mode == TlsMode.REQUIRED ? null : ServerKey.certificatePem());
    }

    // --- with TLS --------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY", "AUTO"})
    void connect_serverWithTls_sendsNothingButTheRequestInTheClear(TlsMode mode) {
        try (Scene scene = new Scene(new SecureManners())) {
            MySqlConnection connection =
                    scene.connection(options -> with(mode, options).user("visible-user"));

            assertThat(connection.isOpen()).isTrue();
            assertThat(scene.peer().login().user()).isEqualTo("visible-user");
            assertThat(new String(scene.peer().received(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("visible-user");
        }
    }

    @Test
    void query_underTls_getsItsRows() {
        try (Scene scene = new Scene(new SecureManners())) {
            CompletableFuture<Rows> rows =
                    scene.watch(scene.connection(TlsTest::verifying).query("SELECT a"));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("x"));

            assertThat(rows.join().get(0).getString(0)).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void query_underTlsInRandomPieces_getsItsRows(long seed) {
        try (Scene scene = new Scene(SimLoop.shuffled(seed), new SecureManners())) {
            CompletableFuture<Rows> rows =
                    scene.watch(scene.connection(TlsTest::verifying).query("SELECT a"));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("x".repeat(100_000), "y"));

            assertThat(rows.join().get(0).getString(0)).hasSize(100_000);
            assertThat(rows.join().get(1).getString(0)).isEqualTo("y");
        }
    }

    @Test
    void connect_certificateForAnotherName_isATlsFailureBeforeAnyCredential() {
        MySqlException failure = failure(options -> verifying(options).host(Scene.LOOPBACK));

        assertThat(failure)
                .isInstanceOf(MySqlTlsException.class)
                .hasMessageContaining("no connection to " + Scene.LOOPBACK + ":")
                .hasMessageContaining("no name that matches '" + Scene.LOOPBACK + "'")
                .hasMessageContaining("tls=verify-ca");
    }

    @Test
    void connect_certificateOfAnUnknownAuthority_isATlsFailureBeforeAnyCredential() {
        MySqlException failure = failure(options -> verifying(options).tlsCa((String) null));

        assertThat(failure)
                .isInstanceOf(MySqlTlsException.class)
                .hasMessageContaining("no connection to " + Scene.REMOTE + ":")
                .hasMessageContaining("not signed by a CA that this JVM trusts")
                .hasMessageContaining("tlsCa=")
                .hasMessageContaining("tls=required");
    }

    // --- without ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY", "AUTO"})
    void connect_serverWithoutTls_isATlsFailureAndNothingIsSent(TlsMode mode) {
        try (Scene scene = new Scene()) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(with(mode, scene.options()).build());

            assertThat(scene.failure(connected, MySqlTlsException.class)).hasMessageContaining("TlsMode." + mode);
            assertThat(scene.peer().received()).isEmpty();
        }
    }

    @Test
    void connect_overLoopback_takesNoTlsOfItself() {
        try (Scene scene = new Scene(new Manners(WITH_TLS))) {
            scene.connection(options -> options.tls(TlsMode.AUTO));

            assertThat(Capability.has(scene.peer().login().capabilities(), Capability.CLIENT_SSL))
                    .isFalse();
        }
    }

    @Test
    void connect_caGivenAndLoopbackLeftInTheClear_isATlsFailureAndNothingIsSent() {
        try (Scene scene = new Scene(new Manners(WITH_TLS))) {
            CompletableFuture<MySqlConnection> connected = scene.connect(scene.options()
                    .tls(TlsMode.AUTO)
                    .tlsCa(ServerKey.certificatePem())
                    .build());

            assertThat(scene.failure(connected, MySqlTlsException.class))
                    .hasMessageContaining("tlsCa is given")
                    .hasMessageContaining("tls=verify-ca");
            assertThat(scene.peer().received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 11})
    void greeting_withBytesGluedToIt_isASecurityFailureAndNothingIsSent(int extra) {
        byte[] ok = Arrays.copyOf(ServerBytes.from(2).ok(2).bytes(), extra);
        Manners injecting = new Manners(WITH_TLS) {
            @Override
            void connected(Peer peer) {
                super.connected(peer);
                peer.send(ok);
            }
        };
        try (Scene scene = new Scene(injecting)) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(verifying(scene.options()).build());

            scene.failure(connected, MySqlSecurityException.class);
            assertThat(scene.peer().received()).isEmpty();
        }
    }

    @Test
    void request_answeredInTheClear_isATlsFailureBeforeAnyCredential() {
        Manners plain = new Manners(WITH_TLS) {
            @Override
            boolean startsTls() {
                return true;
            }
        };
        try (Scene scene = new Scene(plain)) {
            CompletableFuture<MySqlConnection> connected = scene.connect(
                    verifying(scene.options()).user("visible-user").build());
            scene.loop().runUntil(() -> scene.peerReceived() >= 36);
            scene.peer().sendRaw(ServerBytes.from(2).ok(2).bytes());
            scene.peer().sendRaw(ServerBytes.from(3).ok(2).bytes());

            scene.failure(connected, MySqlTlsException.class);
            assertThat(scene.peer().hasLogin()).isFalse();
        }
    }

    @Test
    void request_answeredByAnErrorInTheClear_isATlsFailure() {
        try (Scene scene = new Scene(new SecureManners())) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(verifying(scene.options()).build());
            scene.loop().runUntil(() -> scene.peerReceived() >= 36);
            scene.peer()
                    .sendRaw(ServerBytes.from(2).error(1045, "28000", "forged").bytes());

            scene.failure(connected, MySqlTlsException.class);
        }
    }

    @Test
    void handshake_cutOff_failsTyped() {
        try (Scene scene = new Scene(new SecureManners())) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(verifying(scene.options()).build());
            scene.loop().runUntil(() -> scene.peerReceived() >= 36);
            scene.peer().close();

            scene.failure(connected, MySqlException.class);
        }
    }

    // --- later -----------------------------------------------------------------------------------------------------

    @Test
    void record_forgedWhileAStatementIsUnderWay_leavesItsOutcomeUnknown() {
        try (Scene scene = new Scene(new SecureManners())) {
            CompletableFuture<ExecuteResult> result =
                    scene.watch(scene.connection(TlsTest::verifying).execute("DELETE"));
            scene.run();
            byte[] record = {0x17, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
            scene.peer().sendRaw(record);

            MySqlConnectionLostException lost = scene.failure(result, MySqlConnectionLostException.class);
            assertThat(lost.isOutcomeUnknown()).isTrue();
            assertThat(lost.isSafeToRetry()).isFalse();
        }
    }

    @Test
    void renegotiation_ofTls12_endsTheConnection() {
        Manners old = new SecureManners() {
            @Override
            SSLEngine tls() {
                SSLEngine engine = super.tls();
                engine.setEnabledProtocols(new String[] {"TLSv1.2"});
                return engine;
            }
        };
        try (Scene scene = new Scene(old)) {
            MySqlConnection connection = scene.connection(TlsTest::verifying);
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT a"));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("x"));
            assertThat(rows).isCompleted();
            CompletableFuture<Rows> more = scene.watch(connection.query("SELECT a"));
            scene.run();
            scene.peer().tls().renegotiate();

            assertThat(scene.failure(more, MySqlConnectionLostException.class)).hasMessageContaining("renegotiation");
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void response_cutByTheEndOfTheTransport_isALoss() {
        try (Scene scene = new Scene(new SecureManners())) {
            CompletableFuture<Rows> rows =
                    scene.watch(scene.connection(TlsTest::verifying).query("SELECT a"));
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("x"));
            scene.peer().close();

            scene.failure(rows, MySqlConnectionLostException.class);
        }
    }

    @Test
    void end_ofTlsWithTheTransportLeftOpen_endsTheConnection() {
        try (Scene scene = new Scene(new SecureManners())) {
            MySqlConnection connection = scene.connection(TlsTest::verifying);
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT a"));
            scene.run();
            scene.peer().tls().closeOutbound();

            scene.failure(rows, MySqlConnectionLostException.class);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void close_underTls_quits() {
        try (Scene scene = new Scene(new SecureManners())) {
            CompletableFuture<Void> closed =
                    scene.watch(scene.connection(TlsTest::verifying).close());
            scene.run();

            assertThat(closed).isCompleted();
            assertThat(scene.peer().commands()).containsExactly("QUIT");
        }
    }

    private static MySqlException failure(UnaryOperator<MySqlOptionsBuilder> changes) {
        try (Scene scene = new Scene(new SecureManners())) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(changes.apply(scene.options()).build());
            MySqlException failure = scene.failure(connected, MySqlException.class);
            assertThat(scene.peer().hasLogin()).isFalse();
            return failure;
        }
    }
}

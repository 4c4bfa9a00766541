package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.auth.AuthPath;
import dev.mysqlasync.auth.ServerAuthPlugin;
import dev.mysqlasync.auth.ServerAuthPlugins;
import dev.mysqlasync.auth.Sha2Cache;
import dev.mysqlasync.protocol.HandshakeResponse41;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proving who one is, and to whom not. */
class AuthenticationTest {

    private static final String NATIVE = "mysql_native_password";
    private static final String CACHING = "caching_sha2_password";
    private static final ServerAuthPlugin WARM = ServerAuthPlugins.cachingSha2Password(Sha2Cache.WARM);
    private static final ServerAuthPlugin COLD = ServerAuthPlugins.cachingSha2Password(Sha2Cache.COLD);

    @Test
    void cachingSha2_accountInTheCache_isFast() {
        assertThat(pathOf(CACHING, WARM)).isEqualTo(AuthPath.FAST);
    }

    @Test
    void cachingSha2_accountNotInTheCache_isFullUnderTheKeyFetchedOverLoopback() {
        assertThat(pathOf(CACHING, COLD)).isEqualTo(AuthPath.FULL_RSA);
    }

    @Test
    void greeting_withAnotherPluginThanTheAccounts_isFollowedByASwitch() {
        assertThat(pathOf(CACHING, ServerAuthPlugins.nativePassword())).isEqualTo(AuthPath.NATIVE);
    }

    @Test
    void greeting_withAnUnknownPlugin_isAnsweredWithAKnownOne() {
        assertThat(pathOf("auth_gssapi_client", WARM)).isEqualTo(AuthPath.FAST);
    }

    @Test
    void switch_toEd25519_takesItsLongerNonce() {
        assertThat(pathOf(NATIVE, ServerAuthPlugins.ed25519())).isEqualTo(AuthPath.ED25519);
    }

    private static AuthPath pathOf(String proposed, ServerAuthPlugin plugin) {
        LoginServer server = new LoginServer(proposed, plugin, Scene.PASSWORD);
        try (Scene scene = new Scene(server)) {
            scene.connection();
            assertNoPasswordIn(scene.peer());
            return server.path();
        }
    }

    @Test
    void cachingSha2_overTheNetworkWithAGivenKey_isFull() {
        LoginServer server = new LoginServer(CACHING, COLD, Scene.PASSWORD);
        try (Scene scene = new Scene(server)) {
            scene.connection(options -> options.host(Scene.REMOTE).serverPublicKey(ServerAuthPlugins.publicKeyPem()));

            assertThat(server.path()).isEqualTo(AuthPath.FULL_RSA);
            assertNoPasswordIn(scene.peer());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Scene.LOOPBACK, Scene.REMOTE})
    void cachingSha2_retrievalOfTheKeyForbidden_isNotFullAnywhere(String host) {
        MySqlAuthenticationException refusal = refusal(
                new LoginServer(CACHING, COLD, Scene.PASSWORD),
                options -> options.host(host).allowPublicKeyRetrieval(false));

        assertThat(refusal).hasMessageContaining("allowPublicKeyRetrieval");
    }

    @Test
    void cachingSha2_overLoopbackByDefault_takesTheKeyFromTheServer() {
        LoginServer server = new LoginServer(CACHING, COLD, Scene.PASSWORD);
        try (Scene scene = new Scene(server)) {
            scene.connection(options -> options.host(Scene.LOOPBACK));

            assertThat(server.path()).isEqualTo(AuthPath.FULL_RSA);
        }
    }

    @Test
    void cachingSha2_overTheNetworkWithoutAKey_isNotFull() {
        refusal(new LoginServer(CACHING, COLD, Scene.PASSWORD), options -> options.host(Scene.REMOTE));
    }

    @Test
    void password_wrong_failsWithTheServersError() {
        MySqlAuthenticationException refusal =
                refusal(new LoginServer(CACHING, WARM, "another"), UnaryOperator.identity());

        assertThat(refusal.serverError()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql_clear_password", "mysql_old_password", "dialog", "no_such_plugin"})
    void switch_toAPluginThatIsNotAllowed_isAnsweredByNothing(String plugin) {
        Manners greedy = new Manners() {
            @Override
            void login(Peer peer, HandshakeResponse41 login, int sequence) {
                peer.send(ServerBytes.from(sequence + 1).authSwitch(plugin, new byte[0]));
            }
        };

        assertThat(refusal(greedy, UnaryOperator.identity())).hasMessageContaining(plugin);
    }

    @Test
    void key_longerThanAnyAnswerOfAnAuthentication_isNotTakenForAGreeting() {
        Manners lavish = new Manners() {
            @Override
            void login(Peer peer, HandshakeResponse41 login, int sequence) {
                byte[] key = new byte[1 << 20];
                key[0] = 1;
                peer.send(ServerBytes.from(sequence + 1).payload(key));
            }
        };
        try (Scene scene = new Scene(lavish)) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().build());

            assertThat(scene.failure(connected, MySqlConnectException.class))
                    .hasMessageContaining("1048576 bytes")
                    .hasMessageNotContaining("may not speak");
        }
    }

    @Test
    void switch_toAPluginThatTheOptionsExclude_isAnsweredByNothing() {
        refusal(
                new LoginServer(CACHING, ServerAuthPlugins.nativePassword(), Scene.PASSWORD),
                options -> options.allowedAuthPlugins(Set.of(CACHING)));
    }

    @Test
    void greeting_withAPluginThatTheOptionsExclude_isAnsweredWithAnAllowedOne() {
        LoginServer server = new LoginServer(NATIVE, WARM, Scene.PASSWORD);
        try (Scene scene = new Scene(server)) {
            scene.connection(options -> options.allowedAuthPlugins(Set.of(CACHING)));

            assertThat(scene.peer().login().authPlugin()).isEqualTo(CACHING);
            assertThat(server.path()).isEqualTo(AuthPath.FAST);
        }
    }

    @Test
    void greeting_withAPluginThatTheOptionsExcludeAndNoneForItsNonce_getsNothingMadeOfThePassword() {
        Manners waiting = new SilentBefore(SilentBefore.Step.ADMISSION, NATIVE);
        try (Scene scene = new Scene(waiting)) {
            CompletableFuture<MySqlConnection> connected = scene.connect(
                    scene.options().allowedAuthPlugins(Set.of("client_ed25519")).build());
            scene.run();

            assertThat(scene.peer().login().authResponse()).isEmpty();
            connected.cancel(true);
        }
    }

    @Test
    void switch_inTheOldestForm_isRefused() {
        failure(new Continuing((byte) 0xFE));
    }

    @Test
    void data_forAPluginThatWasNotBegun_isRefused() {
        Manners confused = new Manners(Manners.greeting("9.7.4", ServerBytes.MYSQL, "auth_gssapi_client")) {
            @Override
            void login(Peer peer, HandshakeResponse41 login, int sequence) {
                peer.send(ServerBytes.from(sequence + 1).moreData(new byte[] {4}));
            }
        };

        failure(confused);
    }

    @Test
    void factor_thatWasNotAgreedOn_isRefused() {
        failure(new Continuing((byte) 2, (byte) 'x', (byte) 0));
    }

    @Test
    void packet_thatNoServerSendsHere_isRefused() {
        failure(new Continuing((byte) 7));
    }

    @Test
    void rounds_withoutEnd_areRefused() {
        Manners endless = new Manners() {
            @Override
            void login(Peer peer, HandshakeResponse41 login, int sequence) {
                loginContinued(peer, new byte[0], sequence);
            }

            @Override
            void loginContinued(Peer peer, byte[] payload, int sequence) {
                peer.send(ServerBytes.from(sequence + 1).authSwitch(NATIVE, NONCE));
            }
        };

        assertThat(failure(endless)).hasMessageContaining("32 rounds");
    }

    private static MySqlAuthenticationException refusal(Manners manners, UnaryOperator<MySqlOptionsBuilder> changes) {
        MySqlException failure = failure(manners, changes);
        assertThat(failure).isInstanceOf(MySqlAuthenticationException.class);
        return (MySqlAuthenticationException) failure;
    }

    private static MySqlException failure(Manners manners) {
        return failure(manners, UnaryOperator.identity());
    }

    /** What connecting fails with, after which the server knows no more of the password than before. */
    private static MySqlException failure(Manners manners, UnaryOperator<MySqlOptionsBuilder> changes) {
        try (Scene scene = new Scene(manners)) {
            MySqlException failure =
                    scene.failure(scene.connect(changes.apply(scene.options()).build()), MySqlException.class);
            assertThat(failure).hasMessageNotContaining(Scene.PASSWORD);
            assertNoPasswordIn(scene.peer());
            assertThat(scene.network().openConnections()).isZero();
            return failure;
        }
    }

    private static void assertNoPasswordIn(Peer peer) {
        assertThat(new String(peer.received(), StandardCharsets.ISO_8859_1)).doesNotContain(Scene.PASSWORD);
    }

    /** Answers the handshake response with one packet of its own. */
    private static final class Continuing extends Manners {
        private final byte[] payload;

        Continuing(byte... payload) {
            this.payload = payload;
        }

        @Override
        void login(Peer peer, HandshakeResponse41 login, int sequence) {
            peer.send(ServerBytes.from(sequence + 1).payload(payload));
        }
    }
}

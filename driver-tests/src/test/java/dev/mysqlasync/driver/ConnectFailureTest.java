package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.driver.SilentBefore.Step;
import dev.mysqlasync.protocol.HandshakeResponse41;
import dev.mysqlasync.spi.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that do not come about: each fails with an error that says why, and leaves nothing behind. */
class ConnectFailureTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(7);

    @ParameterizedTest
    @EnumSource
    void connect_serverSilent_failsAtTheDeadline(Step step) {
        try (Scene scene = new Scene(new SilentBefore(step))) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().connectTimeout(TIMEOUT).build());
            scene.loop().clock().advance(TIMEOUT.minusNanos(1));
            assertThat(connected).isNotDone();

            scene.loop().clock().advance(Duration.ofNanos(1));
            MySqlConnectException failure = scene.failure(connected, MySqlConnectException.class);
            assertThat(failure).hasMessageContaining("7000 ms").hasMessageContaining("127.0.0.1:3306");
            assertThat(failure.isTransient()).isTrue();
            assertThat(scene.network().openConnections()).isZero();
        }
    }

    /** What an SSH server begins with is, as a packet's header, a length of 4.7 million. */
    @Test
    void connect_peerThatSpeaksAnotherProtocol_isToldSo() {
        Manners ssh = new Manners() {
            @Override
            void connected(Peer peer) {
                peer.sendRaw("SSH-2.0-OpenSSH_9.6\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        };
        try (Scene scene = new Scene(ssh)) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().build());

            assertThat(scene.failure(connected, MySqlConnectException.class))
                    .hasMessageContaining("the peer may not speak");
        }
    }

    @Test
    void connect_serverSilentBeforeItsGreeting_saysThatThereMayBeNoMySql() {
        try (Scene scene = new Scene(new SilentBefore(Step.GREETING))) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().build());
            scene.loop().clock().advance(Duration.ofSeconds(10));

            assertThat(scene.failure(connected)).hasMessageContaining("greeting");
        }
    }

    @Test
    void connect_addressSilent_failsAtTheDeadline() {
        try (Scene scene = new Scene()) {
            scene.network().makeSilent(new Endpoint.Tcp(Scene.LOOPBACK, 3306));
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().connectTimeout(TIMEOUT).build());
            scene.loop().clock().advance(TIMEOUT.minusNanos(1));
            assertThat(connected).isNotDone();

            scene.loop().clock().advance(Duration.ofNanos(1));
            scene.failure(connected, MySqlConnectException.class);
        }
    }

    @Test
    void connect_nobodyListens_failsAtOnceAndNamesTheAddress() {
        assertThat(failureOf("127.0.0.1", 1)).hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void connect_nameWithoutAddress_saysSo() {
        assertThat(failureOf("nowhere.example", 3306)).hasMessageContaining("has no address");
    }

    private static MySqlConnectException failureOf(String host, int port) {
        try (Scene scene = new Scene()) {
            scene.network().makeUnresolvable("nowhere.example");
            return scene.failure(
                    scene.connect(scene.options().host(host).port(port).build()), MySqlConnectException.class);
        }
    }

    @Test
    void connect_tooManyConnectionsInsteadOfAGreeting_isTransientAndCarriesTheCode() {
        MySqlServerException failure = failure(
                peer -> peer.send(ServerBytes.from(0).payload(preAuthError(1040, "Too many connections"))),
                MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1040);
        assertThat(failure.isTransient()).isTrue();
        assertThat(failure.isSafeToRetry()).isTrue();
    }

    @Test
    void connect_accessDenied_isAnAuthenticationFailureWithTheServersError() {
        Manners denying = new Manners() {
            @Override
            void login(Peer peer, HandshakeResponse41 login, int sequence) {
                peer.send(ServerBytes.from(sequence + 1).error(1045, "28000", "Access denied for user 'app'"));
                peer.close();
            }
        };

        MySqlAuthenticationException failure = failure(denying, MySqlAuthenticationException.class);
        assertThat(failure.serverError()).isNotNull();
        assertThat(failure).hasMessageContaining("Access denied");
        assertThat(failure.isTransient()).isFalse();
    }

    @Test
    void connect_unknownDatabase_carriesTheServersError() {
        Manners denying = new Manners() {
            @Override
            void login(Peer peer, HandshakeResponse41 login, int sequence) {
                peer.send(ServerBytes.from(sequence + 1).error(1049, "42000", "Unknown database 'nodb'"));
            }
        };

        assertThat(failure(denying, MySqlServerException.class).errorCode()).isEqualTo(1049);
    }

    @Test
    void connect_xProtocolPort_saysSo() {
        byte[] notice = {5, 0, 0, 0, 0x0B, 0x08, 0x05, 0x1A, 0x00};

        assertThat(failure(peer -> peer.send(notice), MySqlConnectException.class))
                .hasMessageContaining("X protocol");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n",
                "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
                "220 mail.example ESMTP\r\n"
            })
    void connect_otherProtocol_isNotTransientAndNamesTheAddress(String banner) {
        MySqlConnectException failure = failure(
                peer -> {
                    peer.send(banner.getBytes(StandardCharsets.US_ASCII));
                    peer.close();
                },
                MySqlConnectException.class);

        assertThat(failure).hasMessageContaining("127.0.0.1:3306");
    }

    @Test
    void connect_greetingOfAnAncientProtocol_isRefused() {
        failure(peer -> peer.send(ServerBytes.from(0).payload((byte) 9, (byte) '3', (byte) 0)), MySqlException.class);
    }

    @Test
    void connect_greetingCutAtAnyByte_failsTyped() {
        byte[] greeting = ServerBytes.from(0).greeting(Manners.MYSQL).bytes();
        for (int length = 0; length < greeting.length; length++) {
            byte[] start = Arrays.copyOf(greeting, length);
            failure(
                    peer -> {
                        peer.send(start);
                        peer.close();
                    },
                    MySqlConnectException.class);
        }
    }

    @Test
    void connect_admissionCutAtAnyByte_failsTyped() {
        byte[] admission = ServerBytes.from(2).ok(2).bytes();
        for (int length = 0; length < admission.length; length++) {
            byte[] start = Arrays.copyOf(admission, length);
            failure(
                    new Manners() {
                        @Override
                        void login(Peer peer, HandshakeResponse41 login, int sequence) {
                            peer.send(start);
                            peer.close();
                        }
                    },
                    MySqlConnectException.class);
        }
    }

    @Test
    void connect_resetInSetUp_failsTyped() {
        failure(
                new Manners() {
                    @Override
                    boolean settingUp(Peer peer, String command) {
                        peer.reset();
                        return true;
                    }
                },
                MySqlConnectException.class);
    }

    @Test
    void connect_passwordExpired_isAnAuthenticationFailure() {
        failure(
                new Manners() {
                    @Override
                    boolean settingUp(Peer peer, String command) {
                        peer.send(ServerBytes.errorAnswer(1820));
                        return true;
                    }
                },
                MySqlException.class);
    }

    private static <X extends Throwable> X failure(Consumer<Peer> onConnect, Class<X> type) {
        return failure(
                new Manners() {
                    @Override
                    void connected(Peer peer) {
                        onConnect.accept(peer);
                    }
                },
                type);
    }

    /** What connecting fails with, after which nothing may be open and no secret told. */
    private static <X extends Throwable> X failure(Manners manners, Class<X> type) {
        try (Scene scene = new Scene(manners)) {
            X failure = scene.failure(scene.connect(scene.options().build()), type);
            assertThat(failure).hasMessageNotContaining(Scene.PASSWORD);
            assertThat(scene.network().openConnections()).isZero();
            return failure;
        }
    }

    /** Before the capabilities are known, an error has no SQLSTATE. */
    private static byte[] preAuthError(int code, String message) {
        byte[] text = message.getBytes(StandardCharsets.US_ASCII);
        byte[] packet = new byte[3 + text.length];
        packet[0] = (byte) 0xFF;
        packet[1] = (byte) code;
        packet[2] = (byte) (code >> 8);
        System.arraycopy(text, 0, packet, 3, text.length);
        return packet;
    }
}

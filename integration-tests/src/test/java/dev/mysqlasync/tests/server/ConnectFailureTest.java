package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.failure;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.driver.WatchedTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No MySQL server where one was expected: each error says what is the matter, names the place, and keeps the secret. */
@Timeout(60)
class ConnectFailureTest {

    private static final String PASSWORD = "open-sesame";
    private static final String LOCALHOST = "127.0.0.1";
    private static final Duration LONG = Duration.ofSeconds(40);

    @Test
    void connect_portWhereNobodyListens_saysRefused() throws IOException {
        try (Socket bound = new Socket()) { // or somebody else could come to listen there
            bound.bind(new InetSocketAddress(LOCALHOST, 0));

            MySqlConnectException failure = connectFailure(LOCALHOST, bound.getLocalPort());

            assertThat(failure).hasMessageContaining("refused");
            assertThat(failure.isTransient()).isTrue();
        }
    }

    /** With a label of over 63 characters, of which no name server needs to be asked. */
    @Test
    void connect_nameThatDoesNotExist_saysSo() {
        MySqlConnectException failure = connectFailure("x".repeat(70) + ".invalid", 3306);

        assertThat(failure).hasMessageContaining("no address");
    }

    @Test
    void connect_socketThatDoesNotExist_namesIt(@TempDir Path directory) {
        Path socket = directory.resolve("none.sock");
        MySqlOptions options = MySqlOptions.builder()
                .user("root")
                .password(PASSWORD)
                .socketPath(socket)
                .connectTimeout(LONG)
                .build();

        assertThat(failure(MySqlConnection.connect(options), MySqlConnectException.class))
                .hasMessageContaining(socket.toString());
    }

    @Test
    void connect_sshServer_saysThatItIsNoMySql() throws IOException {
        try (Peer peer = Peer.saying("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n".getBytes(US_ASCII))) {
            assertSaysNoMySql(peer);
        }
    }

    @Test
    void connect_httpServer_saysThatItIsNoMySql() throws IOException {
        String words = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
        try (Peer peer = Peer.hangingUpAfter(words.getBytes(US_ASCII))) {
            assertSaysNoMySql(peer);
        }
    }

    @Test
    void connect_smtpServer_saysThatItIsNoMySql() throws IOException {
        try (Peer peer = Peer.saying("220 mail.example.com ESMTP\r\n".getBytes(US_ASCII))) {
            assertSaysNoMySql(peer);
        }
    }

    /** The notice with which a server greets on the port of the X protocol. */
    @Test
    void connect_portOfTheXProtocol_saysWhichPortThatIs() throws IOException {
        try (Peer peer = Peer.saying(HexFormat.of().parseHex("050000000b08051a00"))) {
            MySqlConnectException failure = connectFailure(LOCALHOST, peer.port());

            assertThat(failure).hasMessageContaining("X protocol");
            assertThat(failure.isTransient()).isFalse();
        }
    }

    @Test
    void connect_protocolVersion9_saysThatItIsTooOld() throws IOException {
        try (Peer peer = Peer.saying(HexFormat.of().parseHex("1000000009332e32332e3439000100000000000000"))) {
            assertThat(connectFailure(LOCALHOST, peer.port())).hasMessageContaining("protocol 9");
        }
    }

    @Test
    void connect_peerThatClosesAtOnce_saysSo() throws IOException {
        try (Peer peer = Peer.hangingUpAfter()) {
            assertThat(connectFailure(LOCALHOST, peer.port())).hasMessageContaining("closed");
        }
    }

    @Test
    void connect_peerThatClosesAmidItsGreeting_saysSo() throws IOException {
        try (Peer peer = Peer.hangingUpAfter(HexFormat.of().parseHex("4a0000000a382e"))) {
            assertThat(connectFailure(LOCALHOST, peer.port())).hasMessageContaining("closed");
        }
    }

    /** With more time, where it was not enough to reach the peer. */
    @Test
    void connect_peerThatSaysNothing_endsWithTheTimeout() throws IOException {
        try (Peer peer = Peer.saying()) {
            boolean reached = false;
            for (Duration timeout = Duration.ofMillis(300); !reached; timeout = timeout.multipliedBy(2)) {
                try (WatchedTransport transport = new WatchedTransport()) {
                    MySqlConnectException failure = connectFailure(options(LOCALHOST, peer.port())
                            .connectTimeout(timeout)
                            .transport(transport));

                    reached = transport.connected().getCount() == 0;
                    if (reached) {
                        assertThat(failure)
                                .hasMessageContaining(timeout.toMillis() + " ms")
                                .hasMessageContaining("greeting");
                    }
                }
            }
        }
    }

    @Test
    void connect_serverWithTooManyConnections_passesItsWordsOn() throws IOException {
        String words = "17000000ff1004" + HexFormat.of().formatHex("Too many connections".getBytes(US_ASCII));
        try (Peer peer = Peer.hangingUpAfter(HexFormat.of().parseHex(words))) {
            MySqlServerException failure = failure(
                    MySqlConnection.connect(options(LOCALHOST, peer.port()).build()), MySqlServerException.class);

            assertThat(failure.errorCode()).isEqualTo(1040);
            assertThat(failure.serverMessage()).isEqualTo("Too many connections");
            assertThat(failure.isTransient()).isTrue();
        }
    }

    private static void assertSaysNoMySql(Peer peer) {
        MySqlConnectException failure = connectFailure(LOCALHOST, peer.port());

        assertThat(failure)
                .hasMessageContaining("127.0.0.1:" + peer.port())
                .hasMessageContaining("not speak the MySQL protocol");
        assertThat(failure.isTransient()).isFalse();
    }

    private static MySqlConnectException connectFailure(String host, int port) {
        MySqlConnectException failure = connectFailure(options(host, port));
        assertThat(failure).hasMessageContaining(host + ":" + port);
        return failure;
    }

    private static MySqlConnectException connectFailure(MySqlOptionsBuilder options) {
        MySqlConnectException failure = failure(MySqlConnection.connect(options.build()), MySqlConnectException.class);
        assertThat(failure).hasMessageNotContaining(PASSWORD);
        assertThat(failure.isFatal()).isTrue();
        assertThat(failure.isSafeToRetry()).isTrue();
        return failure;
    }

    private static MySqlOptionsBuilder options(String host, int port) {
        return MySqlOptions.builder()
                .host(host)
                .port(port)
                .user("root")
                .password(PASSWORD)
                .connectTimeout(LONG)
                .tls(TlsMode.DISABLED);
    }
}

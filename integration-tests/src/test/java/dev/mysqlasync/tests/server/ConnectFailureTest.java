package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.server.Await.failure;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No MySQL server where one was expected: each error says what is the matter, names the place, and keeps the secret. */
@Timeout(10)
class ConnectFailureTest {

    private static final String PASSWORD = "open-sesame";

    @Test
    void connect_portWhereNobodyListens_saysRefused() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }

        MySqlConnectException failure = connectFailure("127.0.0.1", port);

        assertThat(failure).hasMessageContaining("refused");
        assertThat(failure.isTransient()).isTrue();
    }

    @Test
    void connect_nameThatDoesNotExist_saysSo() {
        MySqlConnectException failure = connectFailure("no-such-host.invalid", 3306);

        assertThat(failure).hasMessageContaining("no address");
    }

    @Test
    void connect_socketThatDoesNotExist_namesIt(@TempDir Path directory) {
        Path socket = directory.resolve("none.sock");
        MySqlOptions options = MySqlOptions.builder()
                .user("root")
                .password(PASSWORD)
                .socketPath(socket)
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
            MySqlConnectException failure = connectFailure("127.0.0.1", peer.port());

            assertThat(failure).hasMessageContaining("X protocol");
            assertThat(failure.isTransient()).isFalse();
        }
    }

    @Test
    void connect_protocolVersion9_saysThatItIsTooOld() throws IOException {
        try (Peer peer = Peer.saying(HexFormat.of().parseHex("1000000009332e32332e3439000100000000000000"))) {
            assertThat(connectFailure("127.0.0.1", peer.port())).hasMessageContaining("protocol 9");
        }
    }

    @Test
    void connect_peerThatClosesAtOnce_saysSo() throws IOException {
        try (Peer peer = Peer.hangingUpAfter()) {
            assertThat(connectFailure("127.0.0.1", peer.port())).hasMessageContaining("closed");
        }
    }

    @Test
    void connect_peerThatClosesAmidItsGreeting_saysSo() throws IOException {
        try (Peer peer = Peer.hangingUpAfter(HexFormat.of().parseHex("4a0000000a382e"))) {
            assertThat(connectFailure("127.0.0.1", peer.port())).hasMessageContaining("closed");
        }
    }

    @Test
    void connect_peerThatSaysNothing_endsWithTheTimeout() throws IOException {
        try (Peer peer = Peer.saying()) {
            MySqlConnectException failure = connectFailure("127.0.0.1", peer.port());

            assertThat(failure).hasMessageContaining("300 ms").hasMessageContaining("greeting");
        }
    }

    @Test
    void connect_serverWithTooManyConnections_passesItsWordsOn() throws IOException {
        String words = "17000000ff1004" + HexFormat.of().formatHex("Too many connections".getBytes(US_ASCII));
        try (Peer peer = Peer.hangingUpAfter(HexFormat.of().parseHex(words))) {
            MySqlServerException failure = failure(attempt("127.0.0.1", peer.port()), MySqlServerException.class);

            assertThat(failure.errorCode()).isEqualTo(1040);
            assertThat(failure.serverMessage()).isEqualTo("Too many connections");
            assertThat(failure.isTransient()).isTrue();
        }
    }

    private static void assertSaysNoMySql(Peer peer) {
        MySqlConnectException failure = connectFailure("127.0.0.1", peer.port());

        assertThat(failure).hasMessageContaining("127.0.0.1:" + peer.port()).hasMessageContaining("not speak MySQL");
        assertThat(failure.isTransient()).isFalse();
    }

    private static MySqlConnectException connectFailure(String host, int port) {
        MySqlConnectException failure = failure(attempt(host, port), MySqlConnectException.class);
        assertThat(failure).hasMessageContaining(host + ":" + port).hasMessageNotContaining(PASSWORD);
        assertThat(failure.isFatal()).isTrue();
        assertThat(failure.isSafeToRetry()).isTrue();
        return failure;
    }

    private static CompletableFuture<MySqlConnection> attempt(String host, int port) {
        return MySqlConnection.connect(MySqlOptions.builder()
                .host(host)
                .port(port)
                .user("root")
                .password(PASSWORD)
                .connectTimeout(Duration.ofMillis(300))
                .tls(TlsMode.DISABLED)
                .build());
    }
}

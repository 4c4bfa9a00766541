package dev.mysqlasync.driver;

import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.HandshakeResponse41;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** How a {@link Peer} behaves until the session is set up: unless a test says otherwise, as an obliging MySQL. */
class Manners {

    static final byte[] NONCE = "abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII);

    /** What tells the server from others. */
    static final String SERVER = "0691e5c8-ed71-11f1-a3c6-02fc00000001";

    static final Greeting MYSQL = greeting("9.7.4", ServerBytes.MYSQL, "caching_sha2_password");
    static final Greeting MARIADB = greeting("5.5.5-11.8.2-MariaDB", ServerBytes.MARIADB, "mysql_native_password");

    /** How the question begins that a driver asks in each set-up. */
    private static final String FACTS = "QUERY SELECT CONNECTION_ID()";

    private final Greeting greeting;

    Manners() {
        this(MYSQL);
    }

    Manners(Greeting greeting) {
        this.greeting = greeting;
    }

    static Greeting greeting(String version, long capabilities, String plugin) {
        return new Greeting(version, 72, NONCE, capabilities, 255, ServerBytes.AUTOCOMMIT, plugin);
    }

    /** What the server offers. */
    final long capabilities() {
        return greeting.capabilities();
    }

    /** Whether the client's first packet is a request for TLS, which is then started. */
    boolean startsTls() {
        return false;
    }

    /** The server's end of TLS. */
    SSLEngine tls() {
        return ServerKey.engine();
    }

    /** The client has connected. */
    void connected(Peer peer) {
        peer.send(ServerBytes.from(0).greeting(greeting));
    }

    /** The handshake response has come; its packet has this sequence id. */
    void login(Peer peer, HandshakeResponse41 login, int sequence) {
        admit(peer, sequence);
    }

    /** A packet after the handshake response, before {@link Peer#admit}. */
    void loginContinued(Peer peer, byte[] payload, int sequence) {
        throw new AssertionError("the client goes on with a login that nobody asked to go on");
    }

    /** A command; whether it belongs to the set-up and was answered here. */
    boolean settingUp(Peer peer, String command) {
        if (command.startsWith("QUERY SET NAMES")) {
            peer.send(ServerBytes.okAnswer());
            return true;
        }
        if (command.startsWith(FACTS)) {
            peer.send(facts(peer, command.contains("processlist")));
            return true;
        }
        if (command.startsWith("QUERY KILL ") && answersKill()) {
            peer.send(ServerBytes.okAnswer());
            return true;
        }
        return false;
    }

    /** Whether KILL is answered at once, and kept from the test. */
    boolean answersKill() {
        return true;
    }

    /** What the server says of itself, and of the connection if that is asked for. */
    byte[] facts(Peer peer, boolean ofOrigin) {
        return facts(
                peer,
                ofOrigin,
                String.valueOf(greeting.connectionId()),
                greeting.versionText(),
                "MySQL Community Server - GPL");
    }

    /** What it says of itself when the session starts over. */
    final byte[] factsAgain(Peer peer) {
        return facts(peer, false);
    }

    final byte[] facts(Peer peer, boolean ofOrigin, String connectionId, String version, String comment) {
        List<String> columns = new ArrayList<>(
                List.of("id", "version", "comment", "mode", "zone", "packet", "set", "collation", "r", "i"));
        List<@Nullable String> row = new ArrayList<>(List.of(
                connectionId,
                version,
                comment,
                "",
                "SYSTEM",
                maxPacket(),
                "utf8mb4",
                "utf8mb4_0900_ai_ci",
                readOnly(),
                "0"));
        if (ofOrigin) {
            columns.addAll(List.of("port", "socket", "client", "server"));
            row.addAll(Arrays.asList(origin(peer)));
        }
        return ServerBytes.answer(greeting.capabilities())
                .columns(columns.toArray(String[]::new))
                .row(row.toArray(String[]::new))
                .end(0)
                .bytes();
    }

    /** The longest packet that it takes. */
    String maxPacket() {
        return String.valueOf(64 << 20);
    }

    /** Its {@code read_only}. */
    String readOnly() {
        return "0";
    }

    /** What tells the server that executes the commands from others. */
    String server() {
        return SERVER;
    }

    /** The port and path that the server listens at, whom it sees at the other end, and which server it is. */
    @Nullable
    String[] origin(Peer peer) {
        return new @Nullable String[] {"3306", "", "localhost:" + peer.clientPort(), SERVER};
    }

    /** Lets the user in, in answer to the packet with this sequence id. */
    final void admit(Peer peer, int sequence) {
        peer.admit();
        peer.send(ServerBytes.from(sequence + 1).ok(ServerBytes.AUTOCOMMIT));
    }
}

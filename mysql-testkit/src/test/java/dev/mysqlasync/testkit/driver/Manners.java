package dev.mysqlasync.testkit.driver;

import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.HandshakeResponse41;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngine;

/** How a {@link Peer} behaves until the session is set up: unless a test says otherwise, as an obliging MySQL. */
class Manners {

    static final byte[] NONCE = "abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII);

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
            peer.send(facts());
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

    /** What the server says of itself. */
    byte[] facts() {
        return ServerBytes.answer(greeting.capabilities())
                .columns("id", "version", "comment", "mode", "zone", "packet", "set", "collation")
                .row(
                        String.valueOf(greeting.connectionId()),
                        greeting.versionText(),
                        "MySQL Community Server - GPL",
                        "",
                        "SYSTEM",
                        String.valueOf(64 << 20),
                        "utf8mb4",
                        "utf8mb4_0900_ai_ci")
                .end(0)
                .bytes();
    }

    /** Lets the user in, in answer to the packet with this sequence id. */
    final void admit(Peer peer, int sequence) {
        peer.admit();
        peer.send(ServerBytes.from(sequence + 1).ok(ServerBytes.AUTOCOMMIT));
    }
}

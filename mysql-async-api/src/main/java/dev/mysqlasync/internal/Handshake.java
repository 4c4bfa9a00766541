package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlTlsException;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.auth.AuthContext;
import dev.mysqlasync.auth.AuthException;
import dev.mysqlasync.auth.AuthPlugins;
import dev.mysqlasync.auth.ClientAuth;
import dev.mysqlasync.auth.TransportSecurity;
import dev.mysqlasync.protocol.AuthMoreData;
import dev.mysqlasync.protocol.AuthNextFactor;
import dev.mysqlasync.protocol.AuthSwitchRequest;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.HandshakeResponse41;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.SslRequest;
import dev.mysqlasync.protocol.session.AuthenticationReader;
import dev.mysqlasync.protocol.session.AuthenticationSink;
import dev.mysqlasync.protocol.session.ClientSession;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The way from the server's greeting to an authenticated session: TLS if it is to be, then the authentication plugins,
 * which compute off the I/O thread. Every method is called on the connection's I/O thread.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html">Connection Phase</a>
 */
final class Handshake implements AuthenticationSink {

    /** {@code utf8mb4_general_ci}: the one utf8mb4 collation whose id every server knows. */
    private static final int COLLATION = 45;

    /** What a handshake needs of its connection. */
    interface Surroundings {

        /** Computes off the I/O threads, then goes on with the outcome on the connection's own, unless it is gone. */
        <T> void offload(Callable<T> computation, Consumer<T> then, Consumer<Exception> failed);

        /** Puts TLS between the session and the transport; {@link Handshake#secured} is called when it stands. */
        void startTls(SSLEngine engine);

        /** The user is authenticated. */
        void authenticated(OkPacket ok);

        void failed(MySqlException cause);
    }

    private final MySqlOptions options;
    private final SocketAddress peer;
    private final ClientSession session;
    private final Surroundings surroundings;
    private final AuthPlugins plugins;
    private TransportSecurity security;
    private @Nullable Greeting greeting;
    private @Nullable ClientAuth auth;

    Handshake(MySqlOptions options, SocketAddress peer, ClientSession session, Surroundings surroundings) {
        this.options = options;
        this.peer = peer;
        this.session = session;
        this.surroundings = surroundings;
        this.plugins = AuthPlugins.standard().allowing(options.authentication().allowedPlugins());
        this.security = peer instanceof UnixDomainSocketAddress
                ? TransportSecurity.UNIX_SOCKET
                : isLoopback() ? TransportSecurity.LOOPBACK : TransportSecurity.PLAIN;
    }

    private boolean isLoopback() {
        return peer instanceof InetSocketAddress address
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress();
    }

    // --- TLS -------------------------------------------------------------------------------------------------------

    void greeted(Greeting greeting) {
        this.greeting = greeting;
        TlsMode mode = effectiveMode();
        if (mode == TlsMode.DISABLED) {
            respond();
        } else if (!Capability.has(greeting.capabilities(), Capability.CLIENT_SSL)) {
            surroundings.failed(new MySqlTlsException(
                    "the server offers no TLS, which TlsMode." + options.tls().mode()
                            + " demands here; nothing was sent",
                    null));
        } else {
            security = mode == TlsMode.REQUIRED ? TransportSecurity.TLS_UNVERIFIED : TransportSecurity.TLS_VERIFIED;
            surroundings.offload(
                    () -> TlsContexts.engine(options.tls(), mode, options.endpoint()), this::startTls, this::noTls);
        }
    }

    /** Auto: in the clear where nobody can listen, and else with the server's identity verified. */
    private TlsMode effectiveMode() {
        TlsMode mode = options.tls().mode();
        if (mode != TlsMode.AUTO) {
            return mode;
        }
        return security == TransportSecurity.PLAIN ? TlsMode.VERIFY_IDENTITY : TlsMode.DISABLED;
    }

    private void startTls(SSLEngine engine) {
        try {
            session.requestTls(new SslRequest(capabilities(), maxPacketSize(), COLLATION));
        } catch (ProtocolException e) {
            surroundings.failed(ConnectFailures.ofBytesBeforeTls(e));
            return;
        }
        surroundings.startTls(engine);
    }

    private void noTls(Exception cause) {
        surroundings.failed(new MySqlTlsException("TLS could not be set up: " + cause.getMessage(), cause));
    }

    void secured() {
        respond();
    }

    /** Whether the connection is to be under TLS, or is already. */
    boolean isTls() {
        return security == TransportSecurity.TLS_UNVERIFIED || security == TransportSecurity.TLS_VERIFIED;
    }

    // --- authentication --------------------------------------------------------------------------------------------

    private void respond() {
        String plugin = greeting().authPlugin();
        surroundings.offload(
                () -> begin(plugin, greeting().scramble()),
                begun -> respond(plugin, begun),
                refused -> respondWithAnother(plugin, refused));
    }

    private void respond(String plugin, Begun begun) {
        auth = begun.auth();
        respond(plugin, begun.first());
    }

    /**
     * The greeting proposes a plugin that may not be used here, but the account may have another, to which the server
     * will switch. The answer is that of an allowed plugin to the same scramble, as an account with that very plugin is
     * not asked again; an empty one would stand for an empty password.
     */
    private void respondWithAnother(String proposed, Exception refused) {
        if (!(refused instanceof AuthException)) {
            failed(refused);
            return;
        }
        String another = plugins.allowed().stream()
                .filter(plugin -> !plugin.equals(proposed))
                .sorted()
                .findFirst()
                .orElse("mysql_native_password");
        surroundings.offload(
                () -> begin(another, greeting().scramble()),
                begun -> respond(another, begun),
                unfit -> respond(another, new byte[0]));
    }

    private void respond(String plugin, byte[] authResponse) {
        session.respond(
                new HandshakeResponse41(
                        capabilities(),
                        maxPacketSize(),
                        COLLATION,
                        options.authentication().user(),
                        authResponse,
                        options.database(),
                        plugin,
                        ConnectionAttributes.of(options),
                        0),
                new AuthenticationReader(this));
        Arrays.fill(authResponse, (byte) 0);
    }

    private record Begun(ClientAuth auth, byte[] first) {}

    private Begun begin(String plugin, byte[] nonce) {
        AuthContext context = new AuthContext(
                options.authentication().user(),
                options.authentication().password(),
                security,
                options.authentication().serverPublicKeyPem(),
                options.authentication().allowPublicKeyRetrieval());
        ClientAuth begun = plugins.plugin(plugin).start(context, nonce);
        return new Begun(begun, begun.first());
    }

    @Override
    public void switchTo(AuthSwitchRequest request) {
        auth = null;
        surroundings.offload(
                () -> begin(request.plugin(), request.data()),
                begun -> {
                    auth = begun.auth();
                    answer(begun.first());
                },
                this::failed);
    }

    @Override
    public void moreData(AuthMoreData data) {
        ClientAuth running = auth;
        if (running == null) {
            failed(new AuthException(
                    AuthException.Reason.MALFORMED_CHALLENGE, "the server goes on with a plugin that was not begun"));
            return;
        }
        surroundings.offload(
                () -> new Answer(running.next(data.data())), answer -> answer(answer.bytes()), this::failed);
    }

    private record Answer(byte @Nullable [] bytes) {}

    private void answer(byte @Nullable [] bytes) {
        if (bytes != null) {
            session.answerChallenge(bytes);
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public void nextFactor(AuthNextFactor factor) {
        failed(new AuthException(
                AuthException.Reason.MALFORMED_CHALLENGE, "the server asks for a factor that was not agreed on"));
    }

    @Override
    public void authenticated(OkPacket ok) {
        surroundings.authenticated(ok);
    }

    @Override
    public void refused(ErrPacket error) {
        surroundings.failed(ConnectFailures.ofRefusal(error));
    }

    private void failed(Exception cause) {
        surroundings.failed(new MySqlAuthenticationException(
                "user " + options.authentication().user() + " was not authenticated: " + cause.getMessage(), cause));
    }

    // --- what is agreed on -----------------------------------------------------------------------------------------

    private long capabilities() {
        return ClientCapabilities.choose(options, greeting(), isTls());
    }

    private int maxPacketSize() {
        return options.limits().maxRowSize();
    }

    private Greeting greeting() {
        return Objects.requireNonNull(greeting);
    }
}

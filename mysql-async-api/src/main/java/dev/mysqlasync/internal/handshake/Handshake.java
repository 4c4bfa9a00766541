package dev.mysqlasync.internal.handshake;

import dev.mysqlasync.AuthenticationOptions;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.auth.AuthException;
import dev.mysqlasync.auth.TransportSecurity;
import dev.mysqlasync.internal.failure.ConnectFailures;
import dev.mysqlasync.internal.failure.TlsFailures;
import dev.mysqlasync.internal.wire.TlsContexts;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComChangeUser;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.HandshakeResponse41;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.SslRequest;
import dev.mysqlasync.protocol.session.AuthenticationReader;
import dev.mysqlasync.protocol.session.ClientSession;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The connection phase from the server's greeting to an authenticated session: TLS if required, then the authentication
 * plugins, which compute on other threads. Every method is called on the connection's I/O thread.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html">MySQL Source
 *     Code Documentation, Connection Phase</a>
 */
public final class Handshake {

    /** {@code utf8mb4_general_ci}: the only utf8mb4 collation whose ID every server knows. */
    private static final int COLLATION = 45;

    /** What a handshake needs from its connection. */
    public interface Surroundings extends Authentication.Surroundings {

        /**
         * Starts TLS between the session and the transport. {@link Handshake#secured} is called when it is established.
         */
        void startTls(SSLEngine engine);
    }

    private final MySqlOptions options;
    private final SocketAddress peer;
    private final ClientSession session;
    private final Surroundings surroundings;
    private TransportSecurity security;
    private @Nullable Greeting greeting;

    public Handshake(MySqlOptions options, SocketAddress peer, ClientSession session, Surroundings surroundings) {
        this.options = options;
        this.peer = peer;
        this.session = session;
        this.surroundings = surroundings;
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

    public void greeted(Greeting greeting) {
        this.greeting = greeting;
        TlsMode mode = effectiveMode();
        if (mode == TlsMode.DISABLED) {
            respondInTheClear();
        } else if (!Capability.has(greeting.capabilities(), Capability.CLIENT_SSL)) {
            surroundings.failed(TlsFailures.notOffered(options));
        } else {
            security = mode == TlsMode.REQUIRED ? TransportSecurity.TLS_UNVERIFIED : TransportSecurity.TLS_VERIFIED;
            surroundings.offload(
                    () -> TlsContexts.engine(options.tls(), mode, options.endpoint()), this::startTls, this::noTls);
        }
    }

    /** A user who names a CA expects verification, so the CA must not stay unused. */
    private void respondInTheClear() {
        if (options.tls().caPem() == null) {
            respond();
        } else {
            surroundings.failed(TlsFailures.caUnused(options));
        }
    }

    /** AUTO means no TLS where nobody can intercept the connection, and VERIFY_IDENTITY otherwise. */
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
        surroundings.failed(TlsFailures.ofSetUp(cause, options));
    }

    public void secured() {
        respond();
    }

    /** Whether the connection uses TLS, or will use it. */
    public boolean isTls() {
        return security == TransportSecurity.TLS_UNVERIFIED || security == TransportSecurity.TLS_VERIFIED;
    }

    // --- authentication --------------------------------------------------------------------------------------------

    private void respond() {
        Authentication authentication = authentication(options.authentication(), surroundings);
        String plugin = greeting().authPlugin();
        surroundings.offload(
                () -> authentication.begin(plugin, greeting().scramble()),
                begun -> respond(authentication, plugin, begun),
                refused -> respondWithAnother(authentication, plugin, refused));
    }

    /** An authentication on this connection. It knows whether TLS protects it. */
    public Authentication authentication(AuthenticationOptions account, Authentication.Surroundings surroundings) {
        return new Authentication(account, security, session, surroundings);
    }

    /**
     * The command that starts the authentication of another user. That user's response answers the scramble that the
     * server sends next.
     */
    public ComChangeUser changeUser(AuthenticationOptions account, String database) {
        String plugin = authentication(account, surroundings).allowed(greeting().authPlugin());
        return new ComChangeUser(
                account.user(), new byte[0], database, COLLATION, plugin, ConnectionAttributes.of(options));
    }

    private void respond(Authentication authentication, String plugin, Authentication.Begun begun) {
        authentication.continueWith(begun);
        respond(authentication, plugin, begun.first());
    }

    /**
     * Answers with another plugin, because the one that the greeting proposes is not allowed. The account may use an
     * allowed one, to which the server then switches. The answer is that of an allowed plugin to the same scramble: an
     * account with that very plugin is not asked again. An empty answer would stand for an empty password.
     */
    private void respondWithAnother(Authentication authentication, String proposed, Exception refused) {
        if (!(refused instanceof AuthException)) {
            authentication.failed(refused);
            return;
        }
        String another = authentication.anotherThan(proposed);
        surroundings.offload(
                () -> authentication.begin(another, greeting().scramble()),
                begun -> respond(authentication, another, begun),
                unfit -> respond(authentication, another, new byte[0]));
    }

    private void respond(Authentication authentication, String plugin, byte[] authResponse) {
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
                new AuthenticationReader(authentication));
        Arrays.fill(authResponse, (byte) 0);
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

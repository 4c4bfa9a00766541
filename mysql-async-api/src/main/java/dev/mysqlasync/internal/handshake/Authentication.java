package dev.mysqlasync.internal.handshake;

import dev.mysqlasync.AuthenticationOptions;
import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.auth.AuthContext;
import dev.mysqlasync.auth.AuthException;
import dev.mysqlasync.auth.AuthPlugins;
import dev.mysqlasync.auth.ClientAuth;
import dev.mysqlasync.auth.TransportSecurity;
import dev.mysqlasync.internal.failure.ConnectFailures;
import dev.mysqlasync.protocol.AuthMoreData;
import dev.mysqlasync.protocol.AuthNextFactor;
import dev.mysqlasync.protocol.AuthSwitchRequest;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.session.AuthenticationSink;
import dev.mysqlasync.protocol.session.ClientSession;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates a user, in the handshake or by COM_CHANGE_USER. Plugins compute on other threads than the I/O thread.
 * Every method is called on the I/O thread.
 */
public final class Authentication implements AuthenticationSink {

    /** What an authentication needs from its connection. */
    public interface Surroundings {

        /**
         * Runs a computation on another thread than an I/O thread. It passes the result on to the connection's I/O
         * thread, unless the connection has ended.
         */
        <T> void offload(Callable<T> computation, Consumer<T> then, Consumer<Exception> failed);

        /** The user is authenticated. */
        void authenticated(OkPacket ok);

        /** Authentication failed, and the connection is unusable. */
        void failed(MySqlException cause);
    }

    /** A plugin that was started, and its first response. */
    record Begun(ClientAuth auth, byte[] first) {}

    private final AuthenticationOptions account;
    private final AuthPlugins plugins;
    private final TransportSecurity security;
    private final ClientSession session;
    private final Surroundings surroundings;
    private @Nullable ClientAuth auth;

    Authentication(
            AuthenticationOptions account,
            TransportSecurity security,
            ClientSession session,
            Surroundings surroundings) {
        this.account = account;
        this.plugins = AuthPlugins.standard().allowing(account.allowedPlugins());
        this.security = security;
        this.session = session;
        this.surroundings = surroundings;
    }

    /** An allowed plugin; the proposed one if possible. */
    String allowed(String proposed) {
        return plugins.allowed().contains(proposed) ? proposed : anotherThan(proposed);
    }

    String anotherThan(String proposed) {
        return plugins.allowed().stream()
                .filter(plugin -> !plugin.equals(proposed))
                .sorted()
                .findFirst()
                .orElse("mysql_native_password");
    }

    /** Starts a plugin. It must not be called on an I/O thread. */
    Begun begin(String plugin, byte[] nonce) {
        AuthContext context = new AuthContext(
                account.user(), account.password(), security, account.serverPublicKeyPem(), mayRetrieveKey());
        ClientAuth begun = plugins.plugin(plugin).start(context, nonce);
        return new Begun(begun, begun.first());
    }

    private boolean mayRetrieveKey() {
        return switch (account.publicKeyRetrieval()) {
            case LOCAL -> security == TransportSecurity.LOOPBACK || security.isTrusted();
            case ALLOWED -> true;
            case FORBIDDEN -> false;
        };
    }

    /** Continues with a plugin whose first response was sent. */
    void continueWith(Begun begun) {
        auth = begun.auth();
    }

    @Override
    public void switchTo(AuthSwitchRequest request) {
        auth = null;
        surroundings.offload(
                () -> begin(request.plugin(), request.data()),
                begun -> {
                    continueWith(begun);
                    answer(begun.first());
                },
                this::failed);
    }

    @Override
    public void moreData(AuthMoreData data) {
        ClientAuth running = auth;
        if (running == null) {
            failed(new AuthException(
                    AuthException.Reason.MALFORMED_CHALLENGE,
                    "the server continued an authentication plugin that was not started"));
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
                AuthException.Reason.MALFORMED_CHALLENGE,
                "the server asked for an authentication factor that was not negotiated"));
    }

    @Override
    public void authenticated(OkPacket ok) {
        surroundings.authenticated(ok);
    }

    @Override
    public void refused(ErrPacket error) {
        surroundings.failed(ConnectFailures.ofRefusal(error));
    }

    /** The driver could not answer the server's challenge. */
    void failed(Exception cause) {
        surroundings.failed(new MySqlAuthenticationException(
                "authentication of user " + account.user() + " failed: " + cause.getMessage(), cause));
    }
}

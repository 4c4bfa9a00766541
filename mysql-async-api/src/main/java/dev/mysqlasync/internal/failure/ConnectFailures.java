package dev.mysqlasync.internal.failure;

import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.ProtocolException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The errors that users see if connecting fails. */
public final class ConnectFailures {

    private ConnectFailures() {}

    /** The transport could not connect, or the attempt was cancelled. */
    public static MySqlException ofTransport(@Nullable Throwable cause, MySqlOptions options) {
        String why = cause == null ? "closed" : cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (cause instanceof UnknownHostException) {
            why = "the host name has no address (" + why + ")";
        }
        return new MySqlConnectException(to(options) + ": " + why, cause, true);
    }

    /** Whether the attempt failed because it was cancelled, by its caller or by the closing of the transport. */
    public static boolean isGivenUp(MySqlException failure) {
        return failure.getCause() instanceof CancellationException;
    }

    /** The connection was lost before the session was set up. */
    public static MySqlException ofLoss(ConnectionLoss loss, MySqlOptions options) {
        return loss.cause() instanceof MySqlException typed
                ? typed
                : new MySqlConnectException(to(options) + ": " + loss.message(), loss.cause(), true);
    }

    /**
     * Unencrypted bytes arrived before the TLS handshake. An attacker can send them to pass them off as the server's.
     */
    public static MySqlException ofBytesBeforeTls(Throwable failure) {
        return new MySqlSecurityException(String.valueOf(failure.getMessage()), failure);
    }

    /**
     * The peer sent data that is not valid while connecting.
     *
     * @param greeted whether the server's greeting had arrived
     */
    public static MySqlException ofReceiving(Throwable failure, MySqlOptions options, boolean greeted) {
        if (failure instanceof ProtocolException) {
            return new MySqlConnectException(to(options) + ": " + failure.getMessage(), failure, false);
        }
        MySqlException typed = Failures.ofReceiving(failure);
        if (typed instanceof MySqlLimitException) {
            String what = greeted
                    ? "during authentication and session setup, the server sent a packet larger than any valid one ("
                            + failure.getMessage() + ")"
                    : "the peer's first packet is larger than any greeting; it may not speak the MySQL protocol";
            return new MySqlConnectException(to(options) + ": " + what, failure, false);
        }
        return typed;
    }

    public static MySqlException ofTimeout(MySqlOptions options, boolean greeted) {
        String where = greeted
                ? "during authentication and session setup"
                : "before the server sent its greeting; the peer may not be a MySQL server";
        return new MySqlConnectException(
                to(options) + ": connectTimeout (" + options.connectTimeout().toMillis() + " ms) passed " + where,
                null,
                true);
    }

    /** The server rejected the user or the connection. */
    public static MySqlException ofRefusal(ErrPacket error) {
        return ServerErrors.whileConnecting(error.code(), error.sqlState(), error.message());
    }

    /**
     * The session could not be set up as the options require. No statement of the user was sent except those in the
     * options.
     */
    public static MySqlException ofSetUp(Throwable failure, MySqlOptions options) {
        MySqlException cause = ofSetUp(failure);
        return cause instanceof MySqlServerException error
                ? new MySqlConnectException(
                        to(options) + ": " + SetUpCulprit.of(error, options) + " failed: " + error.getMessage()
                                + SetUpCulprit.hint(error),
                        error,
                        error.isTransient())
                : cause;
    }

    public static MySqlException ofSetUp(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof MySqlException typed
                ? typed
                : new MySqlConnectException("the session could not be set up: " + cause, cause, false);
    }

    /** The start of the message of every failed connect. */
    static String to(MySqlOptions options) {
        return "no connection to " + options.endpoint();
    }
}

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

/** What users see when a connection does not come about. */
public final class ConnectFailures {

    private ConnectFailures() {}

    /** The transport could not connect, or gave up. */
    public static MySqlException ofTransport(@Nullable Throwable cause, MySqlOptions options) {
        String why = cause == null ? "closed" : cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (cause instanceof UnknownHostException) {
            why = "the host name has no address (" + why + ")";
        }
        return new MySqlConnectException(to(options) + ": " + why, cause, true);
    }

    /** Whether an attempt ended as it was given up, by who has made it or by the transport, which was closed. */
    public static boolean isGivenUp(MySqlException failure) {
        return failure.getCause() instanceof CancellationException;
    }

    /** The connection broke on the way. */
    public static MySqlException ofLoss(ConnectionLoss loss, MySqlOptions options) {
        return loss.cause() instanceof MySqlException typed
                ? typed
                : new MySqlConnectException(to(options) + ": " + loss.message(), loss.cause(), true);
    }

    /** Bytes in the clear came where TLS was to start: whoever sent them wants them taken for the server's later. */
    public static MySqlException ofBytesBeforeTls(Throwable failure) {
        return new MySqlSecurityException(String.valueOf(failure.getMessage()), failure);
    }

    /** What came is not what a server says to a client that connects, {@code greeted} by it or not. */
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

    /** The server refused the user, or the connection as such. */
    public static MySqlException ofRefusal(ErrPacket error) {
        return ServerErrors.whileConnecting(error.code(), error.sqlState(), error.message());
    }

    /** The session was not set up as the options say: nothing of the user's was sent but what the options hold. */
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

    /** How the message of every connection that does not come about begins. */
    static String to(MySqlOptions options) {
        return "no connection to " + options.endpoint();
    }
}

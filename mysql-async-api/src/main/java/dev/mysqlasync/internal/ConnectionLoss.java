package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlClosedException;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Written;
import dev.mysqlasync.protocol.ErrPacket;
import org.jspecify.annotations.Nullable;

/** Why a connection is gone, and what that means for the requests that were on it. */
final class ConnectionLoss {

    private final String message;
    private final @Nullable Throwable cause;
    private final boolean wished;
    private final Written written;

    private ConnectionLoss(String message, @Nullable Throwable cause, boolean wished, Written written) {
        this.message = message;
        this.cause = cause;
        this.wished = wished;
        this.written = written;
    }

    /** The user closed the connection. */
    static ConnectionLoss wished() {
        return new ConnectionLoss("the connection was closed", null, true, Written.ALL);
    }

    /** The server told why it ends the connection. */
    static ConnectionLoss announced(ErrPacket error, boolean mariaDb) {
        MySqlServerException told = Failures.ofServer(error, null, mariaDb);
        return new ConnectionLoss("the server ended the connection: " + told.getMessage(), told, false, Written.ALL);
    }

    /** What the server sent made it impossible to go on. */
    static ConnectionLoss broken(MySqlException cause) {
        return new ConnectionLoss("the connection was given up: " + cause.getMessage(), cause, false, Written.ALL);
    }

    /**
     * The transport lost it.
     *
     * @param cause {@code null} when the server just closed
     * @param unsent whether bytes were still waiting to be written
     */
    static ConnectionLoss cut(@Nullable Throwable cause, boolean unsent) {
        String message = cause == null
                ? "the server closed the connection"
                : "the connection was lost: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
        return new ConnectionLoss(message, cause, false, unsent ? Written.PARTIAL : Written.ALL);
    }

    /** For a request that was sent, as far as that got, and not answered to the end. */
    MySqlException underWay() {
        if (wished) {
            return new MySqlConnectionLostException(
                    "the connection was closed before the answer was complete", cause, written);
        }
        if (cause instanceof MySqlException told && told.isFatal()) {
            return told;
        }
        return new MySqlConnectionLostException(message, cause, written);
    }

    /** For a request of which nothing was sent. */
    MySqlException unsent() {
        return wished
                ? new MySqlClosedException(message)
                : new MySqlConnectionLostException(
                        message + "; nothing of the statement was sent", cause, Written.NONE);
    }

    /** For the attempt to connect, which it ended. */
    MySqlException ofOpening(MySqlOptions options) {
        return cause instanceof MySqlException typed ? typed : ConnectFailures.ofLoss(this, options);
    }

    String message() {
        return message;
    }

    @Nullable
    Throwable cause() {
        return cause;
    }
}

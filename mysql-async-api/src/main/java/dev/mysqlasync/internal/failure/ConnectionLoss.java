package dev.mysqlasync.internal.failure;

import dev.mysqlasync.MySqlClosedException;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Written;
import dev.mysqlasync.protocol.ErrPacket;
import org.jspecify.annotations.Nullable;

/** Why a connection is gone, and what that means for the requests that were on it. */
public final class ConnectionLoss {

    private final String message;
    private final @Nullable Throwable cause;
    private final @Nullable MySqlException forUnderWay; // where that is not just the loss
    private final boolean closedByUser;
    private final Written written;

    private ConnectionLoss(
            String message,
            @Nullable Throwable cause,
            @Nullable MySqlException forUnderWay,
            boolean closedByUser,
            Written written) {
        this.message = message;
        this.cause = cause;
        this.forUnderWay = forUnderWay;
        this.closedByUser = closedByUser;
        this.written = written;
    }

    /** The user closed the connection. */
    public static ConnectionLoss closedByUser() {
        return new ConnectionLoss("the connection was closed", null, null, true, Written.ALL);
    }

    /** The server told why it ends the connection; only some of its reasons say that what was sent is not executed. */
    public static ConnectionLoss announced(ErrPacket error, boolean mariaDb) {
        return announced(Failures.ofServer(error, null, mariaDb));
    }

    /** As {@link #announced(ErrPacket, boolean)}, in the answer to a command. */
    public static ConnectionLoss announced(MySqlServerException told) {
        return new ConnectionLoss(
                "the server ended the connection: " + told.getMessage(),
                told,
                told.isFatal() && told.isSafeToRetry() ? told : null,
                false,
                Written.ALL);
    }

    /** What the server sent made it impossible to go on. */
    public static ConnectionLoss broken(MySqlException cause) {
        return new ConnectionLoss(
                "the connection was closed after an error: " + cause.getMessage(), cause, cause, false, Written.ALL);
    }

    /**
     * The transport lost it.
     *
     * @param cause {@code null} when the server just closed
     * @param unsent whether bytes were still waiting to be written
     */
    public static ConnectionLoss cut(@Nullable Throwable cause, boolean unsent) {
        String message = cause == null
                ? "the server closed the connection"
                : "the connection was lost: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
        return new ConnectionLoss(message, cause, null, false, unsent ? Written.PARTIAL : Written.ALL);
    }

    /** For a request that was sent, as far as that got, and not answered to the end. */
    public MySqlException underWay() {
        if (closedByUser) {
            return new MySqlConnectionLostException(
                    "the connection was closed before the answer was complete", cause, written);
        }
        return forUnderWay != null ? forUnderWay : new MySqlConnectionLostException(message, cause, written);
    }

    /** For a request that was about to be executed: what was sent of it changes nothing. */
    public MySqlException beforeExecution() {
        return forUnderWay != null
                ? forUnderWay
                : new MySqlConnectionLostException(message + "; the statement was not executed", cause, Written.NONE);
    }

    /** For a request of which nothing was sent. */
    public MySqlException unsent() {
        return closedByUser
                ? new MySqlClosedException(message)
                : new MySqlConnectionLostException(message + "; the statement was not sent", cause, Written.NONE);
    }

    String message() {
        return message;
    }

    @Nullable
    Throwable cause() {
        return cause;
    }
}

package dev.mysqlasync.internal.failure;

import dev.mysqlasync.MySqlClosedException;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Written;
import dev.mysqlasync.protocol.ErrPacket;
import org.jspecify.annotations.Nullable;

/** Why a connection ended, and the errors that follow for its requests. */
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

    /** The server said why it closes the connection. Only some of its errors also say that it executed nothing. */
    public static ConnectionLoss announced(ErrPacket error, boolean mariaDb) {
        return announced(Failures.ofServer(error, null, mariaDb));
    }

    /** As {@link #announced(ErrPacket, boolean)}, for an error in the answer to a command. */
    public static ConnectionLoss announced(MySqlServerException told) {
        return new ConnectionLoss(
                "the server ended the connection: " + told.getMessage(),
                told,
                told.isFatal() && told.isSafeToRetry() ? told : null,
                false,
                Written.ALL);
    }

    /** The server sent something that makes the connection unusable. */
    public static ConnectionLoss broken(MySqlException cause) {
        return new ConnectionLoss(
                "the connection was closed after an error: " + cause.getMessage(), cause, cause, false, Written.ALL);
    }

    /**
     * The transport lost the connection.
     *
     * @param cause {@code null} if the server closed it in an orderly way
     * @param unsent whether bytes were still waiting to be sent
     */
    public static ConnectionLoss cut(@Nullable Throwable cause, boolean unsent) {
        String message = cause == null
                ? "the server closed the connection"
                : "the connection was lost: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
        return new ConnectionLoss(message, cause, null, false, unsent ? Written.PARTIAL : Written.ALL);
    }

    /** For a request that was sent, at least in part, and not answered completely. */
    public MySqlException underWay() {
        if (closedByUser) {
            return new MySqlConnectionLostException(
                    "the connection was closed before the answer was complete", cause, written);
        }
        return forUnderWay != null ? forUnderWay : new MySqlConnectionLostException(message, cause, written);
    }

    /** For a request whose execution had not begun. What was sent of it changes nothing. */
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

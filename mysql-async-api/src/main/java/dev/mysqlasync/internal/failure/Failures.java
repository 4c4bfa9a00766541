package dev.mysqlasync.internal.failure;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlServerException.Trait;
import dev.mysqlasync.MySqlTransactionEndedException;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.PacketTooLargeException;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.session.DefinitionsTooLargeException;
import dev.mysqlasync.protocol.session.UninvitedFileRequestException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Converts internal failures to the exceptions that users see. */
public final class Failures {

    /**
     * ER_LOCK_WAIT_TIMEOUT: the server rolled back the statement, or with innodb_rollback_on_timeout the whole
     * transaction.
     */
    public static final int LOCK_WAIT_TIMEOUT = 1205;

    private Failures() {}

    /** The loss of the connection that something has failed with; {@code null} for none, and for another failure. */
    public static @Nullable MySqlException loss(@Nullable Throwable failure) {
        return failure != null && unwrapped(failure) instanceof MySqlException known && known.isFatal() ? known : null;
    }

    /** The failure of a future, without the {@link CompletionException} of derived futures. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? unwrapped(cause) : failure;
    }

    public static MySqlServerException ofServer(ErrPacket error, @Nullable String sql, boolean mariaDb) {
        return ServerErrors.of(error.code(), error.sqlState(), error.message(), sql, mariaDb);
    }

    /** The same error, with the trait that the server rolled back the whole transaction. */
    public static MySqlServerException ofRolledBack(MySqlServerException error) {
        Set<Trait> traits = EnumSet.of(Trait.TRANSACTION_ROLLED_BACK);
        if (error.isTransient()) {
            traits.add(Trait.TRANSIENT);
        }
        return new MySqlServerException(
                error.errorCode(), error.sqlState(), error.serverMessage(), error.category(), traits, error.sql());
    }

    /**
     * A statement ended the transaction that a nested part belongs to.
     *
     * @param sql the statement; {@code null} if it is not known
     */
    public static MySqlTransactionEndedException ofEndedTransaction(@Nullable String sql, Throwable cause) {
        return new MySqlTransactionEndedException(sql == null ? null : StatementText.withoutValues(sql), cause);
    }

    /** A command could not be encoded. Nothing of it was sent, and the connection stays usable. */
    public static Throwable ofSending(Throwable failure, @Nullable String sql) {
        if (failure instanceof PacketTooLargeException tooLarge) {
            return MySqlLimitException.commandTooLarge(tooLarge.size(), tooLarge.limit());
        }
        return failure;
    }

    /** The received data is not valid, or too large. The connection cannot continue. */
    public static MySqlException ofReceiving(Throwable failure) {
        if (failure instanceof PacketTooLargeException tooLarge) {
            return MySqlLimitException.rowTooLarge(tooLarge.limit());
        }
        if (failure instanceof DefinitionsTooLargeException tooLarge) {
            return MySqlLimitException.columnsTooLarge(tooLarge.limit());
        }
        if (failure instanceof MySqlException known) {
            return known;
        }
        if (failure instanceof MySqlProtocolException known) {
            return known;
        }
        if (failure instanceof UninvitedFileRequestException) {
            return new MySqlSecurityException(
                    "the server asked for a local file that the statement does not offer; for LOAD DATA LOCAL give"
                            + " the file with Statement.localInfile",
                    failure);
        }
        String message = failure instanceof ProtocolException
                ? String.valueOf(failure.getMessage())
                : "the response could not be read: " + failure;
        return new MySqlProtocolException(message, failure);
    }
}

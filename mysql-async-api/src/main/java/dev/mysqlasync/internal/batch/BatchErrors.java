package dev.mysqlasync.internal.batch;

import dev.mysqlasync.ErrorCategory;
import dev.mysqlasync.MySqlServerException;

/** What an error means for the rows behind it. */
final class BatchErrors {

    static final int ER_UNKNOWN_STMT_HANDLER = 1243;

    private static final int ER_SIGNAL_EXCEPTION = 1644;
    private static final int ER_UNSUPPORTED_PS = 1295;
    private static final int ER_UNKNOWN_COM_ERROR = 1047;

    private BatchErrors() {}

    /** Whether the error is of the transaction, of locks or of the server, and going on would make it worse. */
    static boolean endsBatch(MySqlServerException error) {
        return error.isFatal() || error.isTransient() || error.isTransactionRolledBack();
    }

    /** Whether the error is about the values of a row, so that another row may well be taken. */
    static boolean isOfRow(MySqlServerException error) {
        return error.category() == ErrorCategory.DATA
                || error.category() == ErrorCategory.INTEGRITY
                || error.errorCode() == ER_SIGNAL_EXCEPTION;
    }

    /**
     * Whether something on the way to the server does not know COM_STMT_BULK_EXECUTE, or does not know the prepared
     * statement any more; nothing was executed then.
     */
    static boolean isOfBulk(int code) {
        return code == ER_UNSUPPORTED_PS || code == ER_UNKNOWN_COM_ERROR || code == ER_UNKNOWN_STMT_HANDLER;
    }
}

package dev.mysqlasync.internal.batch;

import dev.mysqlasync.ErrorCategory;
import dev.mysqlasync.MySqlServerException;

/** What an error of one row means for later rows. */
final class BatchErrors {

    static final int ER_UNKNOWN_STMT_HANDLER = 1243;

    private static final int ER_SIGNAL_EXCEPTION = 1644;
    private static final int ER_UNSUPPORTED_PS = 1295;
    private static final int ER_UNKNOWN_COM_ERROR = 1047;

    private BatchErrors() {}

    /** Whether the error concerns the transaction, locks or the server, so that more rows would only make it worse. */
    static boolean endsBatch(MySqlServerException error) {
        return error.isFatal() || error.isTransient() || error.isTransactionRolledBack();
    }

    /** Whether the error concerns a row's values, so that other rows may succeed. */
    static boolean isOfRow(MySqlServerException error) {
        return error.category() == ErrorCategory.DATA
                || error.category() == ErrorCategory.INTEGRITY
                || error.errorCode() == ER_SIGNAL_EXCEPTION;
    }

    /**
     * Whether a proxy or the server does not support COM_STMT_BULK_EXECUTE, or no longer knows the prepared statement.
     * Nothing was executed then.
     */
    static boolean isOfBulk(int code) {
        return code == ER_UNSUPPORTED_PS || code == ER_UNKNOWN_COM_ERROR || code == ER_UNKNOWN_STMT_HANDLER;
    }
}

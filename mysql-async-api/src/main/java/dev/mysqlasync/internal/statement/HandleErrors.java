package dev.mysqlasync.internal.statement;

import dev.mysqlasync.ErrorCategory;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.protocol.ErrPacket;

/** What an error in an execution means for its prepared handle. */
public final class HandleErrors {

    private static final int ER_WRONG_ARGUMENTS = 1210;
    private static final int ER_CURSOR_SELECT_INTO = 1323;
    private static final int ER_UNKNOWN_STMT_HANDLER = 1243;
    private static final int ER_NEED_REPREPARE = 1615;

    /** MySQL 9.7 reports it if the table was recreated with columns of other types. */
    private static final int ER_COLLATION_OF_PARAMETER = 3988;

    private HandleErrors() {}

    /** Whether the server does not know the statement. */
    static boolean isUnknown(ErrPacket error) {
        return error.code() == ER_UNKNOWN_STMT_HANDLER;
    }

    /** Whether the statement was not executed because its handle is out of date. */
    public static boolean isOutOfDate(ErrPacket error) {
        return isUnknown(error) || error.code() == ER_NEED_REPREPARE || error.code() == ER_COLLATION_OF_PARAMETER;
    }

    /**
     * Whether the handle may convert later values differently because the server rejected a value. MySQL 9.7 keeps the
     * type that it tried to convert that value to. In a BIT column, a new handle stores the text {@code '9'} as the
     * byte 0x39. A handle that has rejected {@code '-2'} stores 9. In a YEAR column, they store {@code '0'} as 2000 and
     * 0000. Executions that were sent with the handle before the error arrived cannot be corrected.
     */
    public static boolean mayHaveSpoilt(ErrPacket error, CommandPipeline pipeline) {
        return !pipeline.isMariaDb() && pipeline.failure(error, null).category() == ErrorCategory.DATA;
    }

    /**
     * Whether the server opened no cursor for this kind of statement and did not run it (MySQL 9.7: SET, DDL and
     * others). Error 1210 is ambiguous, so the message is checked too; that fragment is never translated.
     */
    static boolean isOfCursor(ErrPacket error) {
        return error.code() == ER_CURSOR_SELECT_INTO
                || (error.code() == ER_WRONG_ARGUMENTS && error.message().contains("with cursor"));
    }
}

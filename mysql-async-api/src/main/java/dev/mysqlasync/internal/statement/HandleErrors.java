package dev.mysqlasync.internal.statement;

import dev.mysqlasync.ErrorCategory;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.protocol.ErrPacket;

/** What the error of an execution means for the handle that was executed. */
public final class HandleErrors {

    private static final int ER_WRONG_ARGUMENTS = 1210;
    private static final int ER_CURSOR_SELECT_INTO = 1323;
    private static final int ER_UNKNOWN_STMT_HANDLER = 1243;
    private static final int ER_NEED_REPREPARE = 1615;

    /** MySQL 9.7, when the table was made anew with columns of other types. */
    private static final int ER_COLLATION_OF_PARAMETER = 3988;

    private HandleErrors() {}

    /** Whether the server has no such statement. */
    static boolean isUnknown(ErrPacket error) {
        return error.code() == ER_UNKNOWN_STMT_HANDLER;
    }

    /** Whether the statement was not executed, for its handle is of no use any more. */
    public static boolean isOutOfDate(ErrPacket error) {
        return isUnknown(error) || error.code() == ER_NEED_REPREPARE || error.code() == ER_COLLATION_OF_PARAMETER;
    }

    /**
     * Whether the handle may store the next values as others: a value was refused. MySQL 9.7 keeps the type that it tried to convert
     * the value to. A text {@code '9'} for a BIT is the byte 39 hexadecimal with a new handle, and 9 with one that has refused
     * {@code '-2'}; {@code '0'} for a YEAR is 2000, and 0000. What was sent with the handle before the error came is not to be helped.
     */
    public static boolean mayHaveSpoilt(ErrPacket error, CommandPipeline pipeline) {
        return !pipeline.isMariaDb() && pipeline.failure(error, null).category() == ErrorCategory.DATA;
    }

    /**
     * Whether the server opened no cursor for this kind of statement and did not run it (MySQL 9.7: SET, DDL and others). Error 1210
     * is ambiguous, so the message is checked too; that fragment is never translated.
     */
    static boolean isOfCursor(ErrPacket error) {
        return error.code() == ER_CURSOR_SELECT_INTO
                || (error.code() == ER_WRONG_ARGUMENTS && error.message().contains("with cursor"));
    }
}

package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.sql.ClientRendering;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.protocol.ErrPacket;
import org.jspecify.annotations.Nullable;

/**
 * What an error in the answer to a PREPARE means. Some statements can be sent as text instead, with their values as
 * literals. Those are statements whose grammar accepts no parameters, such as SHOW, KILL and CREATE USER. Most servers
 * report a syntax error at their first {@code ?}.
 */
final class PrepareRefusal {

    private static final int ER_PARSE_ERROR = 1064;
    private static final int ER_UNSUPPORTED_PS = 1295;
    private static final int ER_PS_MANY_PARAM = 1390;
    private static final int ER_MAX_PREPARED_STMT_COUNT_REACHED = 1461;

    /** MySQL 9.7: the statement accepts no parameters, but can be prepared without them. */
    private static final int ER_PARAMETERS_ONLY_IN_DML = 6413;

    private PrepareRefusal() {}

    /** Whether the server only had too many prepared statements. */
    static boolean isOfRoom(ErrPacket error) {
        return error.code() == ER_MAX_PREPARED_STMT_COUNT_REACHED;
    }

    /**
     * Whether the statement can never be prepared. A syntax error means that only if a parameter stands where the
     * grammar accepts nothing but literals.
     */
    static boolean isForGood(ErrPacket error, StatementTraits traits) {
        return error.code() == ER_UNSUPPORTED_PS
                || error.code() == ER_PARAMETERS_ONLY_IN_DML
                || (error.code() == ER_PARSE_ERROR && traits.takesLiteralsAlone());
    }

    /** Records that a statement can never be prepared, so that nobody tries again. */
    static void note(ErrPacket error, StatementTraits traits) {
        if (isForGood(error, traits)) {
            traits.cannotBePrepared(true);
        }
    }

    /** The statement with its values as literals; {@code null} if the error is its own fault. */
    static @Nullable String asText(ErrPacket error, String sql, CommandPipeline pipeline, @Nullable Object[] values) {
        boolean mayBeText =
                isOfRoom(error) || error.code() == ER_PS_MANY_PARAM || isForGood(error, pipeline.traits(sql));
        if (!mayBeText) {
            return null;
        }
        try {
            return ClientRendering.render(sql, pipeline.sqlModes(), values);
        } catch (IllegalArgumentException e) {
            return null; // the server's error is more helpful than this one
        }
    }

    /**
     * The error to report for a statement that was rejected and then sent as text. If both errors are syntax errors, it
     * is the first one, which quotes the statement without its values.
     */
    static ErrPacket told(ErrPacket refusal, ErrPacket ofText) {
        boolean isSame = refusal.code() == ER_PARSE_ERROR && ofText.code() == ER_PARSE_ERROR;
        return isSame ? refusal : ofText;
    }
}

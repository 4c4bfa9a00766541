package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.sql.ClientRendering;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.protocol.ErrPacket;
import org.jspecify.annotations.Nullable;

/**
 * What the error of a PREPARE means. Some statements can be sent with their values in them instead: those whose grammar takes no
 * parameters, such as SHOW, KILL, CREATE USER. Most servers call the first {@code ?} in them a syntax error.
 */
final class PrepareRefusal {

    private static final int ER_PARSE_ERROR = 1064;
    private static final int ER_UNSUPPORTED_PS = 1295;
    private static final int ER_PS_MANY_PARAM = 1390;
    private static final int ER_MAX_PREPARED_STMT_COUNT_REACHED = 1461;

    /** MySQL 9.7, of statements that take no parameters but can be prepared without. */
    private static final int ER_PARAMETERS_ONLY_IN_DML = 6413;

    private PrepareRefusal() {}

    /** Whether nothing but the server's room for statements was in the way. */
    static boolean isOfRoom(ErrPacket error) {
        return error.code() == ER_MAX_PREPARED_STMT_COUNT_REACHED;
    }

    /** Whether the statement can never be prepared. Of mistakes of syntax that is so where a literal may stand and no parameter. */
    static boolean isForGood(ErrPacket error, StatementTraits traits) {
        return error.code() == ER_UNSUPPORTED_PS
                || error.code() == ER_PARAMETERS_ONLY_IN_DML
                || (error.code() == ER_PARSE_ERROR && traits.takesLiteralsAlone());
    }

    /** Notes a statement that can never be prepared, so that nobody tries it again. */
    static void note(ErrPacket error, StatementTraits traits) {
        if (isForGood(error, traits)) {
            traits.cannotBePrepared(true);
        }
    }

    /** The statement with its values in it, {@code null} where it is refused for what is its own fault. */
    static @Nullable String asText(ErrPacket error, String sql, CommandPipeline pipeline, @Nullable Object[] values) {
        boolean mayBeText =
                isOfRoom(error) || error.code() == ER_PS_MANY_PARAM || isForGood(error, pipeline.traits(sql));
        if (!mayBeText) {
            return null;
        }
        try {
            return ClientRendering.render(sql, pipeline.sqlModes(), values);
        } catch (IllegalArgumentException e) {
            return null; // it cannot be rendered either, and the server's error is the better one
        }
    }

    /** Which error is told of a statement that was refused and then sent as text: of two mistakes of syntax that without the values. */
    static ErrPacket told(ErrPacket refusal, ErrPacket ofText) {
        boolean isSame = refusal.code() == ER_PARSE_ERROR && ofText.code() == ER_PARSE_ERROR;
        return isSame ? refusal : ofText;
    }
}

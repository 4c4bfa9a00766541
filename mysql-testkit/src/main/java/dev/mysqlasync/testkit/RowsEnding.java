package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ErrPacket;
import org.jspecify.annotations.Nullable;

/**
 * How a resultset ends.
 *
 * @param kind the kind of ending
 * @param afterRows the number of rows before the end, for all kinds except {@link Kind#COMPLETE}
 * @param error the error of {@link Kind#ERROR}; null otherwise
 */
record RowsEnding(Kind kind, long afterRows, @Nullable ErrPacket error) {

    enum Kind {
        COMPLETE,
        ERROR,
        CLOSE,
        RESET
    }

    static final RowsEnding COMPLETE = new RowsEnding(Kind.COMPLETE, Long.MAX_VALUE, null);

    RowsEnding {
        if (afterRows < 0) {
            throw new IllegalArgumentException("the number of rows must not be negative: " + afterRows);
        }
    }
}

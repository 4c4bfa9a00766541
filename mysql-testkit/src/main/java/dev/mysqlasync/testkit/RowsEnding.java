package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ErrPacket;
import org.jspecify.annotations.Nullable;

/**
 * How a resultset ends.
 *
 * @param kind in which way
 * @param afterRows after how many rows, for all kinds but {@link Kind#COMPLETE}
 * @param error the error of {@link Kind#ERROR}, otherwise null
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
            throw new IllegalArgumentException("a negative number of rows: " + afterRows);
        }
    }
}

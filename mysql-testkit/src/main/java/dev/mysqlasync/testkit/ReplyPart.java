package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ErrPacket;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One result of a {@link Reply}, with the time to let pass before it. */
sealed interface ReplyPart {

    Duration delay();

    ReplyPart delayed(Duration delay);

    /** Whether nothing can follow in the same answer. */
    default boolean isEnd() {
        return true;
    }

    record Ok(Duration delay, long affectedRows, long lastInsertId, int warnings, String info) implements ReplyPart {
        @Override
        public Ok delayed(Duration delay) {
            return new Ok(delay, affectedRows, lastInsertId, warnings, info);
        }

        @Override
        public boolean isEnd() {
            return false;
        }
    }

    record Err(Duration delay, ErrPacket packet) implements ReplyPart {
        @Override
        public Err delayed(Duration delay) {
            return new Err(delay, packet);
        }
    }

    /**
     * A resultset.
     *
     * @param extraStatus bits of {@link dev.mysqlasync.protocol.StatusFlag} at its end
     */
    record Rows(
            Duration delay,
            List<ColumnDefinition41> columns,
            Supplier<? extends Iterator<? extends List<? extends @Nullable Object>>> rows,
            RowsEnding ending,
            int warnings,
            int extraStatus)
            implements ReplyPart {
        @Override
        public Rows delayed(Duration delay) {
            return new Rows(delay, columns, rows, ending, warnings, extraStatus);
        }

        @Override
        public boolean isEnd() {
            return ending.kind() != RowsEnding.Kind.COMPLETE;
        }

        @Override
        public String toString() {
            return "Rows[" + columns.size() + " columns, " + ending + "]";
        }
    }

    /** Payloads of packets, which get headers, or bytes as they are. */
    record Raw(Duration delay, List<byte[]> chunks, boolean framed) implements ReplyPart {
        @Override
        public Raw delayed(Duration delay) {
            return new Raw(delay, chunks, framed);
        }

        @Override
        public boolean isEnd() {
            return false;
        }
    }

    /** The columns of a resultset whose rows a cursor keeps. */
    record CursorOpened(Duration delay, List<ColumnDefinition41> columns) implements ReplyPart {
        @Override
        public CursorOpened delayed(Duration delay) {
            return new CursorOpened(delay, columns);
        }
    }

    /**
     * Rows of a cursor, which come without their columns.
     *
     * @param rows the payloads of their packets
     * @param extraStatus bits of {@link dev.mysqlasync.protocol.StatusFlag} at their end
     */
    record Fetched(Duration delay, List<byte[]> rows, int extraStatus) implements ReplyPart {
        @Override
        public Fetched delayed(Duration delay) {
            return new Fetched(delay, rows, extraStatus);
        }
    }

    /** The request for a local file; what follows is sent once the file is here. */
    record FileRequest(Duration delay, String fileName) implements ReplyPart {
        @Override
        public FileRequest delayed(Duration delay) {
            return new FileRequest(delay, fileName);
        }

        @Override
        public boolean isEnd() {
            return false;
        }
    }

    /** No answer, ever. */
    record Never(Duration delay) implements ReplyPart {
        @Override
        public Never delayed(Duration delay) {
            return new Never(delay);
        }
    }

    /** The end of the connection in place of an answer. */
    record Disconnect(Duration delay, boolean reset) implements ReplyPart {
        @Override
        public Disconnect delayed(Duration delay) {
            return new Disconnect(delay, reset);
        }
    }
}

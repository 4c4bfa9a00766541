package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ErrPacket;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One part of a {@link Reply}, with the delay before it. */
sealed interface ReplyPart {

    Duration delay();

    ReplyPart delayed(Duration delay);

    /** Whether no other part can follow. */
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
     * @param extraStatus bits of {@link dev.mysqlasync.protocol.StatusFlag} to set at its end
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

    /** Packet payloads if {@code framed}, else bytes without packet headers. */
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

    /** The columns of a resultset whose rows are fetched from a cursor. */
    record CursorOpened(Duration delay, List<ColumnDefinition41> columns) implements ReplyPart {
        @Override
        public CursorOpened delayed(Duration delay) {
            return new CursorOpened(delay, columns);
        }
    }

    /**
     * Rows fetched from a cursor, without column definitions.
     *
     * @param rows the payloads of their packets
     * @param extraStatus bits of {@link dev.mysqlasync.protocol.StatusFlag} to set at their end
     */
    record Fetched(Duration delay, List<byte[]> rows, int extraStatus) implements ReplyPart {
        @Override
        public Fetched delayed(Duration delay) {
            return new Fetched(delay, rows, extraStatus);
        }
    }

    /** A LOCAL INFILE request. The next part is sent when the file has been received. */
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

    /** No answer. */
    record Never(Duration delay) implements ReplyPart {
        @Override
        public Never delayed(Duration delay) {
            return new Never(delay);
        }
    }

    /** The end of the connection instead of an answer. */
    record Disconnect(Duration delay, boolean reset) implements ReplyPart {
        @Override
        public Disconnect delayed(Duration delay) {
            return new Disconnect(delay, reset);
        }
    }
}

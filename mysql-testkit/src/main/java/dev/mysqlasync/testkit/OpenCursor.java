package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.RowEncoder;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.StatusFlag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An open cursor: the rows of a resultset that wait for COM_STMT_FETCH. */
final class OpenCursor {

    private final ReplyPart.Rows result;
    private @Nullable Iterator<? extends List<? extends @Nullable Object>> rows;
    private long sent;
    private boolean open = true;

    OpenCursor(ReplyPart.Rows result) {
        this.result = result;
    }

    /**
     * Fetches the next rows. As on real servers, only a fetch that asks for more rows than are left finds the end.
     *
     * @param most the maximum number of rows
     */
    Reply fetch(long most) {
        Iterator<? extends List<? extends @Nullable Object>> source = rows;
        if (source == null) {
            source = result.rows().get();
            rows = source;
        }
        List<byte[]> fetched = new ArrayList<>();
        while (fetched.size() < most && sent < result.ending().afterRows() && source.hasNext()) {
            fetched.add(encode(source.next()));
            sent++;
        }
        boolean more = fetched.size() == most;
        open = more;
        if (more || result.ending().kind() == RowsEnding.Kind.COMPLETE) {
            int status = more ? StatusFlag.SERVER_STATUS_CURSOR_EXISTS : StatusFlag.SERVER_STATUS_LAST_ROW_SENT;
            return ComposedReply.of(new ReplyPart.Fetched(Duration.ZERO, fetched, status));
        }
        return ComposedReply.of(new ReplyPart.Raw(Duration.ZERO, fetched, true)).then(ending());
    }

    /** Whether no fetch has found the end. */
    boolean isOpen() {
        return open;
    }

    private byte[] encode(List<? extends @Nullable Object> row) {
        PayloadWriter out = new PayloadWriter();
        RowEncoder.encode(out, RowFormat.BINARY, result.columns(), row);
        return out.toByteArray();
    }

    private Reply ending() {
        RowsEnding ending = result.ending();
        return switch (ending.kind()) {
            case ERROR -> ComposedReply.of(new ReplyPart.Err(Duration.ZERO, Objects.requireNonNull(ending.error())));
            case RESET -> Replies.reset();
            case CLOSE, COMPLETE -> Replies.disconnect();
        };
    }
}

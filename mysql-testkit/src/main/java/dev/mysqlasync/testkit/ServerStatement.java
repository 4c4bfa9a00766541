package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ComStmtBulkExecute;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.LongData;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.testkit.sql.SqlText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A prepared statement of one connection, with the parameter state that outlives a command. */
final class ServerStatement {

    private final int id;
    private final String sql;
    private final int parameterCount;
    private final Map<Integer, ByteArrayOutputStream> longData = new HashMap<>();
    private int @Nullable [] types;
    private @Nullable OpenCursor cursor;

    ServerStatement(int id, String sql) {
        this.id = id;
        this.sql = sql;
        this.parameterCount = SqlText.parameterCount(sql);
    }

    int id() {
        return id;
    }

    String sql() {
        return sql;
    }

    int parameterCount() {
        return parameterCount;
    }

    void appendLongData(int parameter, ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(data.position(), bytes);
        longData.computeIfAbsent(parameter, index -> new ByteArrayOutputStream())
                .writeBytes(bytes);
    }

    /** Discards long data and closes the cursor, as COM_STMT_RESET does. */
    void reset() {
        longData.clear();
        cursor = null;
    }

    /** The cursor that the last execution opened; null if there is none or it has been read to its end. */
    @Nullable
    OpenCursor cursor() {
        return cursor != null && cursor.isOpen() ? cursor : null;
    }

    /** If the reply is a single resultset, opens a cursor on its rows and returns the reply without them. */
    Reply openCursor(Reply reply) {
        if (reply.parts().size() != 1 || !(reply.parts().get(0) instanceof ReplyPart.Rows rows)) {
            return reply;
        }
        cursor = new OpenCursor(rows);
        return new ComposedReply(List.of(new ReplyPart.CursorOpened(rows.delay(), rows.columns())), reply.fault());
    }

    /** Decodes COM_STMT_EXECUTE, with long data as parameter values. Discards the long data. */
    ComStmtExecute decodeExecute(PayloadReader in, long capabilities) {
        int[] newTypes = ComStmtExecute.newTypes(in, capabilities, parameterCount);
        if (newTypes != null) {
            types = newTypes;
        }
        BitSet sentBefore = new BitSet();
        longData.keySet().forEach(sentBefore::set);
        ComStmtExecute command = ComStmtExecute.decode(in, capabilities, parameterCount, types, sentBefore);
        List<@Nullable Object> values = new ArrayList<>(command.parameters());
        for (int i = 0; i < values.size(); i++) {
            values.set(i, resolved(values.get(i), i));
        }
        reset();
        return new ComStmtExecute(id, command.readOnlyCursor(), values, command.attributes());
    }

    /** Decodes COM_STMT_BULK_EXECUTE. */
    ComStmtBulkExecute decodeBulkExecute(PayloadReader in) {
        int[] newTypes = ComStmtBulkExecute.newTypes(in, parameterCount);
        if (newTypes != null) {
            types = newTypes;
        }
        reset();
        return ComStmtBulkExecute.decode(in, parameterCount, types);
    }

    private @Nullable Object resolved(@Nullable Object value, int index) {
        ByteArrayOutputStream bytes = longData.get(index);
        if (!(value instanceof LongData kind) || bytes == null) {
            return value;
        }
        return kind == LongData.TEXT ? bytes.toString(StandardCharsets.UTF_8) : bytes.toByteArray();
    }
}

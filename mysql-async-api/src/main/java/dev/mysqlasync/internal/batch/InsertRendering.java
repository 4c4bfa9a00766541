package dev.mysqlasync.internal.batch;

import dev.mysqlasync.internal.sql.ClientRendering;
import dev.mysqlasync.internal.sql.InsertText;
import dev.mysqlasync.internal.sql.ParameterText;
import dev.mysqlasync.internal.sql.SqlModes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an INSERT with literals for many rows, as far as they fit into one command. */
final class InsertRendering {

    private static final String SEPARATOR = ", ";

    private final InsertText insert;
    private final ParameterText row;
    private final StringBuilder text = new StringBuilder();
    private long room;
    private boolean empty = true;

    /**
     * @param room the maximum length of the text, in bytes
     */
    InsertRendering(InsertText insert, SqlModes modes, long room) {
        this.insert = insert;
        this.row = ParameterText.of(insert.row(), modes);
        this.room = room - utf8Length(insert.head()) - utf8Length(insert.tail());
        text.append(insert.head());
    }

    /** Adds a row. Returns false if it does not fit. */
    boolean add(List<@Nullable Object> values) {
        String rendered = ClientRendering.render(row, values);
        room -= utf8Length(rendered) + (empty ? 0 : SEPARATOR.length());
        if (room < 0) {
            return false;
        }
        text.append(empty ? "" : SEPARATOR).append(rendered);
        empty = false;
        return true;
    }

    String sql() {
        return text + insert.tail();
    }

    static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}

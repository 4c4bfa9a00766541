package dev.mysqlasync;

import java.util.Objects;

/**
 * An argument of a statement whose value is sent piece by piece ahead of it, and need not be in memory at once. It can stand
 * wherever a {@code String} or {@code byte[]} can, but in the rows of a batch; all other statements of the connection wait meanwhile.
 *
 * <p>The server puts the value together, and refuses one that is longer than its {@code max_allowed_packet}. When the source
 * fails, or the future is cancelled while it is being sent, the statement is not executed and the connection stays
 * usable.
 *
 * @param source the value's bytes
 * @param isText whether they are text in UTF-8, as opposed to bytes
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_send_long_data.html">COM_STMT_SEND_LONG_DATA</a>
 */
public record LongParameter(ByteSource source, boolean isText) {

    public LongParameter {
        Objects.requireNonNull(source, "source");
    }

    /** Bytes, for a BLOB and its like. */
    public static LongParameter ofBytes(ByteSource source) {
        return new LongParameter(source, false);
    }

    /** Text in UTF-8, for a TEXT and its like. */
    public static LongParameter ofText(ByteSource source) {
        return new LongParameter(source, true);
    }
}

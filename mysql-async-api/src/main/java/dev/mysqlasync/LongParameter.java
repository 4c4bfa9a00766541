package dev.mysqlasync;

import java.util.Objects;

/**
 * An argument whose value is sent in parts before the statement, and need not be in memory as a whole. It can stand
 * wherever a {@code String} or {@code byte[]} can, except in the rows of a batch. Later statements of the connection
 * wait until the value has been sent.
 *
 * <p>The server assembles the value. It rejects a value that is longer than its {@code max_allowed_packet}. If the
 * source fails, or the future is cancelled while the value is being sent, the statement is not executed. The connection
 * stays usable.
 *
 * @param source the value's bytes
 * @param isText whether the bytes are UTF-8 text; otherwise they are binary
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_send_long_data.html">MySQL
 *     Source Code Documentation, COM_STMT_SEND_LONG_DATA</a>
 */
public record LongParameter(ByteSource source, boolean isText) {

    public LongParameter {
        Objects.requireNonNull(source, "source");
    }

    /** A binary value, as for a BLOB column. */
    public static LongParameter ofBytes(ByteSource source) {
        return new LongParameter(source, false);
    }

    /** A UTF-8 text value, as for a TEXT column. */
    public static LongParameter ofText(ByteSource source) {
        return new LongParameter(source, true);
    }
}

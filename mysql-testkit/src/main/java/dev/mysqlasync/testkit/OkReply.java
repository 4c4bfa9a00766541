package dev.mysqlasync.testkit;

import java.time.Duration;
import java.util.List;

/**
 * A reply of one OK packet. Immutable: each method returns a changed copy.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html">OK_Packet</a>
 */
public final class OkReply extends Reply {

    static final OkReply EMPTY = new OkReply(0, 0, 0, "");

    private final long affectedRows;
    private final long lastInsertId;
    private final int warnings;
    private final String info;

    private OkReply(long affectedRows, long lastInsertId, int warnings, String info) {
        this.affectedRows = affectedRows;
        this.lastInsertId = lastInsertId;
        this.warnings = warnings;
        this.info = info;
    }

    /** Sets the number of affected rows, an unsigned 64-bit number. */
    public OkReply affected(long rows) {
        return new OkReply(rows, lastInsertId, warnings, info);
    }

    /** Sets the last insert id, an unsigned 64-bit number. */
    public OkReply insertId(long id) {
        return new OkReply(affectedRows, id, warnings, info);
    }

    /** Sets the number of warnings, 0 to 65535. */
    public OkReply warnings(int count) {
        return new OkReply(affectedRows, lastInsertId, count, info);
    }

    /** Sets the info text, such as {@code Rows matched: 3 Changed: 1 Warnings: 0}. */
    public OkReply info(String text) {
        return new OkReply(affectedRows, lastInsertId, warnings, text);
    }

    @Override
    List<ReplyPart> parts() {
        return List.of(new ReplyPart.Ok(Duration.ZERO, affectedRows, lastInsertId, warnings, info));
    }
}

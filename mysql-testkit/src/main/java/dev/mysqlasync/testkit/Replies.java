package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.testkit.sql.ColumnList;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Creates {@link Reply replies}. Meant for static import. */
public final class Replies {

    private Replies() {}

    /**
     * A resultset without rows; add them with {@link RowsReply#row}.
     *
     * @param columns names and types as in CREATE TABLE: {@code id BIGINT UNSIGNED NOT NULL, name VARCHAR(50)}
     * @throws IllegalArgumentException if a column is malformed
     */
    public static RowsReply rows(String columns) {
        return RowsReply.of(ColumnList.parse(columns));
    }

    /** An OK packet with all fields zero or empty. */
    public static OkReply ok() {
        return OkReply.EMPTY;
    }

    /**
     * An ERR packet. The connection stays usable.
     *
     * @param code the error code, 1 to 65535
     * @param sqlState the SQLSTATE, five characters
     * @param message the error message
     */
    public static Reply error(int code, String sqlState, String message) {
        return ComposedReply.of(new ReplyPart.Err(Duration.ZERO, new ErrPacket(code, sqlState, message)));
    }

    /**
     * A LOCAL INFILE request, the answer to LOAD DATA LOCAL. The file is kept in {@link FakeMySqlServer#files}. The
     * server then answers OK with the number of its lines, or sends the replies added by {@link Reply#then}.
     */
    public static Reply requestFile(String fileName) {
        return ComposedReply.of(new ReplyPart.FileRequest(Duration.ZERO, fileName));
    }

    /** No answer until the connection is closed. KILL QUERY is answered by error 1317. */
    public static Reply never() {
        return ComposedReply.of(new ReplyPart.Never(Duration.ZERO));
    }

    /** The server closes the connection instead of answering. */
    public static Reply disconnect() {
        return ComposedReply.of(new ReplyPart.Disconnect(Duration.ZERO, false));
    }

    /** The server resets the connection instead of answering. A unix socket is closed instead. */
    public static Reply reset() {
        return ComposedReply.of(new ReplyPart.Disconnect(Duration.ZERO, true));
    }

    /** Packets with these payloads. The server adds their headers. */
    public static Reply raw(byte[]... payloads) {
        return ComposedReply.of(new ReplyPart.Raw(Duration.ZERO, copies(payloads), true));
    }

    /** These bytes, without packet headers. */
    public static Reply unframed(byte... bytes) {
        return ComposedReply.of(new ReplyPart.Raw(Duration.ZERO, copies(bytes), false));
    }

    private static List<byte[]> copies(byte[]... arrays) {
        return Arrays.stream(arrays).map(byte[]::clone).toList();
    }
}

package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.testkit.sql.ColumnList;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Makes {@link Reply replies}. Meant to be imported statically. */
public final class Replies {

    private Replies() {}

    /**
     * A resultset without rows, which are added to it.
     *
     * @param columns names and types as CREATE TABLE has them: {@code id BIGINT UNSIGNED NOT NULL, name VARCHAR(50)}
     * @throws IllegalArgumentException if that cannot be read
     */
    public static RowsReply rows(String columns) {
        return RowsReply.of(ColumnList.parse(columns));
    }

    /** An OK packet that says nothing more yet. */
    public static OkReply ok() {
        return OkReply.EMPTY;
    }

    /**
     * An error; the connection stays usable.
     *
     * @param code 1 to 65535
     * @param sqlState five characters
     */
    public static Reply error(int code, String sqlState, String message) {
        return ComposedReply.of(new ReplyPart.Err(Duration.ZERO, new ErrPacket(code, sqlState, message)));
    }

    /**
     * The request for a local file, which answers LOAD DATA LOCAL. The file is kept in {@link FakeMySqlServer#files}, and
     * then answered by OK with the number of its lines, or by the replies that {@link Reply#then} adds.
     */
    public static Reply requestFile(String fileName) {
        return ComposedReply.of(new ReplyPart.FileRequest(Duration.ZERO, fileName));
    }

    /** No answer until the connection ends, or KILL QUERY gives the error 1317. */
    public static Reply never() {
        return ComposedReply.of(new ReplyPart.Never(Duration.ZERO));
    }

    /** The connection is closed in place of an answer. */
    public static Reply disconnect() {
        return ComposedReply.of(new ReplyPart.Disconnect(Duration.ZERO, false));
    }

    /** The connection is reset in place of an answer; over a unix socket it is closed. */
    public static Reply reset() {
        return ComposedReply.of(new ReplyPart.Disconnect(Duration.ZERO, true));
    }

    /** Packets with these payloads; the server adds their headers. */
    public static Reply raw(byte[]... payloads) {
        return ComposedReply.of(new ReplyPart.Raw(Duration.ZERO, copies(payloads), true));
    }

    /** These bytes as they are, without headers of packets. */
    public static Reply unframed(byte... bytes) {
        return ComposedReply.of(new ReplyPart.Raw(Duration.ZERO, copies(bytes), false));
    }

    private static List<byte[]> copies(byte[]... arrays) {
        return Arrays.stream(arrays).map(byte[]::clone).toList();
    }
}

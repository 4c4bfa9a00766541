package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.RowEncoder;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.StatusFlag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reply of one resultset. {@link RowEncoder} says which values a column accepts. Immutable: each method returns a
 * changed copy.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset.html">Text
 *     Resultset</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class RowsReply extends Reply {

    private final ReplyPart.Rows part;
    private final @Nullable List<List<@Nullable Object>> listed; // null: the rows are generated

    private RowsReply(ReplyPart.Rows part, @Nullable List<List<@Nullable Object>> listed) {
        this.part = part;
        this.listed = listed;
    }

    static RowsReply of(List<ColumnDefinition41> columns) {
        List<List<@Nullable Object>> none = List.of();
        return new RowsReply(
                new ReplyPart.Rows(Duration.ZERO, columns, none::iterator, RowsEnding.COMPLETE, 0, 0), none);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if the number of values is not that of the columns, or a column cannot hold its
     *     value
     * @throws IllegalStateException after {@link #generate}
     */
    public RowsReply row(@Nullable Object... values) {
        if (listed == null) {
            throw new IllegalStateException("no row can be added: the rows are generated");
        }
        List<@Nullable Object> row = Collections.unmodifiableList(Arrays.asList(values.clone()));
        RowEncoder.encode(new PayloadWriter(), RowFormat.TEXT, part.columns(), row);
        RowEncoder.encode(new PayloadWriter(), RowFormat.BINARY, part.columns(), row);
        List<List<@Nullable Object>> rows = new ArrayList<>(listed);
        rows.add(row);
        return new RowsReply(withRows(rows::iterator), rows);
    }

    /**
     * Generates the rows while they are sent, at the pace of the client, so that any number of rows can be sent. If a
     * row does not fit its columns, or the iterator throws, an error is sent instead of the row, and
     * {@link FakeMySqlServer#verifyNoUnexpected} fails.
     *
     * @param rows supplies an iterator each time the reply is sent, on the connection's thread; must not block
     */
    public RowsReply generate(Supplier<? extends Iterator<? extends List<? extends @Nullable Object>>> rows) {
        return new RowsReply(withRows(rows), null);
    }

    /** Sets the number of warnings, 0 to 65535. */
    public RowsReply warnings(int count) {
        return with(new ReplyPart.Rows(
                part.delay(), part.columns(), part.rows(), part.ending(), count, part.extraStatus()));
    }

    /** Marks the resultset as the OUT parameters of a CALL. */
    public RowsReply outParameters() {
        return with(new ReplyPart.Rows(
                part.delay(),
                part.columns(),
                part.rows(),
                part.ending(),
                part.warnings(),
                part.extraStatus() | StatusFlag.SERVER_PS_OUT_PARAMS));
    }

    /** Sends an error after {@code rows} rows, or after all rows if there are fewer. */
    public RowsReply rowsThenError(long rows, int code, String sqlState, String message) {
        return ending(new RowsEnding(RowsEnding.Kind.ERROR, rows, new ErrPacket(code, sqlState, message)));
    }

    /** Closes the connection after {@code rows} rows, or after all rows if there are fewer. */
    public RowsReply disconnectAfterRows(long rows) {
        return ending(new RowsEnding(RowsEnding.Kind.CLOSE, rows, null));
    }

    /** Resets the connection after {@code rows} rows. A unix socket is closed instead. */
    public RowsReply resetAfterRows(long rows) {
        return ending(new RowsEnding(RowsEnding.Kind.RESET, rows, null));
    }

    @Override
    List<ReplyPart> parts() {
        return List.of(part);
    }

    private RowsReply with(ReplyPart.Rows changed) {
        return new RowsReply(changed, listed);
    }

    private ReplyPart.Rows withRows(Supplier<? extends Iterator<? extends List<? extends @Nullable Object>>> rows) {
        return new ReplyPart.Rows(
                part.delay(), part.columns(), rows, part.ending(), part.warnings(), part.extraStatus());
    }

    private RowsReply ending(RowsEnding ending) {
        return with(new ReplyPart.Rows(
                part.delay(), part.columns(), part.rows(), ending, part.warnings(), part.extraStatus()));
    }
}

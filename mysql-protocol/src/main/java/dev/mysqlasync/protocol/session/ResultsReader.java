package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.LocalInfileRequest;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PacketAssembler;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ProgressPacket;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.ResultSetHeader;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads any number of results: the response to COM_QUERY (text protocol), COM_STMT_EXECUTE and COM_STMT_FETCH (binary
 * protocol).
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response.html">COM_QUERY
 *     Response</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class ResultsReader extends ResponseReader {

    private static final int EOF_LENGTH = 5;

    /** A state of the reader: how it reads the next packet. Each state's comment names its exits. */
    private interface Step {
        Reading read(PayloadReader packet, ClientSession session);
    }

    private final ResultSink sink;
    private final RowFormat format;
    private final @Nullable LocalInfileSink infile; // null: the command does not allow LOCAL INFILE
    private final boolean isShort;
    private @Nullable StatementLayout known; // the columns of the first result
    private Step step;
    private boolean cursorWanted;
    private boolean infileRequested;
    private boolean infileEnded;

    public ResultsReader(RowFormat format, ResultSink sink) {
        this(format, sink, null, false);
    }

    private ResultsReader(RowFormat format, ResultSink sink, @Nullable LocalInfileSink infile, boolean isShort) {
        this.format = format;
        this.sink = sink;
        this.infile = infile;
        this.isShort = isShort;
        this.step = this::head;
    }

    /**
     * Creates a reader for a COM_QUERY that allows a LOCAL INFILE request. The command is a fence: no other command can
     * be sent before its response is complete.
     */
    public static ResultsReader invitingInfile(ResultSink sink, LocalInfileSink infile) {
        return new ResultsReader(RowFormat.TEXT, sink, infile, false);
    }

    /**
     * Creates a reader for a query of the driver's own, whose result is a few short rows. Its packets have the limit of
     * packets without rows.
     */
    public static ResultsReader ofShortAnswer(ResultSink sink) {
        return new ResultsReader(RowFormat.TEXT, sink, null, true);
    }

    /**
     * Creates a reader for COM_STMT_EXECUTE and COM_STMT_BULK_EXECUTE with {@link
     * dev.mysqlasync.protocol.Capability#MARIADB_CLIENT_CACHE_METADATA}. The server then omits the definitions of the
     * first result if they have not changed since it last sent them for the statement.
     *
     * @param known supplies omitted definitions and stores received ones; the PREPARE may still be open when this
     *     reader is created
     */
    public static ResultsReader ofExecute(StatementLayout known, ResultSink sink) {
        ResultsReader reader = new ResultsReader(RowFormat.BINARY, sink);
        reader.known = known;
        return reader;
    }

    /** Creates a reader for COM_STMT_FETCH, whose rows come without definitions. */
    public static ResultsReader ofFetch(RowLayout layout, ResultSink sink) {
        ResultsReader reader = new ResultsReader(layout.format(), sink);
        reader.step = reader.new Rows(layout, 0);
        return reader;
    }

    @Override
    void sent(ClientCommand command, int firstSequence) {
        super.sent(command, firstSequence);
        cursorWanted = command instanceof ComStmtExecute execute && execute.readOnlyCursor();
    }

    @Override
    long maxPacket(SessionLimits limits) {
        return isShort ? super.maxPacket(limits) : limits.maxReceived();
    }

    @Override
    boolean isFence() {
        return infile != null;
    }

    /** Whether the server has requested the file and has not received all of it. */
    boolean takesInfile() {
        return infileRequested && !infileEnded;
    }

    void infileEnded() {
        infileEnded = true;
        step = this::head;
    }

    @Override
    Reading read(PayloadReader packet, ClientSession session) {
        return step.read(packet, session);
    }

    /**
     * The head of a result. Exits: itself (OK with more results), {@link #infileDue}, {@link Columns}, without
     * definitions {@link EndOfColumns}, or the end.
     */
    private Reading head(PayloadReader packet, ClientSession session) {
        switch (packet.peek()) {
            case 0x00 -> {
                OkPacket ok = OkPacket.decode(packet, session.capabilities());
                session.executed(ok);
                sink.ok(ok);
                return nextResult(ok.statusFlags());
            }
            case 0xFF -> {
                return error(packet, session);
            }
            case 0xFB -> requestInfile(packet);
            default -> beginRows(ResultSetHeader.decode(packet, session.capabilities()));
        }
        return Reading.CONTINUES;
    }

    private void requestInfile(PayloadReader packet) {
        if (infile == null || infileRequested) {
            throw new UninvitedFileRequestException();
        }
        infileRequested = true;
        step = this::infileDue;
        infile.localInfile(LocalInfileRequest.decode(packet).fileName());
    }

    /**
     * The client is sending the file. Exits: the end; {@link #head} when the file has been sent, see
     * {@link #infileEnded}.
     */
    private Reading infileDue(PayloadReader packet, ClientSession session) {
        if (packet.peek() != 0xFF) {
            throw new ProtocolException("the server answered before the end of the file that it had requested");
        }
        return error(packet, session);
    }

    private void beginRows(ResultSetHeader header) {
        if (header.metadataFollows()) {
            step = new Columns(header.columnCount());
            return;
        }
        RowLayout layout = known == null ? null : known.columns();
        if (layout == null || layout.columnCount() != header.columnCount()) {
            throw new ProtocolException("the server sent a result of " + header.columnCount()
                    + " columns without column definitions, and no cached ones match");
        }
        step = new EndOfColumns(layout);
    }

    private Reading error(PayloadReader packet, ClientSession session) {
        if (ProgressPacket.isNext(packet, session.capabilities())) {
            return Reading.CONTINUES;
        }
        sink.error(session.error(packet));
        return Reading.COMPLETE;
    }

    /** Continues after the end of a result: with the head of the next, or with the end of the response. */
    private Reading nextResult(int status) {
        if ((status & StatusFlag.SERVER_MORE_RESULTS_EXISTS) == 0) {
            return Reading.COMPLETE;
        }
        known = null;
        step = this::head;
        return Reading.CONTINUES;
    }

    /** Column definitions. Exits: {@link EndOfColumns} after the last. */
    private final class Columns implements Step {
        private final Definitions definitions = new Definitions();
        private final int count;

        Columns(int count) {
            this.count = count;
        }

        @Override
        public Reading read(PayloadReader packet, ClientSession session) {
            if (packet.peek() == 0xFF) {
                return error(packet, session);
            }
            definitions.add(packet, session);
            if (definitions.count() == count) {
                RowLayout layout = RowLayout.of(format, definitions.columns());
                if (known != null) {
                    known.columns(layout);
                }
                step = new EndOfColumns(layout);
            }
            return Reading.CONTINUES;
        }
    }

    /**
     * After the definitions. Without CLIENT_DEPRECATE_EOF an EOF packet follows. A server with a query cache may replay
     * a result in the format of another client, so the packet itself decides. Exits: {@link Rows}; {@link FirstRow} if
     * the meaning of BIT columns is unknown; the exits of these two; the end.
     */
    private final class EndOfColumns implements Step {
        private final RowLayout layout;

        EndOfColumns(RowLayout layout) {
            this.layout = layout;
        }

        @Override
        public Reading read(PayloadReader packet, ClientSession session) {
            if (packet.peek() != 0xFE || packet.remaining() != EOF_LENGTH) {
                step = rows(0);
                return step.read(packet, session);
            }
            OkPacket eof = OkReader.endOfData(packet, session);
            session.note(eof);
            if (!isCursor(eof)) {
                step = rows(flagsOfOutParameters(eof));
                return Reading.CONTINUES;
            }
            sink.columns(layout);
            sink.endOfRows(eof); // without CLIENT_DEPRECATE_EOF this EOF packet also ends the rows
            return Reading.COMPLETE;
        }

        private Step rows(int flagsAtEnd) {
            if (flagsAtEnd == 0 && format == RowFormat.BINARY && layout.hasBits()) {
                return new FirstRow(layout);
            }
            RowLayout known = flagsAtEnd == 0 ? layout : layout.ofOutParameters();
            sink.columns(known);
            return new Rows(known, flagsAtEnd);
        }

        /**
         * The flag alone is no proof. It is also set while a procedure has a cursor of its own open; then rows and more
         * results follow.
         */
        private boolean isCursor(OkPacket eof) {
            return cursorWanted
                    && !eof.hasMoreResults()
                    && (eof.statusFlags() & StatusFlag.SERVER_STATUS_CURSOR_EXISTS) != 0;
        }
    }

    /**
     * Without CLIENT_DEPRECATE_EOF, MySQL sets the flags of OUT parameters only on the first of the two EOF packets.
     * The same is true of the flag of more results after them.
     */
    private static int flagsOfOutParameters(OkPacket eof) {
        boolean outParameters = (eof.statusFlags() & StatusFlag.SERVER_PS_OUT_PARAMS) != 0;
        int flags = StatusFlag.SERVER_PS_OUT_PARAMS | StatusFlag.SERVER_MORE_RESULTS_EXISTS;
        return outParameters ? eof.statusFlags() & flags : 0;
    }

    /**
     * The first row of a result with BIT columns. BIT values are decimal digits if the row holds OUT parameters, and
     * only the packet after the row tells. So the row is kept until that packet arrives. Exits: {@link Rows} and its
     * exits.
     */
    private final class FirstRow implements Step {
        private final RowLayout layout;
        private byte @Nullable [] row;

        FirstRow(RowLayout layout) {
            this.layout = layout;
        }

        @Override
        public Reading read(PayloadReader packet, ClientSession session) {
            byte[] first = row;
            if (first == null && packet.peek() != 0xFF && !isEnd(packet)) {
                row = Arrays.copyOfRange(packet.buffer(), packet.position(), packet.end());
                return Reading.CONTINUES;
            }
            RowLayout known = first != null && endsOutParameters(packet, session) ? layout.ofOutParameters() : layout;
            sink.columns(known);
            Rows rows = new Rows(known, 0);
            step = rows;
            return first == null || rows.deliver(first, 0, first.length)
                    ? rows.read(packet, session)
                    : Reading.PAUSED_BEFORE;
        }

        private boolean endsOutParameters(PayloadReader packet, ClientSession session) {
            if (!isEnd(packet)) {
                return false;
            }
            PayloadReader ahead = new PayloadReader(packet.buffer(), packet.position(), packet.end());
            int flags = OkReader.endOfData(ahead, session).statusFlags();
            return (flags & StatusFlag.SERVER_PS_OUT_PARAMS) != 0;
        }
    }

    private static boolean isEnd(PayloadReader packet) {
        return packet.peek() == 0xFE && packet.remaining() < PacketAssembler.FULL_FRAME;
    }

    /** Rows. Exits: {@link #head} for the next result, or the end. */
    private final class Rows implements Step {
        private final RowView row;
        private final int flagsAtEnd; // status flags of the first EOF packet, to be added to those of the second

        Rows(RowLayout layout, int flagsAtEnd) {
            this.row = new RowView(layout);
            this.flagsAtEnd = flagsAtEnd;
        }

        @Override
        public Reading read(PayloadReader packet, ClientSession session) {
            if (packet.peek() == 0xFF) {
                return error(packet, session);
            }
            if (isEnd(packet)) {
                OkPacket end = withFlags(OkReader.endOfData(packet, session));
                session.executed(end);
                sink.endOfRows(end);
                return nextResult(end.statusFlags());
            }
            return deliver(packet.buffer(), packet.position(), packet.end()) ? Reading.CONTINUES : Reading.PAUSED;
        }

        /** Passes a row to the sink. Returns whether it wants more now. */
        boolean deliver(byte[] buffer, int from, int to) {
            row.wrap(buffer, from, to);
            return sink.row(row);
        }

        private OkPacket withFlags(OkPacket end) {
            return flagsAtEnd == 0
                    ? end
                    : new OkPacket(
                            end.affectedRows(),
                            end.lastInsertId(),
                            end.statusFlags() | flagsAtEnd,
                            end.warnings(),
                            end.info(),
                            end.sessionChanges());
        }
    }
}

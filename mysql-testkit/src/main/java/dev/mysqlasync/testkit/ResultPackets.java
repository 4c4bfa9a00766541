package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.EofPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PacketHeader;
import dev.mysqlasync.protocol.ResultSetHeader;
import dev.mysqlasync.protocol.SessionChange;
import dev.mysqlasync.protocol.StatusFlag;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends the packets of results, in the format that the connection has negotiated. */
final class ResultPackets {

    private static final ReplyPart.Ok NOTHING = new ReplyPart.Ok(Duration.ZERO, 0, 0, 0, "");

    private final PacketOutput output;
    private final FakeSession session;
    private @Nullable String reportedDatabase;

    ResultPackets(PacketOutput output, FakeSession session) {
        this.output = output;
        this.session = session;
        this.reportedDatabase = session.database();
    }

    /** Sends an OK packet with all fields zero or empty. */
    void ok() {
        ok(NOTHING, 0, false);
    }

    void ok(ReplyPart.Ok ok, int extraStatus, boolean halved) {
        OkPacket packet = new OkPacket(
                ok.affectedRows(),
                ok.lastInsertId(),
                session.statusFlags() | extraStatus,
                ok.warnings(),
                ok.info(),
                changes());
        output.send(out -> packet.encode(out, session.capabilities(), PacketHeader.OK), halved);
    }

    void columns(List<ColumnDefinition41> columns, int extraStatus) {
        ResultSetHeader header = new ResultSetHeader(columns.size(), true);
        output.send(out -> header.encode(out, session.capabilities()));
        definitions(columns, extraStatus);
    }

    /**
     * Sends the columns of a cursor's rows. Without CLIENT_DEPRECATE_EOF, the EOF packet after them ends the result.
     */
    void cursor(List<ColumnDefinition41> columns, boolean halved) {
        columns(columns, StatusFlag.SERVER_STATUS_CURSOR_EXISTS);
        if (deprecatesEof()) {
            end(0, StatusFlag.SERVER_STATUS_CURSOR_EXISTS, halved);
        }
    }

    /**
     * Sends definitions, and without CLIENT_DEPRECATE_EOF the EOF packet after them. Sends nothing if there are none.
     */
    void definitions(List<ColumnDefinition41> columns, int extraStatus) {
        if (columns.isEmpty()) {
            return;
        }
        columns.forEach(column -> output.send(out -> column.encode(out, session.capabilities())));
        if (!deprecatesEof()) {
            output.send(new EofPacket(0, session.statusFlags() | extraStatus)::encode);
        }
    }

    /** Sends the end of rows: an OK packet with CLIENT_DEPRECATE_EOF, else an EOF packet. */
    void end(int warnings, int extraStatus, boolean halved) {
        int status = session.statusFlags() | extraStatus;
        if (deprecatesEof()) {
            OkPacket packet = new OkPacket(0, 0, status, warnings, "", List.of());
            output.send(out -> packet.encode(out, session.capabilities(), PacketHeader.EOF), halved);
        } else {
            output.send(new EofPacket(warnings, status)::encode, halved);
        }
    }

    private boolean deprecatesEof() {
        return Capability.has(session.capabilities(), Capability.CLIENT_DEPRECATE_EOF);
    }

    /** The schema, if it has changed since it was last reported. */
    private List<SessionChange> changes() {
        String database = session.database();
        if (database == null || database.equals(reportedDatabase)) {
            return List.of();
        }
        reportedDatabase = database;
        return List.of(new SessionChange.Schema(database));
    }
}

package dev.mysqlasync.driver;

import dev.mysqlasync.protocol.AuthMoreData;
import dev.mysqlasync.protocol.AuthSwitchRequest;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.EofPacket;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.LocalInfileRequest;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PacketFramer;
import dev.mysqlasync.protocol.PacketHeader;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.PrepareOk;
import dev.mysqlasync.protocol.ResultSetHeader;
import dev.mysqlasync.protocol.RowEncoder;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.SessionChange;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Packets as a server sends them, framed one after another: from sequence id 1 on, as an answer to a command has it. */
final class ServerBytes {

    /** What a MySQL 8 or 9 offers, apart from TLS. */
    static final long MYSQL = 0xDFFF_FFFFL & ~Capability.CLIENT_SSL;

    /** What a MariaDB 10.11 offers, apart from TLS. */
    static final long MARIADB = (0x1D_81FF_FFFEL | Capability.CLIENT_SESSION_TRACK) & ~Capability.CLIENT_SSL;

    /** What the driver makes of these offers, as far as packets look different for it. */
    private static final long AGREED = MYSQL & ~Capability.CLIENT_OPTIONAL_RESULTSET_METADATA;

    static final int AUTOCOMMIT = StatusFlag.SERVER_STATUS_AUTOCOMMIT;

    private final PayloadWriter out = new PayloadWriter();
    private final long capabilities;
    private int sequence;

    private ServerBytes(long capabilities, int sequence) {
        this.capabilities = capabilities;
        this.sequence = sequence;
    }

    /** An answer to a command. */
    static ServerBytes answer() {
        return from(1);
    }

    /** Packets from this sequence id on. */
    static ServerBytes from(int sequence) {
        return new ServerBytes(AGREED, sequence);
    }

    /** The answer of a server that offers this, to a client that takes all of it which this driver knows. */
    static ServerBytes answer(long offered) {
        boolean mariaDb = (offered & Capability.CLIENT_LONG_PASSWORD) == 0;
        return new ServerBytes(mariaDb ? offered : AGREED, 1);
    }

    /** The answers of one packet or result that tests ask for again and again. */
    static byte[] okAnswer() {
        return answer().ok(0).bytes();
    }

    static byte[] errorAnswer(int code) {
        return answer().error(code, "HY000", "no").bytes();
    }

    static byte[] rowsAnswer(String... values) {
        return answer().rows(0, values).bytes();
    }

    ServerBytes greeting(Greeting greeting) {
        return packet(greeting::encode);
    }

    ServerBytes ok(int status, SessionChange... changes) {
        int flags = changes.length == 0 ? status : status | StatusFlag.SERVER_SESSION_STATE_CHANGED;
        return ok(new OkPacket(0, 0, flags, 0, "", List.of(changes)));
    }

    ServerBytes ok(OkPacket ok) {
        return packet(writer -> ok.encode(writer, capabilities, PacketHeader.OK));
    }

    ServerBytes error(int code, String sqlState, String message) {
        return packet(writer -> new ErrPacket(code, sqlState, message).encode(writer, capabilities));
    }

    ServerBytes authSwitch(String plugin, byte[] data) {
        return packet(new AuthSwitchRequest(plugin, data)::encode);
    }

    ServerBytes moreData(byte[] data) {
        return packet(new AuthMoreData(data)::encode);
    }

    ServerBytes fileRequest(String name) {
        return packet(new LocalInfileRequest(name)::encode);
    }

    /** A whole result of one text column and one row for each value. */
    ServerBytes rows(int status, String... values) {
        columns("a");
        for (String value : values) {
            row(value);
        }
        return end(status);
    }

    ServerBytes columns(String... names) {
        packet(writer -> new ResultSetHeader(names.length, true).encode(writer, capabilities));
        for (String name : names) {
            packet(writer -> column(name).encode(writer, capabilities));
        }
        return this;
    }

    ServerBytes row(String... values) {
        return row(RowFormat.TEXT, values);
    }

    ServerBytes row(RowFormat format, String... values) {
        List<ColumnDefinition41> columns = Collections.nCopies(values.length, column("a"));
        return packet(writer -> RowEncoder.encode(writer, format, columns, Arrays.asList(values)));
    }

    ServerBytes end(int status) {
        OkPacket end = new OkPacket(0, 0, status, 0, "", List.of());
        return packet(writer -> end.encode(writer, capabilities, PacketHeader.EOF));
    }

    /** The answer to COM_STMT_PREPARE for a statement of one column, unless it has none. */
    ServerBytes prepared(int statementId, int columns, int parameters) {
        packet(writer -> new PrepareOk(statementId, columns, parameters, 0, true).encode(writer, capabilities));
        for (int i = 0; i < parameters + columns; i++) {
            packet(writer -> column("a").encode(writer, capabilities));
        }
        return this;
    }

    ServerBytes eof(int status) {
        return packet(new EofPacket(0, status)::encode);
    }

    ServerBytes payload(byte... payload) {
        return packet(writer -> writer.writeBytes(payload));
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private ServerBytes packet(Consumer<PayloadWriter> payload) {
        int start = PacketFramer.begin(out);
        payload.accept(out);
        sequence = PacketFramer.end(out, start, sequence);
        return this;
    }

    private static ColumnDefinition41 column(String name) {
        return new ColumnDefinition41(
                "def", "", "", "", name, "", null, null, 45, 1024, ColumnType.MYSQL_TYPE_VAR_STRING, 0, 0);
    }
}

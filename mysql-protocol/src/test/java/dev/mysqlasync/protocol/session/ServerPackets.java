package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.AuthSwitchRequest;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.EofPacket;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PacketFramer;
import dev.mysqlasync.protocol.PacketHeader;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.ResultSetHeader;
import dev.mysqlasync.protocol.RowEncoder;
import dev.mysqlasync.protocol.RowFormat;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Packets of a server's, framed one after another; the first has sequence id 1 unless {@link #from} says another. */
final class ServerPackets {

    /** What most tests agree on. */
    static final long MODERN = Capability.CLIENT_LONG_PASSWORD
            | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_RESERVED2
            | Capability.CLIENT_TRANSACTIONS
            | Capability.CLIENT_MULTI_RESULTS
            | Capability.CLIENT_PS_MULTI_RESULTS
            | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA
            | Capability.CLIENT_SESSION_TRACK
            | Capability.CLIENT_DEPRECATE_EOF;

    /** The same with EOF packets. */
    static final long WITH_EOF = MODERN & ~Capability.CLIENT_DEPRECATE_EOF;

    private final PayloadWriter out = new PayloadWriter();
    private final long capabilities;
    private int sequence = 1;

    private ServerPackets(long capabilities) {
        this.capabilities = capabilities;
    }

    static ServerPackets of(long capabilities) {
        return new ServerPackets(capabilities);
    }

    static ServerPackets modern() {
        return of(MODERN);
    }

    static ServerPackets withEof() {
        return of(WITH_EOF);
    }

    static Greeting greeting(long capabilities) {
        return new Greeting("9.7.4", 72, new byte[20], capabilities, 255, 2, "caching_sha2_password");
    }

    static ColumnDefinition41 column(String name, int type) {
        return new ColumnDefinition41("def", "", "", "", name, "", null, null, 45, 1024, type, 0, 0);
    }

    /** Goes on with this sequence id. */
    ServerPackets from(int sequence) {
        this.sequence = sequence;
        return this;
    }

    /** A packet in {@link Notation}. */
    ServerPackets payload(String notation) {
        return payload(Notation.bytes(notation));
    }

    ServerPackets payload(byte[] payload) {
        return packet(out -> out.writeBytes(payload));
    }

    ServerPackets greeting() {
        return packet(greeting(capabilities)::encode);
    }

    ServerPackets authSwitch(String plugin) {
        return packet(new AuthSwitchRequest(plugin, new byte[20])::encode);
    }

    ServerPackets ok(int status) {
        return packet(out -> terminator(status).encode(out, capabilities, PacketHeader.OK));
    }

    ServerPackets error(int code) {
        return packet(out -> new ErrPacket(code, "HY000", "no").encode(out, capabilities));
    }

    ServerPackets count(int columns) {
        return packet(out -> new ResultSetHeader(columns, true).encode(out, capabilities));
    }

    ServerPackets definition(String name, int type) {
        return packet(out -> column(name, type).encode(out, capabilities));
    }

    ServerPackets definitions(String... names) {
        for (String name : names) {
            definition(name, ColumnType.MYSQL_TYPE_VAR_STRING);
        }
        return this;
    }

    /** Count, definitions of text columns and, where the connection has it, EOF. */
    ServerPackets columns(String... names) {
        return columns(ColumnType.MYSQL_TYPE_VAR_STRING, names);
    }

    /** The same, of columns of type BIGINT. */
    ServerPackets bigints(String... names) {
        return columns(ColumnType.MYSQL_TYPE_LONGLONG, names);
    }

    private ServerPackets columns(int type, String... names) {
        count(names.length);
        for (String name : names) {
            definition(name, type);
        }
        return Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF) ? this : eof(2);
    }

    ServerPackets row(@Nullable String... values) {
        List<ColumnDefinition41> text = Arrays.stream(values)
                .map(value -> column("", ColumnType.MYSQL_TYPE_VAR_STRING))
                .toList();
        return packet(out -> RowEncoder.encode(out, RowFormat.TEXT, text, Arrays.asList(values)));
    }

    ServerPackets binaryRow(@Nullable Long... values) {
        List<ColumnDefinition41> bigints = Arrays.stream(values)
                .map(value -> column("", ColumnType.MYSQL_TYPE_LONGLONG))
                .toList();
        return packet(out -> RowEncoder.encode(out, RowFormat.BINARY, bigints, Arrays.asList(values)));
    }

    /** The end of rows in the form that was agreed on. */
    ServerPackets end(int status) {
        return Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF) ? endInOk(status) : eof(status);
    }

    ServerPackets endInOk(int status) {
        return packet(out -> terminator(status).encode(out, capabilities, PacketHeader.EOF));
    }

    ServerPackets eof(int status) {
        return packet(new EofPacket(0, status)::encode);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private ServerPackets packet(Consumer<PayloadWriter> payload) {
        int start = PacketFramer.begin(out);
        payload.accept(out);
        sequence = PacketFramer.end(out, start, sequence);
        return this;
    }

    private static OkPacket terminator(int status) {
        return new OkPacket(0, 0, status, 0, "", List.of());
    }
}

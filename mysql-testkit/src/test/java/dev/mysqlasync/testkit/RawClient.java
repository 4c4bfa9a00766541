package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.AuthContext;
import dev.mysqlasync.auth.AuthPlugins;
import dev.mysqlasync.auth.ClientAuth;
import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.auth.TransportSecurity;
import dev.mysqlasync.protocol.AuthMoreData;
import dev.mysqlasync.protocol.AuthSwitchRequest;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.HandshakeResponse41;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PacketFramer;
import dev.mysqlasync.protocol.PacketHeader;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.RowFormat;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A blocking client of one socket: the codecs and nothing else, so that tests see what is on the wire. */
final class RawClient implements AutoCloseable {

    static final long CAPABILITIES = Capability.CLIENT_LONG_PASSWORD
            | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_RESERVED2
            | Capability.CLIENT_TRANSACTIONS
            | Capability.CLIENT_MULTI_RESULTS
            | Capability.CLIENT_PS_MULTI_RESULTS
            | Capability.CLIENT_CONNECT_WITH_DB
            | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_CONNECT_ATTRS
            | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA
            | Capability.CLIENT_SESSION_TRACK
            | Capability.CLIENT_DEPRECATE_EOF;

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int UTF8MB4_GENERAL_CI = 45;

    private final Socket socket;
    private final DataInputStream in;
    private long capabilities = CAPABILITIES;
    private int sequence;

    RawClient(FakeMySqlServer server) throws IOException {
        socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** A client that has logged in with the default account. */
    static RawClient login(FakeMySqlServer server) throws IOException {
        return login(server, CAPABILITIES);
    }

    static RawClient login(FakeMySqlServer server, long capabilities) throws IOException {
        RawClient client = new RawClient(server);
        Answer answer = client.authenticate("app", "secret", null, capabilities);
        if (answer.ok() == null) {
            throw new IllegalStateException("login failed: " + answer);
        }
        return client;
    }

    Answer authenticate(String user, String password) throws IOException {
        return authenticate(user, password, null, CAPABILITIES);
    }

    /** Takes the greeting and goes through authentication, with the greeting's plugin first. */
    Answer authenticate(String user, String password, @Nullable String database, long wanted) throws IOException {
        Greeting greeting = Greeting.decode(read());
        capabilities = wanted & greeting.capabilities();
        ClientAuth auth = auth(greeting.authPlugin(), user, password, greeting.scramble());
        HandshakeResponse41 response = new HandshakeResponse41(
                capabilities,
                1 << 24,
                UTF8MB4_GENERAL_CI,
                user,
                auth.first(),
                database,
                greeting.authPlugin(),
                Map.of("program_name", "raw"),
                0);
        capabilities = response.capabilities();
        PayloadWriter payload = new PayloadWriter();
        response.encode(payload);
        write(payload.toByteArray());
        return finishAuthentication(auth, user, password);
    }

    /** Goes on after the client has answered the greeting or has sent COM_CHANGE_USER. */
    Answer finishAuthentication(@Nullable ClientAuth begun, String user, String password) throws IOException {
        ClientAuth auth = begun;
        while (true) {
            PayloadReader packet = read();
            switch (packet.peek()) {
                case PacketHeader.OK -> {
                    return new Answer(List.of(), List.of(), OkPacket.decode(packet, capabilities), null);
                }
                case PacketHeader.ERR -> {
                    return new Answer(List.of(), List.of(), null, ErrPacket.decode(packet));
                }
                case PacketHeader.EOF -> {
                    AuthSwitchRequest request = AuthSwitchRequest.decode(packet);
                    auth = auth(request.plugin(), user, password, request.data());
                    write(auth.first());
                }
                default -> {
                    byte[] next = Objects.requireNonNull(auth)
                            .next(AuthMoreData.decode(packet).data());
                    if (next != null) {
                        write(next);
                    }
                }
            }
        }
    }

    private static ClientAuth auth(String plugin, String user, String password, byte[] nonce) {
        AuthContext context = new AuthContext(user, Secret.of(password), TransportSecurity.PLAIN, null, true);
        return AuthPlugins.standard().plugin(plugin).start(context, nonce);
    }

    Answer query(String sql) throws IOException {
        return queries(sql).get(0);
    }

    List<Answer> queries(String sql) throws IOException {
        send(new ComQuery(sql));
        return answers(RowFormat.TEXT);
    }

    Answer run(ClientCommand command) throws IOException {
        send(command);
        return answers(RowFormat.BINARY).get(0);
    }

    List<Answer> answers(RowFormat format) throws IOException {
        return new AnswerReader(this, format).all();
    }

    void send(ClientCommand command) throws IOException {
        sequence = 0;
        PayloadWriter payload = new PayloadWriter();
        command.encode(payload, capabilities);
        write(payload.toByteArray());
    }

    /** Sends a packet with the sequence id that is due. */
    void write(byte[] payload) throws IOException {
        PayloadWriter out = new PayloadWriter();
        int start = PacketFramer.begin(out);
        out.writeBytes(payload);
        sequence = PacketFramer.end(out, start, sequence);
        socket.getOutputStream().write(out.toByteArray());
    }

    void startAt(int sequence) {
        this.sequence = sequence;
    }

    /** The next packet, whose sequence id must be the one that is due. */
    PayloadReader read() throws IOException {
        byte[] header = new byte[4];
        in.readFully(header);
        int length = header[0] & 0xFF | (header[1] & 0xFF) << 8 | (header[2] & 0xFF) << 16;
        if ((header[3] & 0xFF) != sequence) {
            throw new IOException("sequence id " + (header[3] & 0xFF) + " where " + sequence + " is due");
        }
        sequence = sequence + 1 & 0xFF;
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new PayloadReader(payload);
    }

    boolean atEnd() throws IOException {
        return in.read() < 0;
    }

    byte[] readAll() throws IOException {
        return in.readAllBytes();
    }

    byte[] readBytes(int count) throws IOException {
        return in.readNBytes(count);
    }

    long capabilities() {
        return capabilities;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

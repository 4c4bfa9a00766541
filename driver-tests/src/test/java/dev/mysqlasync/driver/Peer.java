package dev.mysqlasync.driver;

import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.CommandByte;
import dev.mysqlasync.protocol.HandshakeResponse41;
import dev.mysqlasync.protocol.PacketAssembler;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.QueryAttribute;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.testkit.sim.InMemoryConnection;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection, which does what its {@link Manners} say until the session is set up. From then on
 * it only keeps the commands that arrive: the test answers them.
 */
final class Peer implements TransportHandler {

    private static final int CURSOR_TYPE_READ_ONLY = 1;
    private static final Pattern KILL = Pattern.compile("(KILL \\w+ )IF\\(@@server_uu?id = '([^']+)', (\\d+), 0\\)");
    private static final int SSL_REQUEST = 36; // with its header

    private final InMemoryConnection connection;
    private final Manners manners;
    private final PacketAssembler input = new PacketAssembler();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<String> commands = new ArrayList<>();
    private @Nullable ServerTls tls;
    private @Nullable HandshakeResponse41 login;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Integer> filePackets = new ArrayList<>();
    private boolean fileDue;
    private List<QueryAttribute> attributes = List.of();
    private boolean admitted;
    private boolean closed;

    Peer(InMemoryConnection connection, Manners manners) {
        this.connection = connection;
        this.manners = manners;
    }

    // --- what the test reads ---------------------------------------------------------------------------------------

    /** The commands since the session was set up, such as {@code QUERY select 1}, {@code EXECUTE 7} or {@code QUIT}. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    /** The same, which are then forgotten. */
    List<String> takeCommands() {
        List<String> taken = commands();
        commands.clear();
        return taken;
    }

    /** What has come of the file that {@link #requestFile} asked for. */
    byte[] file() {
        return file.toByteArray();
    }

    /** The sizes of the file's packets, with 0 for the end. */
    List<Integer> filePackets() {
        return List.copyOf(filePackets);
    }

    /** The attributes of the last COM_QUERY. */
    List<QueryAttribute> attributes() {
        return attributes;
    }

    /** The port that the client connected from. */
    int clientPort() {
        return ((InetSocketAddress) connection.remoteAddress()).getPort();
    }

    boolean hasLogin() {
        return login != null;
    }

    HandshakeResponse41 login() {
        return Objects.requireNonNull(login, "no handshake response has arrived");
    }

    /** Every byte that has arrived. */
    byte[] received() {
        return received.toByteArray();
    }

    /** Whether bytes sent to the client have not even left, since it takes none. */
    boolean hasUnsent() {
        return connection.pendingBytes() > 0;
    }

    boolean isClosed() {
        return closed;
    }

    // --- what the test does ----------------------------------------------------------------------------------------

    /** Sends under TLS, where that was started. */
    void send(byte[] bytes) {
        if (tls == null) {
            sendRaw(bytes);
        } else {
            tls.send(bytes);
        }
    }

    void sendRaw(byte[] bytes) {
        connection.write(ByteBuffer.wrap(bytes));
    }

    ServerTls tls() {
        return Objects.requireNonNull(tls, "TLS was not started");
    }

    void send(ServerBytes packets) {
        send(packets.bytes());
    }

    /** Sends packets that end in a request for a file: what arrives then belongs to it, until its end. */
    void requestFile(ServerBytes packets) {
        fileDue = true;
        send(packets);
    }

    /** Reads nothing more, until {@link #resume}. */
    void pause() {
        connection.pauseReading();
    }

    void resume() {
        connection.resumeReading();
    }

    void close() {
        connection.close();
    }

    void reset() {
        connection.reset();
    }

    /** The user is let in: what arrives now are commands. */
    void admit() {
        admitted = true;
    }

    // --- the transport ---------------------------------------------------------------------------------------------

    @Override
    public void connected(TransportConnection connection) {
        manners.connected(this);
    }

    @Override
    public void received(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        received.writeBytes(copy);
        if (tls != null) {
            tls.received(copy);
        } else if (manners.startsTls() && received.size() >= SSL_REQUEST) {
            tls = new ServerTls(manners.tls(), this::sendRaw, this::plain);
            byte[] all = received.toByteArray();
            tls.received(Arrays.copyOfRange(all, SSL_REQUEST, all.length));
        } else if (!manners.startsTls()) {
            plain(copy);
        }
    }

    private void plain(byte[] bytes) {
        input.append(ByteBuffer.wrap(bytes));
        while (input.next()) {
            packet(Arrays.copyOfRange(input.buffer(), input.payloadStart(), input.payloadEnd()), input.sequence());
        }
    }

    private void packet(byte[] payload, int sequence) {
        if (login == null) {
            login = HandshakeResponse41.decode(new PayloadReader(payload));
            manners.login(this, login, sequence);
        } else if (!admitted) {
            manners.loginContinued(this, payload, sequence);
        } else if (fileDue) {
            file.writeBytes(payload);
            filePackets.add(payload.length);
            fileDue = payload.length > 0;
        } else {
            long agreed = login.capabilities() & manners.capabilities();
            if (payload[0] == CommandByte.COM_QUERY) {
                attributes = ComQuery.decode(new PayloadReader(payload), agreed).attributes();
            }
            String command = describe(payload, agreed, manners.server());
            if (!manners.settingUp(this, command)) {
                commands.add(command);
            }
        }
    }

    private static String describe(byte[] payload, long capabilities, String server) {
        PayloadReader in = new PayloadReader(payload);
        if (in.peek() == CommandByte.COM_QUERY) {
            return "QUERY " + asMeantHere(ComQuery.decode(in, capabilities).sql(), server);
        }
        return switch (in.readInt1()) {
            case CommandByte.COM_INIT_DB -> "INIT_DB " + text(in);
            case CommandByte.COM_RESET_CONNECTION -> "RESET_CONNECTION";
            case CommandByte.COM_CHANGE_USER -> "CHANGE_USER " + in.readNulTerminatedString();
            case CommandByte.COM_STMT_PREPARE -> "PREPARE " + text(in);
            case CommandByte.COM_STMT_EXECUTE ->
                "EXECUTE " + in.readInt4() + ((in.readInt1() & CURSOR_TYPE_READ_ONLY) == 0 ? "" : " with a cursor");
            case CommandByte.COM_STMT_BULK_EXECUTE -> "BULK " + in.readInt4();
            case CommandByte.COM_STMT_CLOSE -> "CLOSE " + in.readInt4();
            case CommandByte.COM_STMT_FETCH -> "FETCH " + in.readInt4() + " rows " + in.readInt4();
            case CommandByte.COM_STMT_SEND_LONG_DATA ->
                "LONG " + in.readInt4() + " " + in.readInt2() + " " + in.readRemaining().length;
            case CommandByte.COM_STMT_RESET -> "RESET " + in.readInt4();
            case CommandByte.COM_PING -> "PING";
            case CommandByte.COM_QUIT -> "QUIT";
            default -> "command " + payload[0];
        };
    }

    /** A KILL as it comes to this server: of the connection that it names, or of none if it is for another server. */
    private static String asMeantHere(String sql, String server) {
        return KILL.matcher(sql)
                .replaceAll(kill -> kill.group(1) + (kill.group(2).equals(server) ? kill.group(3) : "0"));
    }

    private static String text(PayloadReader in) {
        return new String(in.readRemaining(), StandardCharsets.UTF_8);
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        closed = true;
    }
}

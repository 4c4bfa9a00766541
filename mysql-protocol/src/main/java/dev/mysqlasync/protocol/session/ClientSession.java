package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ComQuit;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.HandshakeResponse41;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PacketAssembler;
import dev.mysqlasync.protocol.PacketTooLargeException;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.SslRequest;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the protocol without I/O. Bytes received go into {@link #receive}; events come out through the
 * listener and the readers' sinks; bytes to send come out of {@link #output}. The session has no threads, no clock and
 * no futures. One thread at a time may use it.
 *
 * <p>A MySQL packet does not identify itself. A leading {@code 0xFE} can be an end of rows, an auth switch request or a
 * long value. That depends on the command and on the response so far. So the session keeps a queue of open exchanges in
 * the order of sending: one {@link ResponseReader} for each command. The first of them reads what arrives. Any number
 * of commands may be open (pipelining), unless one of them is a fence.
 *
 * <p>Input is bounded in bytes. The limits apply to packets of results. Other packets have fixed limits: 64 KiB in the
 * connection phase and in COM_CHANGE_USER, 1 MiB in the answers to other commands.
 *
 * <p>If {@link #receive} or {@link #resume} throws, the session is closed and the connection must be dropped: session
 * and server no longer agree on their position. The exceptions are {@link ProtocolException},
 * {@link PacketTooLargeException}, {@link DefinitionsTooLargeException}, {@link UninvitedFileRequestException}, and
 * those that a sink throws.
 */
public final class ClientSession {

    static final int MAX_HANDSHAKE_PACKET = 64 * 1024;
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final SessionListener listener;
    private final PacketAssembler input = new PacketAssembler();
    private final PayloadReader packet = new PayloadReader(new byte[0]);
    private final Outgoing output = new Outgoing();
    private final Deque<ResponseReader> exchanges = new ArrayDeque<>();
    private final SessionLimits limits;
    private @Nullable AnswerListener answers;

    private SessionPhase phase = SessionPhase.GREETING;
    private long serverCapabilities;
    private long capabilities;
    private int sequence; // the id of the next packet of the current exchange, from either side
    private int status;
    private boolean paused;
    private int resumptions; // a counter, because resume() may be called from within the sink that asks for the pause
    private boolean receiving;

    public ClientSession(SessionListener listener, SessionLimits limits) {
        this.listener = listener;
        this.limits = limits;
    }

    /** Sets the listener for each OK and each error that answers a command. */
    public void answers(AnswerListener listener) {
        answers = listener;
    }

    public SessionPhase phase() {
        return phase;
    }

    /** The capabilities negotiated; 0 before the handshake response is sent. */
    public long capabilities() {
        return capabilities;
    }

    /** The status flags of the last OK or EOF packet. An ERR packet carries no status and leaves them unchanged. */
    public int status() {
        return status;
    }

    /** The number of commands sent, or waiting to be sent, whose answer is not complete. */
    public int openExchanges() {
        return exchanges.size();
    }

    /** Whether a command may be sent now. */
    public boolean acceptsCommand() {
        ResponseReader last = exchanges.peekLast();
        return phase == SessionPhase.COMMANDS && (last == null || !last.isFence());
    }

    /**
     * Sets whether commands leave one at a time: the next one becomes {@link #output} when all commands before it have
     * been answered. This applies also to commands that the server never answers. {@link #send} may be called at any
     * time.
     */
    public void oneByOne(boolean oneByOne) {
        output.oneByOne(oneByOne);
    }

    // --- sending ---------------------------------------------------------------------------------------------------

    /**
     * Sends {@link SslRequest}. All bytes sent and received after its {@link #output} must be encrypted.
     *
     * @throws IllegalStateException if the phase is not {@link SessionPhase#RESPONSE}, or the server does not offer TLS
     * @throws ProtocolException if the server has sent unencrypted bytes after its greeting; the session is closed then
     */
    public void requestTls(SslRequest request) {
        require(SessionPhase.RESPONSE);
        if (!Capability.has(serverCapabilities, Capability.CLIENT_SSL)) {
            throw new IllegalStateException("the server does not offer TLS");
        }
        if (input.unread() > 0) {
            phase = SessionPhase.CLOSED;
            throw new ProtocolException(
                    "the server sent " + input.unread() + " unencrypted bytes after its greeting; TLS cannot start");
        }
        sequence = output.packet(request::encode, sequence, UNLIMITED);
    }

    /**
     * Sends the handshake response. Authentication is then the first open exchange.
     *
     * @throws IllegalStateException if the phase is not {@link SessionPhase#RESPONSE}
     */
    public void respond(HandshakeResponse41 response, AuthenticationReader reader) {
        require(SessionPhase.RESPONSE);
        sequence = output.packet(response::encode, sequence, UNLIMITED);
        output.answerDue();
        capabilities = response.capabilities() & serverCapabilities;
        phase = SessionPhase.COMMANDS;
        exchanges.add(reader);
    }

    /**
     * Answers a challenge of the open authentication, in the connection phase or in COM_CHANGE_USER.
     *
     * @throws IllegalStateException if no authentication is open
     */
    public void answerChallenge(byte[] answer) {
        require(SessionPhase.COMMANDS);
        if (!(exchanges.peek() instanceof AuthenticationReader)) {
            throw new IllegalStateException("no authentication is open");
        }
        sequence = output.packet(out -> out.writeBytes(answer), sequence, UNLIMITED);
    }

    /**
     * Sends a command. If it throws, nothing of the command is sent.
     *
     * @param reader reads the response; {@code null} if the server never answers the command
     * @throws IllegalStateException if no command can be sent now, see {@link #acceptsCommand}, or if COM_QUIT would
     *     cut off answers that are due
     * @throws PacketTooLargeException if the command exceeds the limit
     */
    public void send(ClientCommand command, @Nullable ResponseReader reader) {
        if (!acceptsCommand() || command instanceof ComQuit && !exchanges.isEmpty()) {
            throw new IllegalStateException(
                    "no command can be sent in phase " + phase + " with " + exchanges.size() + " open exchanges");
        }
        int next = output.command(out -> command.encode(out, capabilities), reader != null, limits.maxSent());
        if (reader != null) {
            reader.sent(command, next);
            if (exchanges.isEmpty()) {
                sequence = next;
            }
            exchanges.add(reader);
        }
        if (command instanceof ComQuit) {
            phase = SessionPhase.CLOSED;
        }
    }

    /**
     * Whether the server has requested the file of the first open command and waits for more of it. False after an
     * error from the server.
     */
    public boolean takesInfile() {
        return phase == SessionPhase.COMMANDS
                && exchanges.peek() instanceof ResultsReader results
                && results.takesInfile();
    }

    /**
     * Sends the next part of the file that the server has requested: all of {@code data}. Data shorter than 16 MiB − 1
     * and within the limit for sent packets is sent in one packet. Empty data sends nothing.
     *
     * @throws IllegalStateException unless {@link #takesInfile}
     */
    public void sendInfile(ByteBuffer data) {
        requireInfile();
        long longest = Math.min(limits.maxSent(), PacketAssembler.FULL_FRAME - 1);
        while (data.hasRemaining()) {
            ByteBuffer piece = data.slice(data.position(), (int) Math.min(data.remaining(), longest));
            data.position(data.position() + piece.remaining());
            sequence = output.packet(out -> out.writeBytes(piece), sequence, UNLIMITED);
        }
    }

    /**
     * Sends the end of the file. The server loads what it has received as the whole file. So if the source fails, do
     * not end the file: close the connection.
     *
     * @throws IllegalStateException unless {@link #takesInfile}
     */
    public void endInfile() {
        ResultsReader reader = requireInfile();
        sequence = output.packet(out -> {}, sequence, UNLIMITED);
        reader.infileEnded();
    }

    private ResultsReader requireInfile() {
        if (!takesInfile()) {
            throw new IllegalStateException("the server does not wait for a file");
        }
        return (ResultsReader) exchanges.getFirst();
    }

    /**
     * The bytes to send next, valid until the next call that sends. Call {@link #outputTaken} when they have been sent.
     * A long command comes in pieces, one per call.
     */
    public ByteBuffer output() {
        return output.next();
    }

    /** Whether there are bytes to send now. */
    public boolean hasOutput() {
        return output.isAnyReady();
    }

    /** An estimate of the bytes to send. */
    public long outputSize() {
        return output.size();
    }

    /** Tells the session that the bytes of {@link #output} have been sent. */
    public void outputTaken() {
        output.taken();
    }

    // --- receiving -------------------------------------------------------------------------------------------------

    /**
     * Consumes all of {@code bytes} and reports the complete packets, unless a sink asks for a pause. Must not be
     * called from within a sink or the listener.
     */
    public void receive(ByteBuffer bytes) {
        if (phase == SessionPhase.CLOSED) {
            bytes.position(bytes.limit());
            return;
        }
        input.append(bytes);
        readPackets();
    }

    /**
     * Ends the pause that a sink asked for. A call from within a sink takes effect when the sink returns; it also
     * cancels the pause that this sink then asks for.
     */
    public void resume() {
        paused = false;
        resumptions++;
        readPackets();
    }

    /** Whether a sink's pause is in effect. The caller should then stop reading. */
    public boolean isPaused() {
        return paused;
    }

    private void readPackets() {
        if (receiving) {
            return; // called from a sink: the loop below continues by itself
        }
        receiving = true;
        boolean intact = false;
        try {
            while (!paused && phase != SessionPhase.CLOSED && hasPacket()) {
                readPacket();
            }
            intact = true;
        } finally {
            receiving = false;
            if (!intact) {
                phase = SessionPhase.CLOSED;
            }
        }
        if (exchanges.isEmpty()) {
            input.shrink();
        }
    }

    private String placeOfError() {
        return phase == SessionPhase.GREETING
                ? " of a greeting; the peer may not speak the MySQL protocol"
                : " of such an answer";
    }

    /**
     * Moves to the next packet. Its limit depends on the answer that is due; greetings and unsolicited packets are
     * short.
     */
    private boolean hasPacket() {
        ResponseReader reader = exchanges.peek();
        long longest = reader == null ? MAX_HANDSHAKE_PACKET : reader.maxPacket(limits);
        input.maxPayload(longest);
        try {
            return input.next();
        } catch (PacketTooLargeException e) {
            throw longest == limits.maxReceived() ? e : new ProtocolException(e.getMessage() + placeOfError());
        }
    }

    private void readPacket() {
        packet.wrap(input.buffer(), input.payloadStart(), input.payloadEnd());
        ResponseReader reader = exchanges.peek();
        boolean isError = packet.hasRemaining() && packet.peek() == 0xFF;
        boolean inSequence = input.sequence() == sequence;
        if (isError && (reader == null || !inSequence)) {
            phase = SessionPhase.CLOSED;
            listener.connectionError(ErrPacket.decode(packet));
        } else if (!inSequence) {
            throw new ProtocolException("a packet has sequence id " + input.sequence() + " instead of " + sequence);
        } else if (phase == SessionPhase.GREETING) {
            readGreeting();
        } else if (reader == null) {
            throw new ProtocolException("the server sent " + packet.remaining() + " unsolicited bytes");
        } else {
            sequence = (sequence + input.frames()) & 0xFF;
            readResponse(reader);
        }
    }

    private void readGreeting() {
        Greeting greeting = Greeting.decode(packet);
        serverCapabilities = greeting.capabilities();
        status = greeting.statusFlags();
        sequence = 1;
        phase = SessionPhase.RESPONSE;
        listener.greeting(greeting);
    }

    private void readResponse(ResponseReader reader) {
        int resumedBefore = resumptions;
        switch (reader.read(packet, this)) {
            case CONTINUES -> {}
            case PAUSED -> paused = resumptions == resumedBefore;
            case PAUSED_BEFORE -> {
                paused = resumptions == resumedBefore;
                input.again();
                sequence = input.sequence();
            }
            case COMPLETE -> {
                exchanges.remove();
                output.answered();
                ResponseReader next = exchanges.peek();
                sequence = next == null ? 0 : next.firstSequence();
            }
        }
    }

    SessionLimits limits() {
        return limits;
    }

    /** Records the status and the session changes of an OK or EOF packet. */
    void note(OkPacket ok) {
        status = ok.statusFlags();
        if (!ok.sessionChanges().isEmpty()) {
            listener.sessionChanged(ok.sessionChanges());
        }
    }

    /** Records an OK or EOF packet that ends a result, and reports it. */
    void executed(OkPacket ok) {
        note(ok);
        if (answers != null) {
            answers.executed(ok);
        }
    }

    /** Decodes and reports the error that ends a command's response. */
    ErrPacket error(PayloadReader packet) {
        ErrPacket error = ErrPacket.decode(packet);
        if (answers != null) {
            answers.failed(error);
        }
        return error;
    }

    /** The server has rejected the user, and will close the connection. */
    void refused() {
        phase = SessionPhase.CLOSED;
    }

    private void require(SessionPhase needed) {
        if (phase != needed) {
            throw new IllegalStateException("the session is in phase " + phase + " instead of " + needed);
        }
    }
}

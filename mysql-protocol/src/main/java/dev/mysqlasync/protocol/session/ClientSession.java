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
 * The client's side of a conversation with a server, without I/O: bytes in through {@link #receive}, events out
 * through the listener and the readers' sinks, bytes to send in {@link #output}. It has no threads, no clock and no
 * futures, and is used by one thread at a time.
 *
 * <p>MySQL's packets do not say what they are: only the open command and what has come of its response tell whether a
 * leading {@code 0xFE} is an end of rows, an authentication switch or a long value. So the session keeps a queue of the
 * exchanges that are open, the command's response reader each, in the order of sending; the first of them reads what
 * arrives. Any number of commands may be open (pipelining) as long as none of them is a fence.
 *
 * <p>What is received is bounded in bytes: packets of results by the limits, all others by what they can need (64 KiB while
 * the connection or a user is set up, 1 MiB for the answers to other commands).
 *
 * <p>An exception out of {@link #receive} or {@link #resume}, be it a {@link ProtocolException}, a
 * {@link PacketTooLargeException}, a {@link DefinitionsTooLargeException}, an {@link UninvitedFileRequestException} or one of a sink's own, means that the
 * session and the server no longer agree on where they are: the session is closed, and the connection has to be dropped.
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
    private int sequence; // of the next packet of the current exchange, from either side
    private int status;
    private boolean paused;
    private int resumptions; // counted, so that one from within the row that asks for the pause is not lost
    private boolean receiving;

    public ClientSession(SessionListener listener, SessionLimits limits) {
        this.listener = listener;
        this.limits = limits;
    }

    /** Sets who hears of each OK and each error that answers a command. */
    public void answers(AnswerListener listener) {
        answers = listener;
    }

    public SessionPhase phase() {
        return phase;
    }

    /** The capabilities that both sides have, once the handshake response is sent. */
    public long capabilities() {
        return capabilities;
    }

    /** The status flags of the last OK or EOF packet. An error packet carries none and leaves them as they were. */
    public int status() {
        return status;
    }

    /** How many commands are sent, their bytes waiting or not, and not yet answered to the end. */
    public int openExchanges() {
        return exchanges.size();
    }

    /** Whether a command may be sent now. */
    public boolean acceptsCommand() {
        ResponseReader last = exchanges.peekLast();
        return phase == SessionPhase.COMMANDS && (last == null || !last.isFence());
    }

    /**
     * Whether from now on the bytes of a command are {@link #output} only when every command before it is answered. That holds for
     * commands that are not answered themselves, too; they may be sent all the same.
     */
    public void oneByOne(boolean oneByOne) {
        output.oneByOne(oneByOne);
    }

    // --- sending ---------------------------------------------------------------------------------------------------

    /** Asks for TLS in answer to the greeting; what is sent and received after {@link #output} must be encrypted. */
    public void requestTls(SslRequest request) {
        require(SessionPhase.RESPONSE);
        if (!Capability.has(serverCapabilities, Capability.CLIENT_SSL)) {
            throw new IllegalStateException("the server does not offer TLS");
        }
        if (input.unread() > 0) {
            phase = SessionPhase.CLOSED;
            throw new ProtocolException("the server sent " + input.unread()
                    + " bytes in the clear after its greeting, where TLS was to start");
        }
        sequence = output.packet(request::encode, sequence, UNLIMITED);
    }

    /** Answers the greeting; authentication is then the first open exchange. */
    public void respond(HandshakeResponse41 response, AuthenticationReader reader) {
        require(SessionPhase.RESPONSE);
        sequence = output.packet(response::encode, sequence, UNLIMITED);
        output.answerDue();
        capabilities = response.capabilities() & serverCapabilities;
        phase = SessionPhase.COMMANDS;
        exchanges.add(reader);
    }

    /** Answers a challenge of the authentication that is open, in the handshake or in a change of user. */
    public void answerChallenge(byte[] answer) {
        require(SessionPhase.COMMANDS);
        if (!(exchanges.peek() instanceof AuthenticationReader)) {
            throw new IllegalStateException("no authentication is open");
        }
        sequence = output.packet(out -> out.writeBytes(answer), sequence, UNLIMITED);
    }

    /**
     * Sends a command.
     *
     * @param reader reads the response; {@code null} for a command that is never answered
     * @throws IllegalStateException when a command cannot be sent now, see {@link #acceptsCommand}, and when COM_QUIT
     *     would cut off answers that are due
     * @throws PacketTooLargeException when the command is longer than the limit; nothing of it is sent then, as
     *     when encoding it fails with any other exception
     */
    public void send(ClientCommand command, @Nullable ResponseReader reader) {
        if (!acceptsCommand() || command instanceof ComQuit && !exchanges.isEmpty()) {
            throw new IllegalStateException(
                    "no command can be sent in phase " + phase + " with " + exchanges.size() + " exchanges open");
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
     * Whether the server has asked for the file that the command of the first open exchange offers, and waits for more
     * of it. An error of the server's ends that, too.
     */
    public boolean takesInfile() {
        return phase == SessionPhase.COMMANDS
                && exchanges.peek() instanceof ResultsReader results
                && results.takesInfile();
    }

    /**
     * Sends the next part of the file that the server has asked for: all of {@code data}, in one packet if it is
     * shorter than 16 MiB and within the limit for what is sent; nothing if it is empty.
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
     * Says that the file has ended. The server takes what it got for the whole, so a file that breaks off is not ended,
     * but the connection.
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
     * What is to be sent next, valid until the next call that sends; {@link #outputTaken} says that it was. A long command comes in
     * pieces: then there is more behind it.
     */
    public ByteBuffer output() {
        return output.next();
    }

    public boolean hasOutput() {
        return output.isAnyReady();
    }

    /** About how many bytes are to be sent. */
    public long outputSize() {
        return output.size();
    }

    public void outputTaken() {
        output.taken();
    }

    // --- receiving -------------------------------------------------------------------------------------------------

    /**
     * Takes all of {@code bytes} and reports what is complete, as far as nobody asks for a pause. Not to be called from
     * within a sink or the listener.
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
     * Goes on after a row's receiver asked for a pause. From within a sink it takes effect when the sink returns, also
     * for the pause that this very sink asks for by returning.
     */
    public void resume() {
        paused = false;
        resumptions++;
        readPackets();
    }

    /** Whether a row's receiver asked for a pause that is still on; bytes should then be held back. */
    public boolean isPaused() {
        return paused;
    }

    private void readPackets() {
        if (receiving) {
            return; // called from a sink: the loop below goes on by itself
        }
        receiving = true;
        boolean agreed = false;
        try {
            while (!paused && phase != SessionPhase.CLOSED && hasPacket()) {
                readPacket();
            }
            agreed = true;
        } finally {
            receiving = false;
            if (!agreed) {
                phase = SessionPhase.CLOSED;
            }
        }
        if (exchanges.isEmpty()) {
            input.shrink();
        }
    }

    private String what() {
        return phase == SessionPhase.GREETING ? " for a greeting; the peer may not speak MySQL" : " for such an answer";
    }

    /** Packets may be as long as the answer that is due can make them: what nobody has asked for, and a greeting, are short. */
    private boolean hasPacket() {
        ResponseReader reader = exchanges.peek();
        long longest = reader == null ? MAX_HANDSHAKE_PACKET : reader.maxPacket(limits);
        input.maxPayload(longest);
        try {
            return input.next();
        } catch (PacketTooLargeException e) {
            throw longest == limits.maxReceived() ? e : new ProtocolException(e.getMessage() + what());
        }
    }

    private void readPacket() {
        packet.wrap(input.buffer(), input.payloadStart(), input.payloadEnd());
        ResponseReader reader = exchanges.peek();
        boolean isError = packet.hasRemaining() && packet.peek() == 0xFF;
        boolean inSequence = input.sequence() == sequence;
        if (isError && (reader == null || !inSequence)) {
            phase = SessionPhase.CLOSED;
            listener.lastWords(ErrPacket.decode(packet));
        } else if (!inSequence) {
            throw new ProtocolException(
                    "a packet has sequence id " + input.sequence() + " where " + sequence + " is due");
        } else if (phase == SessionPhase.GREETING) {
            readGreeting();
        } else if (reader == null) {
            throw new ProtocolException("the server sent " + packet.remaining() + " bytes that nobody asked for");
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

    /** Takes note of what an OK or EOF packet says of the session. */
    void note(OkPacket ok) {
        status = ok.statusFlags();
        if (!ok.sessionChanges().isEmpty()) {
            listener.sessionChanged(ok.sessionChanges());
        }
    }

    /** Takes note of what an OK or EOF packet says that ends a result, and tells of it. */
    void executed(OkPacket ok) {
        note(ok);
        if (answers != null) {
            answers.executed(ok);
        }
    }

    /** Takes the error that ends a command's response. */
    ErrPacket error(PayloadReader packet) {
        ErrPacket error = ErrPacket.decode(packet);
        if (answers != null) {
            answers.failed(error);
        }
        return error;
    }

    /** The user was refused, after which the server closes the connection. */
    void refused() {
        phase = SessionPhase.CLOSED;
    }

    private void require(SessionPhase needed) {
        if (phase != needed) {
            throw new IllegalStateException("only possible in phase " + needed + ", not in " + phase);
        }
    }
}

package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.TransportSecurity;
import dev.mysqlasync.protocol.CommandByte;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.PacketAssembler;
import dev.mysqlasync.protocol.PacketTooLargeException;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ProtocolException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The server's side of one connection, without I/O. Received bytes come in; bytes to send go to an {@link Outlet}.
 * Methods are called serially, on threads of the {@link ServerHost}, unless they say otherwise.
 *
 * <p>Packets are passed to the current {@link Phase} one at a time. A phase whose answer takes time
 * {@linkplain #hold holds} the conversation: the client's packets wait.
 */
final class ServerConversation {

    private static final byte[] NO_BYTES = {};

    private final ServerCore core;
    private final Outlet outlet;
    private final TransportSecurity transport;
    private final FakeSession session;
    private final PacketAssembler assembler = new PacketAssembler();
    private final PayloadReader reader = new PayloadReader(NO_BYTES);
    private final PacketOutput output;
    private final ReplyRunner replies;
    private Phase phase;
    private boolean held;
    private boolean pumping;
    private boolean ended;

    ServerConversation(ServerCore core, Outlet outlet, TransportSecurity transport) {
        this.core = core;
        this.outlet = outlet;
        this.transport = transport;
        this.session = new FakeSession(core.nextConnectionId(), core.log());
        this.output = new PacketOutput(outlet);
        this.replies = new ReplyRunner(this);
        this.phase = (in, sequence) -> end(ClosedBy.SERVER);
        assembler.maxPayload(core.settings().maxAllowedPacket() - 1L);
        core.opened(session.connectionId(), this);
        session.opened();
    }

    /** The addresses of the connection's ends. */
    Outlet.Ends ends() {
        return outlet.ends();
    }

    /** Called when the connection is open: the server sends its greeting. */
    void opened() {
        guard(new ConnectPhase(this, core.takeFault())::start);
    }

    /** Handles received bytes; consumes all of them. */
    void received(ByteBuffer bytes) {
        if (ended) {
            bytes.position(bytes.limit());
            return;
        }
        boolean early = held && phase instanceof CommandPhase;
        assembler.append(bytes);
        guard(() -> requireInTurn(!early));
    }

    /** With {@code oneByOne}, throws if the client has sent anything while an answer is due. */
    private void requireInTurn(boolean inTurn) {
        if (!inTurn && core.settings().oneByOne()) {
            throw new IllegalStateException("the client sent more before its command was answered");
        }
    }

    /** Whether the current packet is a command that the server answers. */
    private boolean awaitsAnswer() {
        int command = reader.peek();
        return phase instanceof CommandPhase
                && command != CommandByte.COM_STMT_CLOSE
                && command != CommandByte.COM_STMT_SEND_LONG_DATA;
    }

    /** Called when all bytes written have been sent. */
    void drained() {
        guard(replies::resume);
    }

    /** Called when the connection has ended. If this side has not closed it, the client did. */
    void disconnected() {
        ended = true;
        session.closed(ClosedBy.ABRUPT);
        core.closed(session.connectionId());
    }

    /** Runs a task after a delay, unless the connection has ended by then. */
    void schedule(Duration delay, Runnable task) {
        outlet.schedule(delay, () -> {
            if (!ended) {
                guard(task);
            }
        });
    }

    /** Interrupts the current reply with error 1317. Thread-safe. */
    void killQuery() {
        schedule(Duration.ZERO, replies::interrupt);
    }

    /** Closes the connection. Thread-safe. */
    void kill() {
        schedule(Duration.ZERO, () -> end(ClosedBy.SERVER));
    }

    /** Answers a packet with an error. */
    void error(int code, String sqlState, String message) {
        ErrPacket error = new ErrPacket(code, sqlState, message);
        output.send(out -> error.encode(out, session.capabilities()));
    }

    /** Sends the buffered bytes and closes the connection. */
    void end(ClosedBy by) {
        if (!ended) {
            output.flush();
            finish(by, false);
        }
    }

    /** Sends the buffered bytes and resets the connection. */
    void reset() {
        output.flush();
        finish(ClosedBy.SERVER, true);
    }

    private void finish(ClosedBy by, boolean reset) {
        if (ended) {
            return;
        }
        ended = true;
        session.closed(by);
        core.closed(session.connectionId());
        if (reset) {
            outlet.reset();
        } else {
            outlet.close();
        }
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase next) {
        phase = next;
    }

    /** Stops reading the client's packets. */
    void hold() {
        held = true;
    }

    /** Resumes reading the client's packets. */
    void release() {
        held = false;
    }

    ServerCore core() {
        return core;
    }

    FakeSession session() {
        return session;
    }

    PacketOutput output() {
        return output;
    }

    ReplyRunner replies() {
        return replies;
    }

    TransportSecurity transport() {
        return transport;
    }

    boolean hasEnded() {
        return ended;
    }

    /**
     * Runs a task, then handles the packets received. An unexpected exception is reported and closes the connection.
     */
    private void guard(Runnable task) {
        if (pumping) {
            task.run();
            return;
        }
        pumping = true;
        try {
            task.run();
            pump();
        } catch (Throwable e) {
            core.log().unexpected("The fake server failed on connection " + session.connectionId() + ":\n" + trace(e));
            finish(ClosedBy.SERVER, false);
        } finally {
            pumping = false;
        }
    }

    private void pump() {
        try {
            while (!held && !ended && assembler.next()) {
                reader.wrap(assembler.buffer(), assembler.payloadStart(), assembler.payloadEnd());
                output.sequence(assembler.sequence() + assembler.frames());
                requireInTurn(assembler.unread() == 0 || !awaitsAnswer());
                phase.packet(reader, assembler.sequence());
            }
        } catch (PacketTooLargeException e) {
            output.sequence(1);
            error(1153, "08S01", "Got a packet bigger than 'max_allowed_packet' bytes");
            end(ClosedBy.SERVER);
        } catch (ProtocolException e) {
            error(1156, "08S01", "Got packets out of order: " + e.getMessage());
            end(ClosedBy.SERVER);
        }
        if (!ended) {
            output.flush();
        }
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}

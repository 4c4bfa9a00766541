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
 * The server's side of one connection, without I/O: bytes come in, bytes go out through an {@link Outlet}. Called
 * serially; a host owns the thread.
 *
 * <p>Packets are handed to the current {@link Phase}, one at a time. A phase whose answer takes time {@linkplain #hold
 * holds} the conversation: what the client sends meanwhile waits.
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

    /** The connection is open: the server speaks first. */
    void opened() {
        guard(new ConnectPhase(this, core.takeFault())::start);
    }

    /** Bytes have arrived; all of them are taken. */
    void received(ByteBuffer bytes) {
        if (ended) {
            bytes.position(bytes.limit());
            return;
        }
        boolean early = held && phase instanceof CommandPhase;
        assembler.append(bytes);
        guard(() -> requireInTurn(!early));
    }

    /** Where one command is taken at a time, nothing may have come behind one whose answer is due. */
    private void requireInTurn(boolean inTurn) {
        if (!inTurn && core.settings().oneByOne()) {
            throw new IllegalStateException("something was sent behind a command before that was answered");
        }
    }

    /** Whether the packet that is being read leaves the client to wait. */
    private boolean awaitsAnswer() {
        int command = reader.peek();
        return phase instanceof CommandPhase
                && command != CommandByte.COM_STMT_CLOSE
                && command != CommandByte.COM_STMT_SEND_LONG_DATA;
    }

    /** What was written has left. */
    void drained() {
        guard(replies::resume);
    }

    /** The connection has ended, if this end has not done so. */
    void disconnected() {
        ended = true;
        session.closed(ClosedBy.ABRUPT);
        core.closed(session.connectionId());
    }

    /** Runs a task once the delay has passed, unless the connection has ended. */
    void schedule(Duration delay, Runnable task) {
        outlet.schedule(delay, () -> {
            if (!ended) {
                guard(task);
            }
        });
    }

    /** Interrupts what is being answered, with error 1317; callable from any thread. */
    void killQuery() {
        schedule(Duration.ZERO, replies::interrupt);
    }

    /** Closes the connection; callable from any thread. */
    void kill() {
        schedule(Duration.ZERO, () -> end(ClosedBy.SERVER));
    }

    /** Sends an error in answer to a packet. */
    void error(int code, String sqlState, String message) {
        ErrPacket error = new ErrPacket(code, sqlState, message);
        output.send(out -> error.encode(out, session.capabilities()));
    }

    /** Sends what has gathered, and closes. */
    void end(ClosedBy by) {
        if (!ended) {
            output.flush();
            finish(by, false);
        }
    }

    /** Resets the connection, after what was sent. */
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

    void become(Phase next) {
        phase = next;
    }

    /** Lets the client's packets wait. */
    void hold() {
        held = true;
    }

    /** Takes the client's packets again. */
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

    /** Runs something, then takes the packets that are there. A mistake of the fake's own ends the connection. */
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

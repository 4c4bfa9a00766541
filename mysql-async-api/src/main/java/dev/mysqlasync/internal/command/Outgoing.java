package dev.mysqlasync.internal.command;

import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.internal.wire.Wire;
import dev.mysqlasync.protocol.session.ClientSession;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * Hands to the wire what a session has to send: all that one turn has encoded at once, but a long command in pieces, one in a turn,
 * so that the other connections of the I/O thread get theirs; and none while enough waits to leave. Used on the connection's I/O
 * thread only.
 */
public final class Outgoing {

    private static final int ENOUGH_FOR_A_TURN = 256 * 1024;

    private final ClientSession session;
    private final CommandPipeline pipeline;
    private final Supplier<Wire> wire;
    private final Turns turns;

    public Outgoing(ClientSession session, CommandPipeline pipeline, Supplier<Wire> wire, Turns turns) {
        this.session = session;
        this.pipeline = pipeline;
        this.wire = wire;
        this.turns = turns;
    }

    /** At the end of a turn. The wire calls for another one by itself only when it was full in between. */
    public void endTurn() {
        flush();
        if (session.hasOutput() ? hasRoom() : pipeline.isDue()) {
            turns.run(() -> {});
        }
    }

    public void flush() {
        int sent = 0;
        while (session.hasOutput() && sent < ENOUGH_FOR_A_TURN && hasRoom()) {
            ByteBuffer piece = session.output();
            sent += piece.remaining();
            wire.get().send(piece);
            session.outputTaken();
        }
    }

    private boolean hasRoom() {
        return wire.get().unsent() < CommandPipeline.ENOUGH_UNSENT;
    }
}

package dev.mysqlasync.internal;

import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.internal.wire.Wire;
import dev.mysqlasync.protocol.session.ClientSession;
import java.util.function.Supplier;

/** Hands to the wire what a session has to send. Used on the connection's I/O thread only. */
final class Outgoing {

    private final ClientSession session;
    private final CommandPipeline pipeline;
    private final Supplier<Wire> wire;
    private final Turns turns;

    Outgoing(ClientSession session, CommandPipeline pipeline, Supplier<Wire> wire, Turns turns) {
        this.session = session;
        this.pipeline = pipeline;
        this.wire = wire;
        this.turns = turns;
    }

    /** At the end of a turn. What it has sent may have made room to start more, for which the wire calls only if it was full. */
    void endTurn() {
        flush();
        if (pipeline.isDue()) {
            turns.run(() -> {});
        }
    }

    void flush() {
        if (session.hasOutput()) {
            wire.get().send(session.output());
            session.outputTaken();
        }
    }
}

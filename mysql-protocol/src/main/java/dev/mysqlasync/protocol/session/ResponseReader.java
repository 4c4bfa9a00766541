package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.PayloadReader;

/**
 * Reads the response to one command. There is one kind for each shape a response can have, whatever the command was;
 * an instance serves one exchange.
 */
public abstract sealed class ResponseReader permits OkReader, ResultsReader, PrepareReader, AuthenticationReader {

    /** Any packet of an answer that holds no users' rows: it may tell of changes of the session, which can be long. */
    private static final int MAX_SHORT_PACKET = 1 << 20;

    /** The sequence id that the response begins with: one after the command's last frame. */
    private int firstSequence = 1;

    ResponseReader() {}

    /** Takes the next packet of the response. */
    abstract Reading read(PayloadReader packet, ClientSession session);

    /** How many bytes the payload of the next packet may have. */
    long maxPacket(SessionLimits limits) {
        return Math.min(MAX_SHORT_PACKET, limits.maxReceived());
    }

    /** Whether nothing may be sent behind this exchange before it is complete. */
    boolean isFence() {
        return false;
    }

    final int firstSequence() {
        return firstSequence;
    }

    /** Takes note of the command that this reads the response to. */
    void sent(ClientCommand command, int firstSequence) {
        this.firstSequence = firstSequence;
    }
}

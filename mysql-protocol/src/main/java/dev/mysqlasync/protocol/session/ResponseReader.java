package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.PayloadReader;

/**
 * Reads the response to one command. There is one reader for each shape of response, not for each command. An instance
 * serves one exchange.
 */
public abstract sealed class ResponseReader permits OkReader, ResultsReader, PrepareReader, AuthenticationReader {

    /** The limit of packets that hold no rows, in bytes. They may carry session changes, which can be long. */
    private static final int MAX_SHORT_PACKET = 1 << 20;

    /** The sequence id of the response's first packet: the one after the command's last frame. */
    private int firstSequence = 1;

    ResponseReader() {}

    /** Reads the next packet of the response. */
    abstract Reading read(PayloadReader packet, ClientSession session);

    /** The limit of the next packet's payload, in bytes. */
    long maxPacket(SessionLimits limits) {
        return Math.min(MAX_SHORT_PACKET, limits.maxReceived());
    }

    /** Whether no command may be sent before this exchange is complete. */
    boolean isFence() {
        return false;
    }

    final int firstSequence() {
        return firstSequence;
    }

    /** Called when the command has been encoded. */
    void sent(ClientCommand command, int firstSequence) {
        this.firstSequence = firstSequence;
    }
}

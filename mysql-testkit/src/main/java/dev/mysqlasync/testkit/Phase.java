package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.PayloadReader;

/** A phase of a conversation: decides what the client's next packet means. */
interface Phase {

    /**
     * Handles the client's packet.
     *
     * @param sequence the sequence id of its first frame
     * @throws dev.mysqlasync.protocol.ProtocolException if it is malformed
     */
    void packet(PayloadReader in, int sequence);
}

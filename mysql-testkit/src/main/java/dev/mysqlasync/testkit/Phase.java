package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.PayloadReader;

/** What a conversation is about at the moment, and so what the client's next packet means. */
interface Phase {

    /**
     * Takes the client's packet.
     *
     * @param sequence the sequence id of its first frame
     * @throws dev.mysqlasync.protocol.ProtocolException if it is malformed
     */
    void packet(PayloadReader in, int sequence);
}

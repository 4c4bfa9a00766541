package dev.mysqlasync.protocol.session;

/** Where a {@link ClientSession} stands. */
public enum SessionPhase {
    /** Waiting for the server's greeting. Exits: {@link #RESPONSE}; {@link #CLOSED} on an error packet. */
    GREETING,

    /**
     * The client is to answer the greeting: a request for TLS stays here, the handshake response goes on. Exits:
     * {@link #COMMANDS}, with authentication as the first open exchange; {@link #CLOSED} if the server says anything.
     */
    RESPONSE,

    /**
     * Commands are sent and answered. Exits: {@link #CLOSED} on quitting, when the user is refused, on the server's last
     * words, and when an answer cannot be read.
     */
    COMMANDS,

    /** The conversation has ended; what still arrives is ignored. No exit. */
    CLOSED
}

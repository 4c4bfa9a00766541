package dev.mysqlasync.protocol.session;

/** Where a {@link ClientSession} stands. */
public enum SessionPhase {
    /** Waiting for the server's greeting. Exits: {@link #RESPONSE}; {@link #CLOSED} on an error packet. */
    GREETING,

    /**
     * The client is to answer the greeting: a request for TLS stays here, the handshake response goes on. Exits:
     * {@link #COMMANDS}, with authentication as the first open exchange; {@link #CLOSED}.
     */
    RESPONSE,

    /** Commands are sent and answered. Exits: {@link #CLOSED} on the server's last words or on quitting. */
    COMMANDS,

    /** The conversation has ended; what still arrives is ignored. No exit. */
    CLOSED
}

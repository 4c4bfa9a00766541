package dev.mysqlasync.protocol.session;

/** The phases of a {@link ClientSession}. */
public enum SessionPhase {
    /** The server's greeting is due. Exits: {@link #RESPONSE}; {@link #CLOSED} on an ERR packet. */
    GREETING,

    /**
     * The client's answer to the greeting is due. After a request for TLS the phase stays. Exits: {@link #COMMANDS}
     * with the handshake response, which makes authentication the first open exchange; {@link #CLOSED} if the server
     * sends anything.
     */
    RESPONSE,

    /**
     * Commands are sent and answered. Exits: {@link #CLOSED} on COM_QUIT, when the server rejects the user or reports
     * an error that ends the connection, and when an answer cannot be read.
     */
    COMMANDS,

    /** The session has ended. Bytes received are ignored. No exit. */
    CLOSED
}

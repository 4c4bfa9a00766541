package dev.mysqlasync.nio;

/** The life of a {@link NioConnection}. */
enum ConnectionState {
    /** Bytes move. Exits: CLOSING by the user's close or abort, CLOSED by all else. */
    OPEN,
    /** The user has closed it: no bytes are taken or received, the loop is to end it. Exit: CLOSED. */
    CLOSING,
    /** The channel is closed and the handler knows. No exit. */
    CLOSED
}

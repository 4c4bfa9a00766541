package dev.mysqlasync.nio;

/** The states of a {@link NioConnection}. */
enum ConnectionState {
    /** Bytes are sent and received. Exits: CLOSING on close or abort; CLOSED on all else. */
    OPEN,
    /**
     * The user has closed it: no more bytes are sent or received, and the loop will close the channel. Exit: CLOSED.
     */
    CLOSING,
    /** The channel is closed and the handler has been called. No exit. */
    CLOSED
}

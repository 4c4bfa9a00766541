package dev.mysqlasync.testkit;

/** Who ended a connection. */
public enum ClosedBy {
    /** The client, with COM_QUIT. */
    QUIT,
    /** The client, without a word. */
    ABRUPT,
    /** The server. */
    SERVER
}

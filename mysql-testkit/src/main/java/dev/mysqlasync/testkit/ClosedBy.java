package dev.mysqlasync.testkit;

/** Who closed a connection, and how. */
public enum ClosedBy {
    /** The client, with COM_QUIT. */
    QUIT,
    /** The client, without COM_QUIT. */
    ABRUPT,
    /** The server. */
    SERVER
}

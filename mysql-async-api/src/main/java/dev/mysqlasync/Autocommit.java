package dev.mysqlasync;

/** How a new connection's transactions begin and end. */
public enum Autocommit {
    /** Statements open a transaction that lasts until {@code commit} or {@code rollback}. */
    OFF,
    /** Each statement outside an explicit transaction is committed by itself. */
    ON,
    /** As the server is configured; nothing is sent. */
    SERVER
}

package dev.mysqlasync;

/** How much of a command had been sent when it failed. */
public enum Written {
    /** Nothing: the server cannot have executed it. */
    NONE,
    /** A part of it: it is unknown whether the server executes any of it. */
    PARTIAL,
    /** All of it: the server may have executed it. */
    ALL
}

package dev.mysqlasync;

/** How much of a command had been handed to the network when it failed. */
public enum Written {
    /** Nothing: the server cannot have executed it. */
    NONE,
    /** A part of it: whether the server executes anything of it is unknown. */
    PARTIAL,
    /** All of it: the server may or may not have executed it. */
    ALL
}

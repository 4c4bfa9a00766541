package dev.mysqlasync;

/** How freely a batch may be sent. */
public enum BatchMode {
    /** Many rows in one command wherever that is known to do the same as one command for each row. */
    AUTO,
    /** One command for each row, always, as many of them on their way at once as the connection allows. */
    PIPELINED
}

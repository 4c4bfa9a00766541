package dev.mysqlasync;

/** How a batch may be sent to the server. */
public enum BatchMode {
    /**
     * Many rows go in one command where the driver can prove that this has the same effect as one command for each row.
     */
    AUTO,
    /**
     * Each row has a command of its own. The driver sends as many of them ahead of the answers as the connection
     * allows.
     */
    PIPELINED
}

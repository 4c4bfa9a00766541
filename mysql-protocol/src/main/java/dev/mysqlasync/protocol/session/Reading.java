package dev.mysqlasync.protocol.session;

/** What a reader makes of the packet it was given. */
enum Reading {
    /** More of the response is to come. */
    CONTINUES,
    /** More is to come, but the receiver wants nothing before {@link ClientSession#resume}. */
    PAUSED,
    /** The same, and the packet was not read: it is to be given once more. */
    PAUSED_BEFORE,
    /** That was the response's last packet. */
    COMPLETE
}

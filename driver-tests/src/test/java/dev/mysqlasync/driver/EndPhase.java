package dev.mysqlasync.driver;

/** How far something has got when its future is ended. */
enum EndPhase {
    /** The verb has just returned. */
    SUBMITTED,
    /** It waits behind something else: a statement, or whoever has the pool's connection. */
    QUEUED,
    /** The server has got it, and nothing of the answer has come. */
    UNDER_WAY,
    /** After a few events, whatever they are. */
    MIDWAY,
    /** Whatever can come has come; a busy executor has delivered nothing of it. */
    ANSWERED
}

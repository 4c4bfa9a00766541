package dev.mysqlasync.protocol.session;

/** The outcome of reading one packet of a response. */
enum Reading {
    /** More packets of the response follow. */
    CONTINUES,
    /** More packets follow, but the sink wants none before {@link ClientSession#resume}. */
    PAUSED,
    /** Like {@link #PAUSED}, and the packet was not consumed: pass it to the reader again. */
    PAUSED_BEFORE,
    /** This was the last packet of the response. */
    COMPLETE
}

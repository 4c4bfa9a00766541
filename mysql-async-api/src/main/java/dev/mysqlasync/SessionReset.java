package dev.mysqlasync;

/** When a pool starts the session of a released connection over, so that nothing of it reaches the next user. */
public enum SessionReset {
    /** After every use, that of the pool's own verbs included: three commands, in one round trip. */
    ALWAYS,
    /**
     * After every use but those that have left nothing: whose statements only read and wrote tables, as their texts show, and
     * after which the server told of no change. A lock that a trigger or a view takes with {@code GET_LOCK} cannot be seen, nor
     * what {@code FOUND_ROWS()} and {@code ROW_COUNT()} tell.
     */
    AS_NEEDED,
    /** Never: the transaction is rolled back, and all else stays. */
    NEVER
}

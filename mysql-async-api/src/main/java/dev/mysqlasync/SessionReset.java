package dev.mysqlasync;

/** When a pool resets the session of a released connection, so that none of its state reaches the next user. */
public enum SessionReset {
    /** After every use, also by the pool's own methods: three commands, in one round trip. */
    ALWAYS,
    /**
     * After every use that may have left session state behind. A use leaves none if its statements, as their texts show, only
     * read and wrote tables, and the server reported no change. Two things are not noticed: a lock that a trigger or a view
     * takes with {@code GET_LOCK}, and the values of {@code FOUND_ROWS()} and {@code ROW_COUNT()}.
     */
    AS_NEEDED,
    /** Never. An open transaction is rolled back; all other state stays. */
    NEVER
}

package dev.mysqlasync.nio;

/** The attachment of a selection key. */
interface Selectable {

    /**
     * The channel is ready for an operation of the key's interest set. Called on the loop's thread.
     *
     * @param ready the key's ready set
     */
    void ready(int ready);
}

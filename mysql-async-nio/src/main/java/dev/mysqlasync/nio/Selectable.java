package dev.mysqlasync.nio;

/** The attachment of a selection key. */
interface Selectable {

    /**
     * The channel is ready for something asked for. Called on the loop's thread.
     *
     * @param ready the key's ready set
     */
    void ready(int ready);
}

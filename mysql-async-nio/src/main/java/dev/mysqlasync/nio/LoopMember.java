package dev.mysqlasync.nio;

/** Something that lives on an event loop and ends with it. */
interface LoopMember {

    /** The loop is about to end. Called on its thread; the member leaves the loop. */
    void loopStopped();
}

package dev.mysqlasync.nio;

/** An object that belongs to an event loop and ends with it. */
interface LoopMember {

    /** The loop is about to end, and has removed the member. Called on the loop's thread. */
    void loopStopped();
}

package dev.mysqlasync.testkit;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Sends the bytes of a {@link ServerConversation} and runs its timers. */
interface Outlet {

    /** The addresses of both ends, as the system reports them. */
    Ends ends();

    /** The addresses of a connection's ends. */
    record Ends(SocketAddress server, SocketAddress client) {}

    /** Sends the bytes, or copies them to be sent later. */
    void write(ByteBuffer bytes);

    /** Whether bytes wait to be sent. {@link ServerConversation#drained} is called when they have been sent. */
    boolean isFull();

    /** Closes the connection after the bytes written have been sent. */
    void close();

    /** Resets the connection so that the peer sees a failure, if the transport supports that. */
    void reset();

    /** Runs a task on the conversation's thread after a delay. Thread-safe. */
    void schedule(Duration delay, Runnable task);
}

package dev.mysqlasync.testkit;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The way out of a {@link ServerConversation}: what carries its bytes and runs its timers. */
interface Outlet {

    /** The server's and the client's end, as the system says. */
    Ends ends();

    /** The addresses of a connection's two ends. */
    record Ends(SocketAddress server, SocketAddress client) {}

    /** Sends the bytes, or copies them to send them later. */
    void write(ByteBuffer bytes);

    /** Whether bytes wait to be sent; {@link ServerConversation#drained} is called when they are gone. */
    boolean isFull();

    /** Closes the connection after what was written has left. */
    void close();

    /** Drops the connection so that the peer sees a failure, where the transport has a way to. */
    void reset();

    /** Runs a task on the conversation's thread once the delay has passed; callable from any thread. */
    void schedule(Duration delay, Runnable task);
}

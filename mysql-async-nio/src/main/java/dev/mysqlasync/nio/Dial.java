package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Endpoint;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A way to one connected channel. Used on its event loop's thread only. */
interface Dial {

    /** Sets out. One of the {@link Outcome}'s methods follows, unless the dial is abandoned first. */
    void start();

    /** Closes what is under way; no outcome is reported any more. */
    void abandon();

    /** What is under way, to end the sentence "timed out …". From any thread. */
    String doing();

    /** Where a dial leads. Called once, on the event loop's thread. */
    interface Outcome {

        /**
         * The channel is connected and non-blocking, and the receiver's to close.
         *
         * @param alternatives where else it could have led
         */
        void opened(SocketChannel channel, List<Endpoint> alternatives);

        /** No channel can be had; those opened on the way are closed. */
        void failed(IOException cause);
    }
}

package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Endpoint;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Connects one channel. Used on its event loop's thread only. */
interface Dial {

    /** Starts connecting. One method of {@link Outcome} is called, unless the dial is abandoned first. */
    void start();

    /** Closes all channels. No outcome is reported afterwards. */
    void abandon();

    /** What the dial is waiting for, as the end of a message about a timeout. Thread-safe. */
    String waitingFor();

    /** Receives the outcome: one call, on the event loop's thread. */
    interface Outcome {

        /**
         * The channel is connected and non-blocking. The receiver closes it.
         *
         * @param alternatives the host's other addresses that have not failed
         */
        void opened(SocketChannel channel, List<Endpoint> alternatives);

        /** No channel could be connected; all are closed. */
        void failed(IOException cause);
    }
}

package dev.mysqlasync.nio;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;

/** Where new, unconnected channels come from. */
interface ChannelSource {

    /** The system's own sockets. */
    ChannelSource SYSTEM = new ChannelSource() {
        @Override
        public SocketChannel tcp() throws IOException {
            return SocketChannel.open();
        }

        @Override
        public SocketChannel unix() throws IOException {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        }
    };

    /** A channel for IPv4 and IPv6. */
    SocketChannel tcp() throws IOException;

    /**
     * A channel for unix domain sockets.
     *
     * @throws UnsupportedOperationException where the system has none
     */
    SocketChannel unix() throws IOException;
}

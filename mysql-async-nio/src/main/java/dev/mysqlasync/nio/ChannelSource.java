package dev.mysqlasync.nio;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;

/** Creates unconnected channels. */
interface ChannelSource {

    /** The system's sockets. */
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

    /** Creates a channel for IPv4 and IPv6. */
    SocketChannel tcp() throws IOException;

    /**
     * Creates a channel for unix domain sockets.
     *
     * @throws UnsupportedOperationException if the system does not support them
     */
    SocketChannel unix() throws IOException;
}

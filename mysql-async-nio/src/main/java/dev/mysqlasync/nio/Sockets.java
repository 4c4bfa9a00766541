package dev.mysqlasync.nio;

import dev.mysqlasync.spi.TransportOptions;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * Creates channels with the transport's options.
 *
 * @param channels creates the channels
 * @param options the options to set on them
 */
record Sockets(ChannelSource channels, TransportOptions options) {

    /** Creates an unconnected, non-blocking TCP channel. */
    SocketChannel tcp() throws IOException {
        return prepared(channels.tcp(), channel -> {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, options.tcpNoDelay());
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, options.tcpKeepAlive());
        });
    }

    /** Creates an unconnected, non-blocking unix domain channel. */
    SocketChannel unix() throws IOException {
        return prepared(channels.unix(), channel -> channel.configureBlocking(false));
    }

    private SocketChannel prepared(SocketChannel channel, Preparation own) throws IOException {
        try {
            own.prepare(channel);
            if (options.sendBufferSize() > 0) {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferSize());
            }
            if (options.receiveBufferSize() > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferSize());
            }
            return channel;
        } catch (Throwable e) {
            Closing.close(channel, e);
            throw e;
        }
    }

    @FunctionalInterface
    private interface Preparation {
        void prepare(SocketChannel channel) throws IOException;
    }
}

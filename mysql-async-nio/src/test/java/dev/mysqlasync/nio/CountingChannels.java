package dev.mysqlasync.nio;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The system's channels, remembered. */
final class CountingChannels implements ChannelSource {

    private final List<SocketChannel> made = new CopyOnWriteArrayList<>();

    @Override
    public SocketChannel tcp() throws IOException {
        return remembered(SYSTEM.tcp());
    }

    @Override
    public SocketChannel unix() throws IOException {
        return remembered(SYSTEM.unix());
    }

    private SocketChannel remembered(SocketChannel channel) {
        made.add(channel);
        return channel;
    }

    List<SocketChannel> made() {
        return made;
    }

    long open() {
        return made.stream().filter(Channel::isOpen).count();
    }
}

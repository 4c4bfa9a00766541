package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import dev.mysqlasync.spi.TransportProvider;

/** The provider named {@code nio}: TCP and unix domain sockets over JDK selectors. */
public final class NioTransportProvider implements TransportProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public NioTransportProvider() {}

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public Transport create(TransportOptions options) {
        return new NioTransport(options, ChannelSource.SYSTEM, Resolver.SYSTEM);
    }
}

package dev.mysqlasync.nio;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves host names to addresses, most preferred first. May block. */
@FunctionalInterface
interface Resolver {

    /** The JDK's resolver, with its cache. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * Returns the addresses of a host, at least one.
     *
     * @throws UnknownHostException if there are none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}

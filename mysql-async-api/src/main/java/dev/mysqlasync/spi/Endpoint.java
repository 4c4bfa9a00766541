package dev.mysqlasync.spi;

import java.nio.file.Path;

/** Where a server listens. */
public sealed interface Endpoint {

    /**
     * A TCP port.
     *
     * @param host a name, an IPv4 address or an IPv6 address without brackets
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements Endpoint {
        @Override
        public String toString() {
            return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
        }
    }

    /** A unix domain socket. */
    record UnixSocket(Path path) implements Endpoint {
        @Override
        public String toString() {
            return path.toString();
        }
    }
}

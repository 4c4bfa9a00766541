package dev.mysqlasync.spi;

import java.nio.file.Path;

/** The address of a server. */
public sealed interface Endpoint {

    /**
     * A TCP host and port.
     *
     * @param host a host name, an IPv4 address, or an IPv6 address without brackets
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements Endpoint {
        @Override
        public String toString() {
            return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
        }
    }

    /**
     * A unix domain socket.
     *
     * @param path the socket file
     */
    record UnixSocket(Path path) implements Endpoint {
        @Override
        public String toString() {
            return path.toString();
        }
    }
}

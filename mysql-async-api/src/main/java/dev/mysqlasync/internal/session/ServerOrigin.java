package dev.mysqlasync.internal.session;

import dev.mysqlasync.Row;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a connection as the server sees them.
 *
 * @param port the port that the server listens on; 0 if it is not known
 * @param socket the socket file that the server listens on; empty if it is not known
 * @param seenClient the client in the process list: a host name or address with a port, or {@code localhost} for a unix
 *     domain socket; empty if it is not known
 * @param identity the server's identity; {@code null} if it is not known
 */
public record ServerOrigin(
        int port,
        String socket,
        String seenClient,
        @Nullable ServerIdentity identity) {

    static final ServerOrigin UNKNOWN = new ServerOrigin(0, "", "", null);

    /** The columns that it is read from. The process list shows an account its own row without any privilege. */
    static String columns(ServerIdentity.Kind kind) {
        return "@@port, @@socket, (SELECT host FROM information_schema.processlist WHERE id = CONNECTION_ID()), "
                + kind.sql();
    }

    static ServerOrigin of(Row row, int index, ServerIdentity.Kind kind) {
        return new ServerOrigin(
                row.isNull(index) ? 0 : row.getInt(index),
                ServerFacts.text(row, index + 1),
                ServerFacts.text(row, index + 2),
                ServerIdentity.of(kind, ServerFacts.text(row, index + 3)));
    }

    /**
     * Whether the connection ends at the server itself: the server sees the local port, and listens on the port that
     * was connected to. A proxy that passes the server's greeting on, such as MySQL Router in PASSTHROUGH mode, has a
     * port of its own on the server's side. Addresses are not compared, because the server may show a host name, and
     * its network another address. If ports are translated on the way, nothing is proven, and the result is false.
     *
     * <p>A unix domain socket has no port, so the path must be the one that the server listens on. A proxy stays
     * undetected if it forges the client's address, as with the PROXY protocol or a transparent proxy, and passes the
     * greeting on. Known proxies of that kind pass bytes on without reading them.
     *
     * @param local the local address; {@code null} if it is not known
     */
    public boolean isAtTheEndOf(@Nullable SocketAddress local, SocketAddress remote) {
        if (local instanceof InetSocketAddress mine && remote instanceof InetSocketAddress reached) {
            return reached.getPort() == port && seenClient.endsWith(":" + mine.getPort());
        }
        return remote instanceof UnixDomainSocketAddress reached
                && seenClient.equals("localhost")
                && withoutAlias(reached.getPath().toAbsolutePath().normalize().toString())
                        .equals(withoutAlias(socket));
    }

    /** Some systems have two names for one directory. */
    private static String withoutAlias(String path) {
        return path.startsWith("/var/run/") ? path.substring("/var".length()) : path;
    }
}

package dev.mysqlasync.internal.session;

import dev.mysqlasync.Row;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection comes from and ends, in the server's own words.
 *
 * @param port the port that the server listens at, 0 if it does not say
 * @param socket the path that it listens at, empty if it does not say
 * @param seenClient who is at the other end of the connection, as the process list has it: a name or an address with a port, or
 *     {@code localhost} behind a unix domain socket; empty if it does not say
 * @param identity which server it is; {@code null} if it does not say
 */
public record ServerOrigin(
        int port,
        String socket,
        String seenClient,
        @Nullable ServerIdentity identity) {

    static final ServerOrigin UNKNOWN = new ServerOrigin(0, "", "", null);

    /** The columns that it is read from. The row of the process list is one's own, which takes no privilege. */
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
     * Whether the connection ends at the server itself: the server sees the very port that this end has, and listens at the one that
     * was connected to. A proxy that passes the server's greeting on, such as MySQL Router in PASSTHROUGH, has a port of its own
     * at its server's side. Addresses are not compared, since the server may show a name, and its network another address.
     * Where ports are translated on the way, nothing is proven, and the answer is no.
     *
     * <p>A unix domain socket has no port, so there the path has to be the one that the server listens at. Not found out is a
     * proxy that forges the client's address (as with the PROXY protocol or a transparent proxy) and passes the greeting on; those
     * that are known pass bytes on and read nothing in them.
     *
     * @param local this end's address, {@code null} if it is not known
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

    /** Systems have one folder under two names, of which either is used. */
    private static String withoutAlias(String path) {
        return path.startsWith("/var/run/") ? path.substring("/var".length()) : path;
    }
}

package dev.mysqlasync.internal.setup;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.internal.wire.Wire;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a connection is to lead, and within which time.
 *
 * @param address where the server is; the name that it has to prove is that of the options all the same
 * @param others the addresses that are left to be tried if no session comes about at this one
 * @param deadline within which a session has to be set up, be it at one of the others
 * @param failed the addresses at which none came about a moment ago
 */
public record Destination(Endpoint address, List<Endpoint> others, Deadline deadline, FailedAddresses failed) {

    /** So many addresses that answer and set no session up may take all the time. */
    private static final int SHARES = 3;

    /** The one that the options name. */
    public static Destination of(MySqlOptions options, Transport transport, FailedAddresses failed) {
        return at(options.endpoint(), options, transport, failed);
    }

    /** A single address. */
    public static Destination at(Endpoint address, MySqlOptions options, Transport transport, FailedAddresses failed) {
        return new Destination(address, List.of(), Deadline.after(transport, options.connectTimeout()), failed);
    }

    /** The address that was reached, to be connected to once more. */
    public static Endpoint reached(SocketAddress reached, MySqlOptions options) {
        return reached instanceof InetSocketAddress tcp && tcp.getAddress() != null
                ? new Endpoint.Tcp(tcp.getAddress().getHostAddress(), tcp.getPort())
                : options.endpoint();
    }

    /** The next one of the addresses that are left. */
    public Destination next() {
        return new Destination(others.get(0), others.subList(1, others.size()), deadline, failed);
    }

    /** The address that a connection on the way here has really reached, and those that are left then. */
    public Destination reached(Wire wire, MySqlOptions options) {
        List<Endpoint> left = new ArrayList<>(wire.alternatives());
        others.stream().filter(other -> !left.contains(other)).forEach(left::add);
        return new Destination(reached(wire.remoteAddress(), options), left, deadline, failed);
    }

    /**
     * For how long a connection that is there may try to get a session set up: for all the time that is left, for a share of it if there
     * are other addresses, and not at all if that failed there a moment ago and has not at another one.
     */
    Duration time(MySqlOptions options, Transport transport) {
        Duration all = deadline.remaining(transport);
        if (others.isEmpty()) {
            return all;
        }
        long now = transport.nanoTime();
        if (failed.has(address, now) && others.stream().anyMatch(other -> !failed.has(other, now))) {
            return Duration.ZERO;
        }
        Duration share = options.connectTimeout().dividedBy(SHARES);
        return share.compareTo(all) < 0 ? share : all;
    }
}

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
 * The address of a connection, and the time within which its session must be set up.
 *
 * @param address the address to connect to; TLS still verifies the host name in the options
 * @param others the addresses that are left to try if this one sets up no session
 * @param deadline for setting up a session, at this address or at another
 * @param failed the addresses that have recently set up no session
 */
public record Destination(Endpoint address, List<Endpoint> others, Deadline deadline, FailedAddresses failed) {

    /** The number of addresses that may use up {@code connectTimeout} without setting up a session. */
    private static final int SHARES = 3;

    /** The destination in the options. */
    public static Destination of(MySqlOptions options, Transport transport, FailedAddresses failed) {
        return at(options.endpoint(), options, transport, failed);
    }

    /** A destination with a single address. */
    public static Destination at(Endpoint address, MySqlOptions options, Transport transport, FailedAddresses failed) {
        return new Destination(address, List.of(), Deadline.after(transport, options.connectTimeout()), failed);
    }

    /** The endpoint that was reached, for another connection to it. */
    public static Endpoint reached(SocketAddress reached, MySqlOptions options) {
        return reached instanceof InetSocketAddress tcp && tcp.getAddress() != null
                ? new Endpoint.Tcp(tcp.getAddress().getHostAddress(), tcp.getPort())
                : options.endpoint();
    }

    /** The next of the other addresses. */
    public Destination next() {
        return new Destination(others.get(0), others.subList(1, others.size()), deadline, failed);
    }

    /** The address that a connection to this destination has reached, and the addresses left to try. */
    public Destination reached(Wire wire, MySqlOptions options) {
        List<Endpoint> left = new ArrayList<>(wire.alternatives());
        others.stream().filter(other -> !left.contains(other)).forEach(left::add);
        return new Destination(reached(wire.remoteAddress(), options), left, deadline, failed);
    }

    /**
     * How long a connection may take to set up its session. It is all the time that is left, or a share of it if there
     * are other addresses. It is zero if this address failed recently and another one did not.
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

package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportHandler;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One attempt to connect: an event that resolves the name, an event that connects, and a timer for the deadline. */
final class SimAttempt implements Cancellable {

    private final InMemoryTransport transport;
    private final InMemoryNetwork network;
    private final SimLoop loop;
    private final SimLane lane = new SimLane();
    private final Endpoint endpoint;
    private final TransportHandler handler;

    @SuppressWarnings("UnnecessaryLambda") // the transport identifies it by reference
    private final Runnable closer = () -> fail("cannot connect to %s: the transport was closed");

    private @Nullable Cancellable timeout;
    private boolean ended;
    private volatile boolean cancelled;

    SimAttempt(InMemoryTransport transport, InMemoryNetwork network, Endpoint endpoint, TransportHandler handler) {
        this.transport = transport;
        this.network = network;
        this.loop = network.loop();
        this.endpoint = endpoint;
        this.handler = handler;
    }

    void start(Deadline deadline) {
        Duration left = deadline.remaining(transport);
        if (left.isZero()) {
            loop.post(lane, this::timedOut);
        } else {
            timeout = loop.clock().schedule(left, lane, this::timedOut);
            loop.post(lane, this::resolve);
        }
        transport.onClose(closer);
    }

    private void resolve() {
        if (network.isUnresolvable(endpoint)) {
            end(new UnknownHostException(endpoint + ": the name has no address"));
        } else {
            loop.post(lane, this::connect);
        }
    }

    private void connect() {
        List<Endpoint> addresses = network.addresses(endpoint);
        for (int i = 0; i < addresses.size(); i++) {
            if (connects(addresses.get(i), addresses.subList(i + 1, addresses.size()))) {
                return;
            }
        }
        end(new ConnectException("cannot connect to " + endpoint + " (tried " + addresses + "): refused"));
    }

    /** Tries one address. Returns whether the attempt stays with it: connected, or waiting for an answer. */
    private boolean connects(Endpoint address, List<Endpoint> others) {
        if (ended || cancelled || network.isSilent(address) && others.isEmpty()) {
            return true;
        }
        Function<InMemoryConnection, TransportHandler> acceptor = network.listenerAt(address);
        if (acceptor == null || network.isSilent(address) || !end()) {
            return false;
        }
        InMemoryConnection.openPair(network, transport, address, others, handler, acceptor);
        return true;
    }

    private void timedOut() {
        end(new SocketTimeoutException("timed out connecting to " + endpoint + ": no answer"));
    }

    @Override
    public void cancel() {
        fail("the attempt to connect to %s was cancelled");
    }

    private void fail(String reason) {
        cancelled = true;
        loop.post(lane, () -> end(new CancellationException(String.format(reason, endpoint))));
    }

    private void end(Throwable cause) {
        if (end()) {
            handler.closed(cause);
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        if (timeout != null) {
            timeout.cancel();
        }
        transport.forget(closer);
        return true;
    }
}

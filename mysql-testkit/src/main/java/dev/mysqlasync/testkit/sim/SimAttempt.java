package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportHandler;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One attempt to connect: an event for the name, an event for the connection, and a timer against both. */
final class SimAttempt implements Cancellable {

    private final InMemoryTransport transport;
    private final InMemoryNetwork network;
    private final SimLoop loop;
    private final SimLane lane = new SimLane();
    private final Endpoint endpoint;
    private final TransportHandler handler;

    @SuppressWarnings("UnnecessaryLambda") // known to the transport by identity
    private final Runnable closer = () -> fail("cannot connect to %s: the transport was closed");

    private @Nullable Cancellable alarm;
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
            alarm = loop.clock().schedule(left, lane, this::timedOut);
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
        if (ended || cancelled || network.isSilent(endpoint)) {
            return;
        }
        Function<InMemoryConnection, TransportHandler> acceptor = network.listenerAt(endpoint);
        if (acceptor == null) {
            end(new ConnectException("cannot connect to " + endpoint + " (tried " + endpoint + "): refused"));
        } else if (end()) {
            InMemoryConnection.openPair(network, transport, endpoint, handler, acceptor);
        }
    }

    private void timedOut() {
        end(new SocketTimeoutException("timed out connecting to " + endpoint + ": no answer"));
    }

    @Override
    public void cancel() {
        fail("the attempt to connect to %s was given up");
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
        if (alarm != null) {
            alarm.cancel();
        }
        transport.forget(closer);
        return true;
    }
}

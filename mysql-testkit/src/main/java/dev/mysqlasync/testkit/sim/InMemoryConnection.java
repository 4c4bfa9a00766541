package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One end of an in-memory connection, the client's or the server's. Its I/O thread is the thread that runs the loop.
 */
public final class InMemoryConnection implements TransportConnection {

    /** The names of the loopback address. Other names have no address in memory. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private static final Pattern IPV4 = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    private enum State {
        /** Bytes are sent and received. Exits: CLOSING on this end's close, abort or reset; CLOSED on all else. */
        OPEN,
        /** This end has been closed; its handler has not been called. Exit: CLOSED. */
        CLOSING,
        /** The handler has been called. No exit. */
        CLOSED
    }

    private final SimLoop loop;
    private final SocketAddress localAddress;
    private final SocketAddress remoteAddress;
    private final SimLane lane = new SimLane();
    private final SimPipe out;
    private final SimPipe in;
    private final BooleanSupplier timersDropped;
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private List<Endpoint> alternatives = List.of();
    private Runnable whenClosed = () -> {};
    private @Nullable TransportHandler handler;

    /** Creates both ends and calls both handlers, the server's first. */
    static void openPair(
            InMemoryNetwork network,
            InMemoryTransport transport,
            Endpoint endpoint,
            List<Endpoint> others,
            TransportHandler clientHandler,
            Function<InMemoryConnection, TransportHandler> acceptor) {
        SimPipe toServer = new SimPipe(network.loop(), network.pipeCapacity());
        SimPipe toClient = new SimPipe(network.loop(), network.pipeCapacity());
        SocketAddress ofServer = address(endpoint);
        SocketAddress ofClient = clientAddress(network, endpoint);
        InMemoryConnection client =
                new InMemoryConnection(network.loop(), ofClient, ofServer, toServer, toClient, transport::isClosed);
        InMemoryConnection server =
                new InMemoryConnection(network.loop(), ofServer, ofClient, toClient, toServer, () -> false);
        Runnable closer = client::transportClosed;
        client.alternatives = others;
        client.whenClosed = () -> {
            network.clientClosed();
            transport.forget(closer);
        };
        network.clientOpened();
        server.open(acceptor.apply(server));
        client.open(clientHandler);
        transport.onClose(closer);
    }

    private static SocketAddress address(Endpoint endpoint) {
        if (!(endpoint instanceof Endpoint.Tcp tcp)) {
            return UnixDomainSocketAddress.of(((Endpoint.UnixSocket) endpoint).path());
        }
        if (LOOPBACK.contains(tcp.host())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.port());
        }
        return IPV4.matcher(tcp.host()).matches()
                ? new InetSocketAddress(tcp.host(), tcp.port()) // an IP literal: no look-up
                : InetSocketAddress.createUnresolved(tcp.host(), tcp.port());
    }

    private static SocketAddress clientAddress(InMemoryNetwork network, Endpoint endpoint) {
        return endpoint instanceof Endpoint.Tcp
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), network.nextPort())
                : UnixDomainSocketAddress.of("");
    }

    private InMemoryConnection(
            SimLoop loop,
            SocketAddress localAddress,
            SocketAddress remoteAddress,
            SimPipe out,
            SimPipe in,
            BooleanSupplier timersDropped) {
        this.loop = loop;
        this.localAddress = localAddress;
        this.remoteAddress = remoteAddress;
        this.out = out;
        this.in = in;
        this.timersDropped = timersDropped;
    }

    private void open(TransportHandler newHandler) {
        handler = newHandler;
        out.onDrained(() -> loop.post(lane, () -> run(newHandler::drained)));
        in.onBytes(bytes -> run(() -> newHandler.received(bytes)), this::finish, this::isOpen);
        run(() -> newHandler.connected(this));
    }

    /** The number of calls of {@link #write} at this end that had bytes to send while the connection was open. */
    public int writes() {
        return writes.get();
    }

    /** Whether neither end has closed the connection, as far as this end knows. */
    public boolean isOpen() {
        return state.get() == State.OPEN;
    }

    @Override
    public void write(ByteBuffer... bytes) {
        if (isOpen() && out.write(bytes)) {
            writes.incrementAndGet();
        }
        for (ByteBuffer buffer : bytes) {
            buffer.position(buffer.limit());
        }
    }

    @Override
    public long pendingBytes() {
        return out.waiting();
    }

    @Override
    public void pauseReading() {
        in.pause();
    }

    @Override
    public void resumeReading() {
        in.resume();
    }

    @Override
    public void execute(Runnable task) {
        loop.post(lane, () -> run(task));
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return loop.clock().schedule(delay, lane, () -> {
            if (!timersDropped.getAsBoolean()) {
                run(task);
            }
        });
    }

    @Override
    public List<Endpoint> alternatives() {
        return alternatives;
    }

    @Override
    public SocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public void close() {
        end(null);
    }

    @Override
    public void abort() {
        end(null);
    }

    /**
     * Resets the connection, as the system of a failing peer does. Bytes on their way to the other end are lost, and
     * its handler gets an {@link IOException}.
     */
    public void reset() {
        end(new IOException("Connection reset by peer"));
    }

    private void transportClosed() {
        end(null, new CancellationException("the transport was closed"));
    }

    private void end(@Nullable IOException forPeer) {
        end(forPeer, null);
    }

    private void end(@Nullable IOException forPeer, @Nullable Throwable cause) {
        if (state.compareAndSet(State.OPEN, State.CLOSING)) {
            out.end(forPeer);
            loop.post(lane, () -> finish(cause));
        }
    }

    /** Runs the handler's code. An exception closes the connection. */
    private void run(Runnable code) {
        try {
            code.run();
        } catch (Throwable e) {
            if (state.get() == State.CLOSED) {
                throw e;
            }
            finish(e);
        }
    }

    private void finish(@Nullable Throwable cause) {
        if (state.getAndSet(State.CLOSED) == State.CLOSED) {
            return;
        }
        out.end(null);
        in.discard();
        whenClosed.run();
        if (handler != null) {
            handler.closed(cause);
        }
    }
}

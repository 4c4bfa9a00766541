package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportHandler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory network of endpoints and host names on one {@link SimLoop}. A connect to an endpoint without a listener
 * is refused. Thread-safe; all callbacks run on the thread that runs the loop.
 */
public final class InMemoryNetwork {

    private static final int DEFAULT_PIPE_CAPACITY = 64 * 1024;
    private static final int FIRST_PORT = 32_768;
    private static final int PORTS = 28_232;

    private final SimLoop loop;
    private final int pipeCapacity;
    private final Map<Endpoint, Function<InMemoryConnection, TransportHandler>> listeners = new ConcurrentHashMap<>();
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final Set<String> unresolvable = ConcurrentHashMap.newKeySet();
    private final Set<Endpoint> silent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger openConnections = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    /** Creates a network whose connections buffer 64 KiB in each direction. */
    public InMemoryNetwork(SimLoop loop) {
        this(loop, DEFAULT_PIPE_CAPACITY);
    }

    /**
     * Creates a network.
     *
     * @param pipeCapacity how many bytes a connection buffers in each direction, at least 1; further bytes wait at the
     *     writer
     * @throws IllegalArgumentException if {@code pipeCapacity} is below 1
     */
    public InMemoryNetwork(SimLoop loop, int pipeCapacity) {
        if (pipeCapacity < 1) {
            throw new IllegalArgumentException("pipeCapacity must be at least 1: " + pipeCapacity);
        }
        this.loop = loop;
        this.pipeCapacity = pipeCapacity;
    }

    /** The loop that runs the network. */
    public SimLoop loop() {
        return loop;
    }

    /** Creates a transport that connects within this network. */
    public InMemoryTransport transport() {
        return new InMemoryTransport(this);
    }

    /**
     * Starts to listen at an endpoint.
     *
     * @param acceptor receives the server's end of each new connection and returns its handler, which is called like a
     *     client's handler
     * @return stops listening when closed; connections stay open
     * @throws IllegalStateException if there is a listener at the endpoint already
     */
    public Listening listen(Endpoint endpoint, Function<InMemoryConnection, TransportHandler> acceptor) {
        if (listeners.putIfAbsent(endpoint, acceptor) != null) {
            throw new IllegalStateException(endpoint + " already has a listener");
        }
        return () -> listeners.remove(endpoint, acceptor);
    }

    /** Makes a host name unresolvable. */
    public void makeUnresolvable(String host) {
        unresolvable.add(host);
    }

    /**
     * Resolves a host name to these addresses, which are tried in this order. A server {@linkplain #listen listens} at
     * an address, not at the name. An address that refuses is skipped, as is a silent one that is not the last.
     */
    public void name(String host, String... addresses) {
        names.put(host, List.of(addresses));
    }

    /** The endpoint itself, or the addresses of its name. */
    List<Endpoint> addresses(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Tcp tcp && names.containsKey(tcp.host())
                ? names.get(tcp.host()).stream()
                        .map(address -> (Endpoint) new Endpoint.Tcp(address, tcp.port()))
                        .toList()
                : List.of(endpoint);
    }

    /** Lets attempts to connect to an endpoint get no answer. */
    public void makeSilent(Endpoint endpoint) {
        silent.add(endpoint);
    }

    /** The number of connections open at their client's end. */
    public int openConnections() {
        return openConnections.get();
    }

    @Nullable
    Function<InMemoryConnection, TransportHandler> listenerAt(Endpoint endpoint) {
        return listeners.get(endpoint);
    }

    boolean isUnresolvable(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Tcp tcp && unresolvable.contains(tcp.host());
    }

    boolean isSilent(Endpoint endpoint) {
        return silent.contains(endpoint);
    }

    /** The client's port for a new connection. */
    int nextPort() {
        return FIRST_PORT + connections.getAndIncrement() % PORTS;
    }

    int pipeCapacity() {
        return pipeCapacity;
    }

    void clientOpened() {
        openConnections.incrementAndGet();
    }

    void clientClosed() {
        openConnections.decrementAndGet();
    }

    /** A listener. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {

        /** Stops listening: later attempts to connect are refused. */
        @Override
        void close();
    }
}

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
 * Endpoints, names and the pipes between them, all in memory and on one {@link SimLoop}. Who connects to an endpoint
 * where nobody listens is refused. It may be changed from any thread; all callbacks come on the one that runs the loop.
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

    /** A network whose connections hold 64 KiB in each direction. */
    public InMemoryNetwork(SimLoop loop) {
        this(loop, DEFAULT_PIPE_CAPACITY);
    }

    /**
     * A network with pipes of a given size.
     *
     * @param pipeCapacity how many bytes, at least one, are under way in one direction before more of them wait with
     *     the writer
     */
    public InMemoryNetwork(SimLoop loop, int pipeCapacity) {
        if (pipeCapacity < 1) {
            throw new IllegalArgumentException("pipeCapacity must be at least 1: " + pipeCapacity);
        }
        this.loop = loop;
        this.pipeCapacity = pipeCapacity;
    }

    /** The loop on which all of it happens. */
    public SimLoop loop() {
        return loop;
    }

    /** A new transport, whose connections lead into this network. */
    public InMemoryTransport transport() {
        return new InMemoryTransport(this);
    }

    /**
     * Lets a server listen.
     *
     * @param acceptor gets the server's end of each new connection and returns the handler that will be told of it, as
     *     a client's handler is
     * @return stops listening; the connections made stay
     * @throws IllegalStateException when somebody listens there already
     */
    public Listening listen(Endpoint endpoint, Function<InMemoryConnection, TransportHandler> acceptor) {
        if (listeners.putIfAbsent(endpoint, acceptor) != null) {
            throw new IllegalStateException("somebody listens at " + endpoint + " already");
        }
        return () -> listeners.remove(endpoint, acceptor);
    }

    /** Makes a host's name one that has no address. */
    public void makeUnresolvable(String host) {
        unresolvable.add(host);
    }

    /**
     * Gives a name these addresses, in the order in which they are tried; a server {@linkplain #listen listens} at an address, not at
     * the name. An address that is refused is passed over, and one that is silent while there are others.
     */
    public void name(String host, String... addresses) {
        names.put(host, List.of(addresses));
    }

    /** Where an endpoint leads: itself, or the addresses of the name. */
    List<Endpoint> addresses(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Tcp tcp && names.containsKey(tcp.host())
                ? names.get(tcp.host()).stream()
                        .map(address -> (Endpoint) new Endpoint.Tcp(address, tcp.port()))
                        .toList()
                : List.of(endpoint);
    }

    /** Makes attempts to connect to an endpoint go without an answer. */
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

    /** The port of a new connection's client. */
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

    /** A server's listening. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {

        /** Stops it: who connects from now on is refused. */
        @Override
        void close();
    }
}

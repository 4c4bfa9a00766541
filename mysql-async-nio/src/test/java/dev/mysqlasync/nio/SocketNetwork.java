package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import dev.mysqlasync.testkit.contract.ContractNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Runs the contract on the loopback interface; checks at the end that no channel was left open. */
final class SocketNetwork implements ContractNetwork {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Path directory;
    private final CountingChannels channels = new CountingChannels();
    private final NioTransport transport;
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    SocketNetwork(TransportOptions options, Path directory) {
        this(options, directory, Resolver.SYSTEM);
    }

    SocketNetwork(TransportOptions options, Path directory, Resolver resolver) {
        this.directory = directory;
        this.transport = new NioTransport(options, channels, resolver);
    }

    @Override
    public Transport transport() {
        return transport;
    }

    CountingChannels channels() {
        return channels;
    }

    @Override
    public SocketPeer listen() {
        return kept(new SocketPeer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    @Override
    public SocketPeer listenOnUnixSocket() {
        return kept(new SocketPeer(UnixDomainSocketAddress.of(directory.resolve("server.sock"))));
    }

    /** A port that is bound, so that nobody else takes it meanwhile, and not listened at. */
    @Override
    public Endpoint refusing() {
        try {
            Socket bound = kept(new Socket());
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new Endpoint.Tcp(bound.getLocalAddress().getHostAddress(), bound.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Endpoint missingUnixSocket() {
        return new Endpoint.UnixSocket(directory.resolve("missing.sock"));
    }

    /** A label of over 63 characters, of which no name server needs to be asked. */
    @Override
    public Endpoint unresolvable() {
        return new Endpoint.Tcp("x".repeat(70) + ".invalid", 3306);
    }

    /** A listener whose queue is full: the system ignores who else knocks. */
    @Override
    public Endpoint silent() {
        try {
            ServerSocket full = kept(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            for (int i = 0; i < 2; i++) {
                kept(new Socket(full.getInetAddress(), full.getLocalPort()));
            }
            return endpoint(full);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Endpoint endpoint(ServerSocket socket) {
        return new Endpoint.Tcp(socket.getInetAddress().getHostAddress(), socket.getLocalPort());
    }

    private <T extends AutoCloseable> T kept(T resource) {
        resources.push(resource);
        return resource;
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("not reached: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() {
        try {
            for (AutoCloseable resource : resources) {
                resource.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        await("no channel open", () -> channels.open() == 0);
    }
}

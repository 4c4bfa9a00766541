package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.TransportSecurity;
import dev.mysqlasync.spi.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Hosts a server on a real socket. One thread accepts, one per connection reads, and others run delayed tasks. All are
 * daemons whose names begin with {@code fake-mysql-}.
 */
final class SocketHost implements ServerHost {

    /** The pause after a failed accept. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ServerCore core;
    private final ServerSocketChannel listener;
    private final Endpoint endpoint;
    private final TransportSecurity security;
    private final String name;
    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor workers;
    private final Thread acceptor;
    private final Set<SocketConnection> connections = ConcurrentHashMap.newKeySet();

    /** Listens on a free TCP port of 127.0.0.1. */
    static SocketHost tcp(ServerCore core) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.INET);
            listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            return start(new SocketHost(
                    core, listener, new Endpoint.Tcp("127.0.0.1", port), TransportSecurity.PLAIN, "" + port));
        } catch (IOException e) {
            throw new UncheckedIOException("the fake server cannot listen on 127.0.0.1", e);
        }
    }

    /** Listens on a unix domain socket. Its file must not exist. */
    static SocketHost unix(ServerCore core, Path path) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(path));
            return start(new SocketHost(
                    core,
                    listener,
                    new Endpoint.UnixSocket(path),
                    TransportSecurity.UNIX_SOCKET,
                    path.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("the fake server cannot listen on " + path, e);
        }
    }

    private SocketHost(
            ServerCore core, ServerSocketChannel listener, Endpoint endpoint, TransportSecurity security, String name) {
        this.core = core;
        this.listener = listener;
        this.endpoint = endpoint;
        this.security = security;
        this.name = "fake-mysql-" + name;
        this.timer = new ScheduledThreadPoolExecutor(1, daemons("timer"), new ThreadPoolExecutor.DiscardPolicy());
        this.workers = (ThreadPoolExecutor) Executors.newCachedThreadPool(daemons("worker"));
        workers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        this.acceptor = daemons("accept").newThread(this::accept);
    }

    private static SocketHost start(SocketHost host) {
        host.acceptor.start();
        return host;
    }

    private ThreadFactory daemons(String role) {
        return task -> {
            Thread thread = new Thread(task, name + "-" + role);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void accept() {
        boolean failing = false;
        while (listener.isOpen()) {
            try {
                serve(listener.accept());
                failing = false;
            } catch (ClosedChannelException e) {
                break;
            } catch (Throwable e) { // such as no file descriptor left: one may be free for the next client
                if (!failing) {
                    core.log().unexpected("The fake server failed to serve a client: " + e);
                }
                failing = true;
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
        connections.forEach(SocketConnection::abort);
    }

    /** Serves a client, or closes its connection if that fails. */
    private void serve(SocketChannel accepted) throws IOException {
        try {
            SocketConnection connection = new SocketConnection(this, accepted);
            connections.add(connection);
            daemons("reader").newThread(connection::run).start();
        } catch (Throwable e) {
            closeChannel(accepted);
            throw e;
        }
    }

    ServerConversation converse(SocketConnection connection) {
        return new ServerConversation(core, connection, security);
    }

    void ended(SocketConnection connection) {
        connections.remove(connection);
    }

    /** Runs a task on another thread after a delay, unless the server has been closed by then. */
    void schedule(Duration delay, Runnable task) {
        if (delay.isZero()) {
            workers.execute(task);
        } else {
            Future<?> unused = timer.schedule(() -> workers.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        try {
            listener.close();
            if (endpoint instanceof Endpoint.UnixSocket socket) {
                Files.deleteIfExists(socket.path());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the fake server", e);
        } finally {
            timer.shutdownNow();
            workers.shutdown();
            connections.forEach(SocketConnection::abort);
            awaitAcceptor();
        }
    }

    /** Waits for the acceptor: the system accepts clients as long as a thread is in accept(). */
    private void awaitAcceptor() {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void closeChannel(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a connection", e);
        }
    }
}

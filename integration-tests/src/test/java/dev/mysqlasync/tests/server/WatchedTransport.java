package dev.mysqlasync.tests.server;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.spi.TransportOptions;
import dev.mysqlasync.spi.TransportProvider;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The installed transport, with what passes through it counted. */
final class WatchedTransport implements Transport {

    private final Transport transport = ServiceLoader.load(TransportProvider.class)
            .findFirst()
            .orElseThrow()
            .create(TransportOptions.DEFAULT);
    private final CountDownLatch connected = new CountDownLatch(1);
    private final AtomicInteger writes = new AtomicInteger();

    /** How often bytes were written, on all connections; counted once the system has them, or as much as it takes. */
    int writes() {
        return writes.get();
    }

    /** Opens when a first connection stands. */
    CountDownLatch connected() {
        return connected;
    }

    @Override
    public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
        return transport.connect(endpoint, deadline, new WatchedHandler(handler));
    }

    @Override
    public long nanoTime() {
        return transport.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return transport.schedule(delay, task);
    }

    @Override
    public void offload(Runnable task) {
        transport.offload(task);
    }

    @Override
    public boolean isIoThread() {
        return transport.isIoThread();
    }

    @Override
    public void close() {
        transport.close();
    }

    private final class WatchedHandler implements TransportHandler {
        private final TransportHandler handler;

        WatchedHandler(TransportHandler handler) {
            this.handler = handler;
        }

        @Override
        public void connected(TransportConnection connection) {
            handler.connected(new WatchedConnection(connection));
            connected.countDown();
        }

        @Override
        public void received(ByteBuffer bytes) {
            handler.received(bytes);
        }

        @Override
        public void drained() {
            handler.drained();
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            handler.closed(cause);
        }
    }

    private final class WatchedConnection implements TransportConnection {
        private final TransportConnection connection;

        WatchedConnection(TransportConnection connection) {
            this.connection = connection;
        }

        @Override
        public void write(ByteBuffer... bytes) {
            connection.write(bytes);
            writes.incrementAndGet();
        }

        @Override
        public long pendingBytes() {
            return connection.pendingBytes();
        }

        @Override
        public void pauseReading() {
            connection.pauseReading();
        }

        @Override
        public void resumeReading() {
            connection.resumeReading();
        }

        @Override
        public void execute(Runnable task) {
            connection.execute(task);
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return connection.schedule(delay, task);
        }

        @Override
        public List<Endpoint> alternatives() {
            return connection.alternatives();
        }

        @Override
        public @Nullable SocketAddress localAddress() {
            return connection.localAddress();
        }

        @Override
        public SocketAddress remoteAddress() {
            return connection.remoteAddress();
        }

        @Override
        public void close() {
            connection.close();
        }

        @Override
        public void abort() {
            connection.abort();
        }
    }
}

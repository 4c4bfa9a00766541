package dev.mysqlasync.driver;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.spi.TransportOptions;
import dev.mysqlasync.spi.TransportProvider;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what passes through another transport. */
public final class WatchedTransport extends PassingTransport {

    private final List<TransportConnection> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger offloads = new AtomicInteger();

    /** Watches the installed transport. */
    public WatchedTransport() {
        this(ServiceLoader.load(TransportProvider.class)
                .findFirst()
                .orElseThrow()
                .create(TransportOptions.DEFAULT));
    }

    public WatchedTransport(Transport watched) {
        super(watched);
    }

    /** How often bytes were written, on all connections; counted once the system has them, or as much as it takes. */
    public int writes() {
        return writes.get();
    }

    /** How many bytes the client has written that have not left. */
    public long pendingBytes() {
        return connections.stream().mapToLong(TransportConnection::pendingBytes).sum();
    }

    /** How many computations were handed to other threads. */
    public int offloads() {
        return offloads.get();
    }

    /** Opens when a first connection stands. */
    public CountDownLatch connected() {
        return connected;
    }

    @Override
    public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
        return super.connect(endpoint, deadline, new PassingHandler(handler) {
            @Override
            public void connected(TransportConnection connection) {
                connections.add(connection);
                super.connected(new WatchedConnection(connection));
                connected.countDown();
            }
        });
    }

    @Override
    public void offload(Runnable task) {
        offloads.incrementAndGet();
        super.offload(task);
    }

    private final class WatchedConnection extends PassingConnection {

        WatchedConnection(TransportConnection connection) {
            super(connection);
        }

        @Override
        public void write(ByteBuffer... bytes) {
            super.write(bytes);
            writes.incrementAndGet();
        }
    }
}

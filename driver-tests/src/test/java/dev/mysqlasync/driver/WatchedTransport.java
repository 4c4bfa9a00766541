package dev.mysqlasync.driver;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.testkit.sim.InMemoryConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Counts the writes of the connections of another transport. */
final class WatchedTransport implements Transport {

    private final Transport watched;
    private final List<InMemoryConnection> connections = new ArrayList<>();
    private int offloads;

    WatchedTransport(Transport watched) {
        this.watched = watched;
    }

    /** How many computations were handed to other threads. */
    int offloads() {
        return offloads;
    }

    int writes() {
        return connections.stream().mapToInt(InMemoryConnection::writes).sum();
    }

    /** How many bytes the client has written that have not left. */
    long pendingBytes() {
        return connections.stream().mapToLong(InMemoryConnection::pendingBytes).sum();
    }

    @Override
    public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
        return watched.connect(endpoint, deadline, new TransportHandler() {
            @Override
            public void connected(TransportConnection connection) {
                connections.add((InMemoryConnection) connection);
                handler.connected(connection);
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
        });
    }

    @Override
    public long nanoTime() {
        return watched.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return watched.schedule(delay, task);
    }

    @Override
    public void offload(Runnable task) {
        offloads++;
        watched.offload(task);
    }

    @Override
    public void offloadBlocking(Runnable task) {
        watched.offloadBlocking(task);
    }

    @Override
    public void offloadCallback(Runnable task) {
        watched.offloadCallback(task);
    }

    @Override
    public void await(Future<?> future, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        watched.await(future, limit);
    }

    @Override
    public boolean isIoThread() {
        return watched.isIoThread();
    }

    @Override
    public void close() {
        watched.close();
    }
}

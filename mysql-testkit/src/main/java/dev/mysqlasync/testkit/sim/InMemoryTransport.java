package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportHandler;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * A transport within an {@link InMemoryNetwork}. Everything runs on the thread that runs the {@link SimLoop}, and only
 * while it does. Offloaded tasks are events of the loop too.
 */
public final class InMemoryTransport implements Transport {

    private final InMemoryNetwork network;
    private final SimLoop loop;
    private final Set<Runnable> closers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    InMemoryTransport(InMemoryNetwork network) {
        this.network = network;
        this.loop = network.loop();
    }

    @Override
    public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
        if (closed) {
            handler.closed(new CancellationException("cannot connect to " + endpoint + ": the transport is closed"));
            return () -> {};
        }
        SimAttempt attempt = new SimAttempt(this, network, endpoint, handler);
        attempt.start(deadline);
        return attempt;
    }

    @Override
    public long nanoTime() {
        return loop.clock().nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return loop.schedule(delay, () -> {
            if (!closed) {
                task.run();
            }
        });
    }

    @Override
    public void offload(Runnable task) {
        if (closed) {
            task.run();
        } else {
            loop.offload(task);
        }
    }

    /** Runs the loop while waiting, unless another thread runs it. */
    @Override
    public void await(Future<?> future, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (loop.isBeingRun()) {
            Transport.super.await(future, limit);
        } else if (loop.runUntil(future::isDone, limit)) {
            future.get();
        } else {
            throw new TimeoutException("not complete within " + limit + " of virtual time");
        }
    }

    @Override
    public boolean isIoThread() {
        return loop.isServingIo();
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(closers).forEach(Runnable::run);
    }

    boolean isClosed() {
        return closed;
    }

    /** Runs {@code closer} when the transport is closed, unless it is removed before. */
    void onClose(Runnable closer) {
        closers.add(closer);
        if (closed) {
            closer.run();
        }
    }

    void forget(Runnable closer) {
        closers.remove(closer);
    }
}

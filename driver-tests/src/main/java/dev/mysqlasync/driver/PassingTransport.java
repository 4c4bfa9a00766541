package dev.mysqlasync.driver;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportHandler;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** Stands before another transport and passes everything on; subclasses override what they watch or change. */
public abstract class PassingTransport implements Transport {

    private final Transport inner;

    protected PassingTransport(Transport inner) {
        this.inner = inner;
    }

    @Override
    public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
        return inner.connect(endpoint, deadline, handler);
    }

    @Override
    public long nanoTime() {
        return inner.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return inner.schedule(delay, task);
    }

    @Override
    public void offload(Runnable task) {
        inner.offload(task);
    }

    @Override
    public void offloadBlocking(Runnable task) {
        inner.offloadBlocking(task);
    }

    @Override
    public void offloadCallback(Runnable task) {
        inner.offloadCallback(task);
    }

    @Override
    public void await(Future<?> future, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        inner.await(future, limit);
    }

    @Override
    public boolean isIoThread() {
        return inner.isIoThread();
    }

    @Override
    public void close() {
        inner.close();
    }
}

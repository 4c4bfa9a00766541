package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.spi.TransportOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads connections over event loops, round robin. A loop starts with the first connection that falls to it.
 *
 * <p>Threads: each loop has one, {@code mysql-async-nio-<n>}, which runs every callback and task of its connections.
 * Names are resolved, unix sockets connected and {@link #offload offloaded} tasks run on
 * {@code mysql-async-offload-<n>}. All are daemons.
 */
final class NioTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(NioTransport.class);
    private static final Cancellable NOTHING_TO_CANCEL = () -> {};

    private final OffloadPool offloadPool = new OffloadPool();
    private final Dialer dialer;
    private final LoopGroup loops;

    NioTransport(TransportOptions options, ChannelSource channels, Resolver resolver) {
        this.dialer = new Dialer(new Sockets(channels, options), resolver, offloadPool);
        int processors = Runtime.getRuntime().availableProcessors();
        int size = options.eventLoops() > 0 ? options.eventLoops() : processors;
        this.loops = new LoopGroup(this, size, offloadPool::close);
        LOG.debug("transport ready for up to {} event loops", size);
    }

    @Override
    public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
        EventLoop loop;
        try {
            loop = loops.next();
        } catch (IOException noResources) {
            handler.closed(noResources);
            return NOTHING_TO_CANCEL;
        }
        if (loop == null) {
            handler.closed(new CancellationException("cannot connect to " + endpoint + ": the transport is closed"));
            return NOTHING_TO_CANCEL;
        }
        ConnectAttempt attempt = new ConnectAttempt(endpoint, deadline, handler, loop);
        Dial dial = dialer.dial(endpoint, loop, attempt);
        loop.execute(() -> attempt.start(dial));
        return attempt;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        EventLoop loop;
        try {
            loop = loops.first();
        } catch (IOException noResources) {
            throw new UncheckedIOException(noResources);
        }
        return loop == null ? NOTHING_TO_CANCEL : loop.schedule(delay, task);
    }

    @Override
    public void offload(Runnable task) {
        offloadPool.execute(task);
    }

    @Override
    public boolean isIoThread() {
        return Thread.currentThread() instanceof IoThread thread && thread.owner() == this;
    }

    @Override
    public void close() {
        if (loops.close()) {
            LOG.debug("transport closed");
        }
    }
}

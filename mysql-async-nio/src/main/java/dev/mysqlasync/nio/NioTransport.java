package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.spi.TransportOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distributes connections over event loops, round robin. A loop starts with its first connection.
 *
 * <p>Threads, all daemons:
 *
 * <ul>
 *   <li>{@code mysql-async-nio-<n>}: one for each loop; runs all callbacks and tasks of the loop's connections
 *   <li>{@code mysql-async-timer}: timers that belong to no connection
 *   <li>{@code mysql-async-connect-<n>}: resolves host names, and connects unix sockets whose listener is busy
 *   <li>{@code mysql-async-offload-<n>}: {@linkplain #offload offloaded} tasks
 *   <li>{@code mysql-async-blocking-<n>}: users' code that may block
 *   <li>{@code mysql-async-callback-<n>}: callbacks of users that belong to no loop
 * </ul>
 *
 * <p>Each kind of task that may block or take long has threads of its own, so that none delays another.
 */
final class NioTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(NioTransport.class);
    private static final Cancellable NOTHING_TO_CANCEL = () -> {};
    private static final int MAX_THREADS = 16;

    /** The limit of users' streams that are read at once, and of users' callbacks that run at once. */
    private static final int MAX_USER_THREADS = 64;

    private final OffloadPool offloaded = new OffloadPool("mysql-async-offload", MAX_THREADS, Guard::run);
    private final OffloadPool blocking = new OffloadPool("mysql-async-blocking", MAX_USER_THREADS, Guard::run);
    private final OffloadPool callbacks = new OffloadPool("mysql-async-callback", MAX_USER_THREADS, Guard::run);
    private final OffloadPool connecting = new OffloadPool("mysql-async-connect", MAX_THREADS, Guard::run);
    private final TransportTimer timer = new TransportTimer();
    private final Dialer dialer;
    private final LoopGroup loops;

    NioTransport(TransportOptions options, ChannelSource channels, Resolver resolver) {
        this.dialer = new Dialer(
                new Sockets(channels, options), new Lookups(resolver, connecting::tryRun), connecting::tryRun);
        int processors = Runtime.getRuntime().availableProcessors();
        int size = options.eventLoops() > 0 ? options.eventLoops() : processors;
        this.loops = new LoopGroup(this, size, this::closePools);
        LOG.debug("transport ready for up to {} event loops", size);
    }

    private void closePools() {
        Stream.of(offloaded, blocking, callbacks, connecting).forEach(OffloadPool::close);
    }

    @Override
    public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
        try {
            EventLoop loop = loops.next();
            if (loop != null) {
                ConnectAttempt attempt = new ConnectAttempt(endpoint, handler, loop, dialer);
                attempt.begin(deadline.remaining(this), this::scheduleDeadline);
                return attempt;
            }
        } catch (Throwable e) { // such as no memory or no thread left; nothing has been started
            handler.closed(new IOException("cannot connect to " + endpoint + ": " + e.getMessage(), e));
            return NOTHING_TO_CANCEL;
        }
        handler.closed(new CancellationException("cannot connect to " + endpoint + ": the transport is closed"));
        return NOTHING_TO_CANCEL;
    }

    /** A deadline completes users' futures, so it runs on a callback thread. */
    private Cancellable scheduleDeadline(Duration delay, Runnable task) {
        return timer.schedule(delay, () -> callbacks.run(task));
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return timer.schedule(delay, task);
    }

    @Override
    public void offload(Runnable task) {
        offloaded.run(task);
    }

    @Override
    public void offloadBlocking(Runnable task) {
        blocking.tryRun(task);
    }

    @Override
    public void offloadCallback(Runnable task) {
        callbacks.run(task);
    }

    @Override
    public boolean isIoThread() {
        return Thread.currentThread() instanceof IoThread thread && thread.owner() == this;
    }

    @Override
    public void close() {
        timer.close();
        if (loops.close()) {
            LOG.debug("transport closed");
        }
    }
}

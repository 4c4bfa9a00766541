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
 * Spreads connections over event loops, round robin. A loop starts with the first connection that falls to it.
 *
 * <p>Threads: each loop has one, {@code mysql-async-nio-<n>}, which runs every callback and task of its connections. Timers that are
 * no connection's have {@code mysql-async-timer}. What may block or takes long is done by threads of its kind, so that none
 * holds up another: names are looked up on {@code mysql-async-connect-<n>}, as are unix sockets connected whose listener is
 * busy; {@link #offload offloaded} tasks run on {@code mysql-async-offload-<n>}, users' blocking code on
 * {@code mysql-async-blocking-<n>}, and callbacks without a loop on {@code mysql-async-callback-<n>}. All are daemons.
 */
final class NioTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(NioTransport.class);
    private static final Cancellable NOTHING_TO_CANCEL = () -> {};
    private static final int MOST_THREADS_OF_A_KIND = 16;

    /** As many streams of users' may be read, and callbacks of users' may block, at once. */
    private static final int MOST_THREADS_OF_USERS = 64;

    private final OffloadPool offloaded = new OffloadPool("mysql-async-offload", MOST_THREADS_OF_A_KIND, Guard::run);
    private final OffloadPool blocking = new OffloadPool("mysql-async-blocking", MOST_THREADS_OF_USERS, Guard::run);
    private final OffloadPool callbacks = new OffloadPool("mysql-async-callback", MOST_THREADS_OF_USERS, Guard::run);
    private final OffloadPool connecting = new OffloadPool("mysql-async-connect", MOST_THREADS_OF_A_KIND, Guard::run);
    private final TransportTimer timer = new TransportTimer();
    private final Dialer dialer;
    private final LoopGroup loops;

    NioTransport(TransportOptions options, ChannelSource channels, Resolver resolver) {
        this.dialer = new Dialer(
                new Sockets(channels, options), new Lookups(resolver, connecting::tryRun), connecting::tryRun);
        int processors = Runtime.getRuntime().availableProcessors();
        int size = options.eventLoops() > 0 ? options.eventLoops() : processors;
        this.loops = new LoopGroup(this, size, this::ended);
        LOG.debug("transport ready for up to {} event loops", size);
    }

    private void ended() {
        Stream.of(offloaded, blocking, callbacks, connecting).forEach(OffloadPool::close);
    }

    @Override
    public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
        try {
            EventLoop loop = loops.next();
            if (loop != null) {
                ConnectAttempt attempt = new ConnectAttempt(endpoint, handler, loop, dialer);
                attempt.begin(deadline.remaining(this), this::alarm);
                return attempt;
            }
        } catch (Throwable e) { // the system lacks what is needed, be it memory: nothing has begun
            handler.closed(new IOException("cannot connect to " + endpoint + ": " + e.getMessage(), e));
            return NOTHING_TO_CANCEL;
        }
        handler.closed(new CancellationException("cannot connect to " + endpoint + ": the transport is closed"));
        return NOTHING_TO_CANCEL;
    }

    /** What it ends completes users' futures. */
    private Cancellable alarm(Duration delay, Runnable task) {
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

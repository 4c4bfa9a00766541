package dev.mysqlasync.driver;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportConnection;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands before another connection and passes everything on; subclasses override what they watch or change. */
public abstract class PassingConnection implements TransportConnection {

    private final TransportConnection inner;

    protected PassingConnection(TransportConnection inner) {
        this.inner = inner;
    }

    @Override
    public void write(ByteBuffer... bytes) {
        inner.write(bytes);
    }

    @Override
    public long pendingBytes() {
        return inner.pendingBytes();
    }

    @Override
    public void pauseReading() {
        inner.pauseReading();
    }

    @Override
    public void resumeReading() {
        inner.resumeReading();
    }

    @Override
    public void execute(Runnable task) {
        inner.execute(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return inner.schedule(delay, task);
    }

    @Override
    public SocketAddress remoteAddress() {
        return inner.remoteAddress();
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return inner.localAddress();
    }

    @Override
    public List<Endpoint> alternatives() {
        return inner.alternatives();
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public void abort() {
        inner.abort();
    }
}

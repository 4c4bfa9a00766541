package dev.mysqlasync.driver;

import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Stands before another handler and passes everything on; subclasses override what they watch or change. */
public abstract class PassingHandler implements TransportHandler {

    private final TransportHandler inner;

    protected PassingHandler(TransportHandler inner) {
        this.inner = inner;
    }

    @Override
    public void connected(TransportConnection connection) {
        inner.connected(connection);
    }

    @Override
    public void received(ByteBuffer bytes) {
        inner.received(bytes);
    }

    @Override
    public void drained() {
        inner.drained();
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        inner.closed(cause);
    }
}

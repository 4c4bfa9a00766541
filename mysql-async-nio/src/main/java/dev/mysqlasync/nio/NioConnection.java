package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An open channel on its event loop. {@link #write} writes to the channel on the calling thread, so that bytes leave
 * without waking the loop. All else runs on the loop, which alone calls the handler.
 */
final class NioConnection implements TransportConnection, Selectable, LoopMember {

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final List<Endpoint> alternatives;
    private final SocketAddress localAddress;
    private final SocketAddress remoteAddress;
    private final TransportHandler handler;
    private final WriteSide writeSide;
    private final ReadSide readSide;
    private final AtomicReference<ConnectionState> state = new AtomicReference<>(ConnectionState.OPEN);

    /** Takes over a connected, non-blocking channel and reports it to the handler. Called on the loop. */
    static void open(SocketChannel channel, List<Endpoint> alternatives, EventLoop loop, TransportHandler handler) {
        NioConnection connection;
        try {
            connection = new NioConnection(channel, alternatives, loop, handler);
        } catch (Throwable e) {
            Closing.close(channel, e);
            loop.guard(() -> handler.closed(e));
            return;
        }
        if (!loop.join(connection)) {
            connection.loopStopped();
            return;
        }
        connection.run(() -> handler.connected(connection));
    }

    private NioConnection(SocketChannel channel, List<Endpoint> alternatives, EventLoop loop, TransportHandler handler)
            throws IOException {
        this.alternatives = alternatives;
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
        this.localAddress = channel.getLocalAddress();
        this.remoteAddress = channel.getRemoteAddress();
        this.writeSide = new WriteSide(channel);
        this.key = loop.register(channel, SelectionKey.OP_READ, this);
        this.readSide = new ReadSide(channel, key, handler);
    }

    @Override
    public void write(ByteBuffer... bytes) {
        if (!isOpen()) {
            WriteSide.skip(bytes);
            return;
        }
        try {
            if (writeSide.write(bytes)) {
                loop.execute(this::awaitWritable);
            }
        } catch (Throwable e) { // such as no direct memory left: how many bytes were written is unknown
            loop.execute(() -> writeFailed(e));
        }
    }

    private void awaitWritable() {
        if (isOpen()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    /** Reads what the peer sent before it closed the connection: that may give the reason. */
    private void writeFailed(Throwable cause) {
        readSide.endWith(cause);
        read();
    }

    @Override
    public void ready(int ready) {
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            flush();
        }
        if ((ready & SelectionKey.OP_READ) != 0) {
            read();
        }
    }

    private void flush() {
        if (!isOpen()) {
            return;
        }
        try {
            boolean emptied = writeSide.flush();
            if (writeSide.pendingBytes() == 0) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
            }
            if (emptied) {
                run(handler::drained);
            }
        } catch (Throwable e) {
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
            writeFailed(e);
        }
    }

    private void read() {
        ReadSide.End end;
        try {
            end = readSide.read(loop, this::isOpen);
        } catch (Throwable e) { // thrown by the socket or by the handler
            finish(e);
            return;
        }
        if (end != null) {
            finish(end.cause());
        }
    }

    @Override
    public long pendingBytes() {
        return writeSide.pendingBytes();
    }

    @Override
    public void pauseReading() {
        readSide.pause();
    }

    @Override
    public void resumeReading() {
        if (readSide.resume()) {
            loop.execute(this::continueReading);
        }
    }

    private void continueReading() {
        if (isOpen() && readSide.continueReading()) {
            read();
        }
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> run(task));
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return loop.schedule(delay, () -> run(task));
    }

    @Override
    public List<Endpoint> alternatives() {
        return alternatives;
    }

    @Override
    public SocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public void close() {
        if (state.compareAndSet(ConnectionState.OPEN, ConnectionState.CLOSING)) {
            loop.execute(() -> finish(null));
        }
    }

    @Override
    public void abort() {
        if (state.compareAndSet(ConnectionState.OPEN, ConnectionState.CLOSING)) {
            writeSide.discard();
            loop.execute(() -> finish(null));
        }
    }

    @Override
    public void loopStopped() {
        finish(loop.reason());
    }

    EventLoop loop() {
        return loop;
    }

    private boolean isOpen() {
        return state.get() == ConnectionState.OPEN;
    }

    /** Runs code of the connection's user. An exception closes the connection. */
    private void run(Runnable code) {
        try {
            code.run();
        } catch (Throwable e) {
            if (state.get() == ConnectionState.CLOSED) {
                throw e;
            }
            finish(e);
        }
    }

    private void finish(@Nullable Throwable cause) {
        if (state.getAndSet(ConnectionState.CLOSED) == ConnectionState.CLOSED) {
            return;
        }
        loop.guard(writeSide::flushAndDiscard);
        loop.close(channel);
        loop.leave(this);
        loop.guard(() -> handler.closed(cause));
    }
}

package dev.mysqlasync.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** One connection over a socket. Its conversation runs on the reader thread and on workers, one at a time. */
final class SocketConnection implements Outlet {

    private static final int BUFFER = 16 * 1024;

    /** The number of bytes after which writing pauses, so that client packets and KILL are handled. */
    private static final int TURN = 64 * 1024;

    private final SocketHost host;
    private final SocketChannel channel;
    private final Ends ends;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final ServerConversation conversation;
    private int written;
    private boolean full;

    SocketConnection(SocketHost host, SocketChannel channel) throws IOException {
        this.host = host;
        this.channel = channel;
        this.ends = new Ends(channel.getLocalAddress(), channel.getRemoteAddress());
        this.conversation = host.converse(this);
    }

    /** Serves the connection until it ends. Runs on the reader thread. */
    void run() {
        try {
            locked(conversation::opened);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer.clear()) >= 0) {
                buffer.flip();
                locked(() -> conversation.received(buffer));
            }
        } catch (IOException e) {
            // the peer reset the connection, or this side closed it: it has ended either way
        } finally {
            locked(conversation::disconnected);
            abort();
        }
    }

    private void locked(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Ends ends() {
        return ends;
    }

    @Override
    public void write(ByteBuffer bytes) {
        int length = bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // the client has closed the connection
            conversation.disconnected();
            return;
        }
        written += length;
        if (written >= TURN) {
            written = 0;
            full = true;
            schedule(Duration.ZERO, this::nextTurn);
        }
    }

    private void nextTurn() {
        full = false;
        conversation.drained();
    }

    @Override
    public boolean isFull() {
        return full;
    }

    /** Closes only the sending direction: if unread bytes are left, a full close would send a reset. */
    @Override
    public void close() {
        try {
            channel.shutdownOutput();
        } catch (ClosedChannelException e) {
            // already closed
        } catch (IOException e) {
            abort();
        }
    }

    @Override
    public void reset() {
        try {
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reset a connection", e);
        } finally {
            abort();
        }
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        host.schedule(delay, () -> locked(task));
    }

    /** Closes both directions. Thread-safe, even while another thread writes. */
    void abort() {
        host.ended(this);
        SocketHost.closeChannel(channel);
    }
}

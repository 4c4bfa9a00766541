package dev.mysqlasync.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** One connection over a socket. Its conversation runs on the reader's thread and on workers, one at a time. */
final class SocketConnection implements Outlet {

    private static final int BUFFER = 16 * 1024;

    /** After so many bytes in one go others get their turn: more of the client's packets, and KILL. */
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

    /** Serves the connection until it ends: the reader's thread. */
    void run() {
        try {
            locked(conversation::opened);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer.clear()) >= 0) {
                buffer.flip();
                locked(() -> conversation.received(buffer));
            }
        } catch (IOException e) {
            // the peer's reset, or a close at this end: the end of the connection in any case
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
            // the client has gone, which is its right
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

    /** Ends this direction only: closed with bytes of the client's unread, the system would send a reset. */
    @Override
    public void close() {
        try {
            channel.shutdownOutput();
        } catch (ClosedChannelException e) {
            // closed already
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
            throw new UncheckedIOException("a connection cannot be reset", e);
        } finally {
            abort();
        }
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        host.schedule(delay, () -> locked(task));
    }

    /** Closes both directions; callable from any thread, also while another one writes. */
    void abort() {
        host.ended(this);
        SocketHost.closeChannel(channel);
    }
}

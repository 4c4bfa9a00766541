package dev.mysqlasync.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes to a non-blocking channel in the order of the calls, and keeps the bytes that it does not accept. Thread-safe.
 * The lock is held during a system call that does not block.
 */
final class WriteSide {

    private enum State {
        /** Bytes go straight to the channel. Exits: BLOCKED, FAILED, SHUT. */
        FLOWING,
        /** The channel accepts no more; bytes wait in the backlog. Exits: FLOWING, FAILED, SHUT. */
        BLOCKED,
        /** Writing failed; bytes are discarded. Exit: SHUT. */
        FAILED,
        /** Closed; bytes are discarded. No exit. */
        SHUT
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final SocketChannel channel;
    private final Backlog backlog = new Backlog();
    private State state = State.FLOWING;
    private volatile long pendingBytes;

    WriteSide(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Writes or keeps all bytes. Returns whether the caller must now start to call {@link #flush} when the channel is
     * writable.
     */
    boolean write(ByteBuffer[] bytes) throws IOException {
        lock.lock();
        try {
            return switch (state) {
                case FLOWING -> !send(bytes);
                case BLOCKED -> {
                    keep(bytes);
                    yield false;
                }
                case FAILED, SHUT -> false;
            };
        } finally {
            skip(bytes);
            lock.unlock();
        }
    }

    private boolean send(ByteBuffer[] bytes) throws IOException {
        try {
            if (GatheringWrite.write(channel, bytes)) {
                return true;
            }
        } catch (Throwable e) {
            state = State.FAILED;
            throw e;
        }
        keep(bytes);
        state = State.BLOCKED;
        return false;
    }

    private void keep(ByteBuffer[] bytes) {
        for (ByteBuffer buffer : bytes) {
            backlog.add(buffer);
        }
        pendingBytes = backlog.size();
    }

    /** Writes a part of the backlog, so that no connection occupies the loop. Returns whether this has emptied it. */
    boolean flush() throws IOException {
        lock.lock();
        try {
            if (state == State.BLOCKED) {
                backlog.writeTo(channel);
                if (backlog.size() == 0) {
                    state = State.FLOWING;
                    return true;
                }
            }
            return false;
        } catch (Throwable e) {
            state = State.FAILED;
            backlog.clear();
            throw e;
        } finally {
            pendingBytes = backlog.size();
            lock.unlock();
        }
    }

    long pendingBytes() {
        return pendingBytes;
    }

    /** Discards the backlog and all later bytes. */
    void discard() {
        lock.lock();
        try {
            state = State.SHUT;
            backlog.clear();
            pendingBytes = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Writes the backlog as far as the channel accepts it; discards the rest and all later bytes. */
    void flushAndDiscard() {
        lock.lock();
        try {
            long left = backlog.size();
            while (left > 0) {
                left = backlog.writeTo(channel);
            }
        } catch (IOException e) {
            state = State.FAILED; // expected: the channel is being closed, and its unsent bytes are discarded
        } finally {
            discard();
            lock.unlock();
        }
    }

    /** Moves each buffer's position to its limit. */
    static void skip(ByteBuffer[] bytes) {
        for (ByteBuffer buffer : bytes) {
            buffer.position(buffer.limit());
        }
    }
}

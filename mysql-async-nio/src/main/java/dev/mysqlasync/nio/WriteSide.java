package dev.mysqlasync.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes to a non-blocking channel in the order of the calls, and keeps what it does not take. Thread-safe; the lock is
 * held for a system call that does not block.
 */
final class WriteSide {

    private enum State {
        /** Bytes go straight to the channel. Exits: BLOCKED, FAILED, SHUT. */
        FLOWING,
        /** The channel took no more, bytes wait in the backlog. Exits: FLOWING, FAILED, SHUT. */
        BLOCKED,
        /** The channel failed; bytes are dropped. Exit: SHUT. */
        FAILED,
        /** Closed; bytes are dropped. No exit. */
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

    /** Takes all the bytes; whether {@link #flush} is to be called when the channel is writable, from now on. */
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

    /** Writes some of the backlog, so that one connection does not hold the loop; whether it is empty by this. */
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

    /** Drops what waits, and what is still to come. */
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

    /** Writes what the channel takes, then drops the rest, and what is still to come. */
    void flushAndDiscard() {
        lock.lock();
        try {
            long left = backlog.size();
            while (left > 0) {
                left = backlog.writeTo(channel);
            }
        } catch (IOException e) {
            state = State.FAILED; // no news: the channel is being closed, with the bytes it does not take
        } finally {
            discard();
            lock.unlock();
        }
    }

    /** Leaves nothing remaining. */
    static void skip(ByteBuffer[] bytes) {
        for (ByteBuffer buffer : bytes) {
            buffer.position(buffer.limit());
        }
    }
}

package dev.mysqlasync.testkit.sim;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** A FIFO queue of copied bytes. */
final class ByteQueue {

    private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
    private long size;

    long size() {
        return size;
    }

    /** Copies the remaining bytes. */
    void add(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            size += bytes.remaining();
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
            chunks.add(copy.put(bytes).flip());
        }
    }

    /** Moves bytes to {@code target} until it is full. The queue must hold as many. */
    void take(ByteBuffer target) {
        size -= target.remaining();
        while (target.hasRemaining()) {
            ByteBuffer chunk = chunks.element();
            int count = Math.min(chunk.remaining(), target.remaining());
            target.put(chunk.slice(chunk.position(), count));
            chunk.position(chunk.position() + count);
            if (!chunk.hasRemaining()) {
                chunks.remove();
            }
        }
    }

    /** Discards bytes from the end until no more than {@code wanted} are left. */
    void truncate(long wanted) {
        while (size > wanted) {
            ByteBuffer last = chunks.getLast();
            int cut = (int) Math.min(size - wanted, last.remaining());
            last.limit(last.limit() - cut);
            size -= cut;
            if (!last.hasRemaining()) {
                chunks.removeLast();
            }
        }
    }
}

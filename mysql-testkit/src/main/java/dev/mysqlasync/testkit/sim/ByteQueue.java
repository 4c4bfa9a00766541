package dev.mysqlasync.testkit.sim;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Copies of bytes, first in, first out. */
final class ByteQueue {

    private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
    private long size;

    long size() {
        return size;
    }

    /** Copies what remains in {@code bytes}. */
    void add(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            size += bytes.remaining();
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
            chunks.add(copy.put(bytes).flip());
        }
    }

    /** Moves bytes to {@code target} until it is full; there must be as many. */
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

    /** Drops the last bytes, down to a size. */
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

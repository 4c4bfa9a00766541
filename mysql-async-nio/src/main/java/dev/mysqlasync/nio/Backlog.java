package dev.mysqlasync.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Copies of bytes that wait until their channel accepts them, in order. Small writes share a chunk and large ones are
 * spread over several, which avoids both many small and huge allocations.
 */
final class Backlog {

    private static final int MIN_CHUNK = 4 * 1024;
    private static final int MAX_CHUNK = 64 * 1024;
    private static final int CHUNKS_PER_WRITE = 32;

    /** The chunks in order. The last one is free from its limit to its capacity. */
    private final Deque<ByteBuffer> chunks = new ArrayDeque<>();

    private long size;

    long size() {
        return size;
    }

    /** Copies the remaining bytes of a buffer. */
    void add(ByteBuffer bytes) {
        size += bytes.remaining();
        while (bytes.hasRemaining()) {
            ByteBuffer chunk = lastWithRoom(bytes.remaining());
            int end = chunk.limit();
            int count = Math.min(chunk.capacity() - end, bytes.remaining());
            chunk.limit(end + count);
            chunk.put(end, bytes, bytes.position(), count);
            bytes.position(bytes.position() + count);
        }
    }

    private ByteBuffer lastWithRoom(int wanted) {
        ByteBuffer last = chunks.peekLast();
        if (last == null || last.limit() == last.capacity()) {
            last = ByteBuffer.allocate(Math.max(MIN_CHUNK, Math.min(wanted, MAX_CHUNK)));
            chunks.add(last.limit(0));
        }
        return last;
    }

    /** Writes the first chunks as far as the channel accepts them. Returns the number of bytes written. */
    long writeTo(SocketChannel channel) throws IOException {
        ByteBuffer[] batch = chunks.stream().limit(CHUNKS_PER_WRITE).toArray(ByteBuffer[]::new);
        long before = GatheringWrite.remaining(batch);
        GatheringWrite.write(channel, batch);
        while (!chunks.isEmpty() && !chunks.peek().hasRemaining()) {
            chunks.poll();
        }
        long left = before - GatheringWrite.remaining(batch);
        size -= left;
        return left;
    }

    void clear() {
        chunks.clear();
        size = 0;
    }
}

package dev.mysqlasync.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Writes buffers to a non-blocking channel in few system calls of limited size. The JDK copies heap buffers to direct
 * memory of the size of the call, and keeps that memory as long as the thread lives.
 */
final class GatheringWrite {

    private static final int BYTES_PER_CALL = 128 * 1024;
    private static final int BUFFERS_PER_CALL = 64;

    private GatheringWrite() {}

    /** Writes until the channel accepts no more. Returns whether all bytes have been written. */
    static boolean write(SocketChannel channel, ByteBuffer[] buffers) throws IOException {
        int first = firstRemaining(buffers, 0);
        while (first < buffers.length) {
            if (writeSome(channel, buffers, first) == 0) {
                return false;
            }
            first = firstRemaining(buffers, first);
        }
        return true;
    }

    static long remaining(ByteBuffer[] buffers) {
        long sum = 0;
        for (ByteBuffer buffer : buffers) {
            sum += buffer.remaining();
        }
        return sum;
    }

    private static int firstRemaining(ByteBuffer[] buffers, int from) {
        int first = from;
        while (first < buffers.length && !buffers[first].hasRemaining()) {
            first++;
        }
        return first;
    }

    private static long writeSome(SocketChannel channel, ByteBuffer[] buffers, int first) throws IOException {
        int end = first;
        int room = BYTES_PER_CALL;
        int most = Math.min(buffers.length, first + BUFFERS_PER_CALL);
        while (end < most && buffers[end].remaining() <= room) {
            room -= buffers[end++].remaining();
        }
        if (end == most || room == 0) {
            return channel.write(buffers, first, end - first);
        }
        ByteBuffer cut = buffers[end];
        int limit = cut.limit();
        cut.limit(cut.position() + room);
        try {
            return channel.write(buffers, first, end + 1 - first);
        } finally {
            cut.limit(limit);
        }
    }
}

package dev.mysqlasync.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A byte queue in an array that grows on demand and is released after it was large. */
final class GrowingBuffer {

    private static final int KEPT_CAPACITY = 64 * 1024;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int start;
    private int end;

    boolean isEmpty() {
        return start == end;
    }

    int size() {
        return end - start;
    }

    /** Appends all of {@code source}. */
    void append(ByteBuffer source) {
        int length = source.remaining();
        if (bytes.length - end < length) {
            makeRoom(length);
        }
        source.get(bytes, end, length);
        end += length;
    }

    /** A view of the queued bytes, valid until the next append. */
    ByteBuffer readable() {
        return ByteBuffer.wrap(bytes, start, end - start);
    }

    /** Removes the bytes that were read from {@code view}, which {@link #readable} returned. */
    void consumed(ByteBuffer view) {
        start = view.position();
        if (start == end) {
            start = 0;
            end = 0;
            bytes = bytes.length > KEPT_CAPACITY ? NOTHING : bytes;
        }
    }

    /** The size of the array in bytes. */
    int capacity() {
        return bytes.length;
    }

    /** Removes all bytes. A view that was returned before stays valid. */
    void clear() {
        bytes = NOTHING;
        start = 0;
        end = 0;
    }

    private void makeRoom(int length) {
        int used = end - start;
        byte[] target = used + length <= bytes.length
                ? bytes
                : Arrays.copyOf(NOTHING, Math.max(Math.addExact(used, length), 2 * bytes.length));
        System.arraycopy(bytes, start, target, 0, used);
        bytes = target;
        start = 0;
        end = used;
    }
}

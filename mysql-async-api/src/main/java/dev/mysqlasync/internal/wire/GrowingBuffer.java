package dev.mysqlasync.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that wait to be consumed from the front, in an array that grows with them, and is let go when it was large. */
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

    /** Takes all of {@code source}. */
    void append(ByteBuffer source) {
        int length = source.remaining();
        if (bytes.length - end < length) {
            makeRoom(length);
        }
        source.get(bytes, end, length);
        end += length;
    }

    /** A view of what is there, valid until the next append. */
    ByteBuffer readable() {
        return ByteBuffer.wrap(bytes, start, end - start);
    }

    /** Drops what was read from {@code view}, which {@link #readable} gave. */
    void consumed(ByteBuffer view) {
        start = view.position();
        if (start == end) {
            start = 0;
            end = 0;
            bytes = bytes.length > KEPT_CAPACITY ? NOTHING : bytes;
        }
    }

    /** How many bytes it holds on to. */
    int capacity() {
        return bytes.length;
    }

    /** Forgets everything; a view given out before stays valid. */
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

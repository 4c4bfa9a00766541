package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A packet whose frames are made as they are read, piece by piece: its texts are encoded then, and nothing of it is held twice. */
final class LongPacket {

    private static final int CHARS_AT_ONCE = 16 * 1024;

    private final byte[] written;
    private final Deque<LongValue> values;
    private int writtenRead; // or part of the window
    private long unframed;
    private int sequence;
    private int frameLeft;
    private boolean lastFrame;

    private byte[] window = {}; // some of the payload, to be read next
    private int windowAt;
    private int windowEnd;
    private @Nullable String text; // what is left of it comes behind the window
    private int textAt;

    /**
     * @param written the payload, but for its long values
     * @param values in the order of their places in it
     * @param length of the whole payload
     * @param sequence the id of the first frame
     */
    LongPacket(byte[] written, List<LongValue> values, long length, int sequence) {
        this.written = written;
        this.values = new ArrayDeque<>(values);
        this.unframed = length;
        this.sequence = sequence;
    }

    /** The sequence id after the last frame of a packet of this length. */
    static int sequenceAfter(long length, int sequence) {
        return (int) (sequence + length / PacketAssembler.FULL_FRAME + 1) & 0xFF;
    }

    boolean isRead() {
        return lastFrame && frameLeft == 0;
    }

    /** Reads the next bytes, headers included, to an array from one index until before another at most; returns where they end. */
    int read(byte[] into, int from, int to) {
        int at = from;
        while (at < to && !isRead()) {
            if (frameLeft > 0) {
                at += readPayload(into, at, Math.min(frameLeft, to - at));
            } else if (to - at >= PacketFramer.HEADER) {
                beginFrame(into, at);
                at += PacketFramer.HEADER;
            } else {
                return at;
            }
        }
        return at;
    }

    private void beginFrame(byte[] into, int at) {
        frameLeft = (int) Math.min(unframed, PacketAssembler.FULL_FRAME);
        unframed -= frameLeft;
        lastFrame = frameLeft < PacketAssembler.FULL_FRAME;
        Bytes.putInt3(into, at, frameLeft);
        into[at + 3] = (byte) sequence++;
    }

    private int readPayload(byte[] into, int at, int most) {
        while (windowAt == windowEnd) {
            nextWindow();
        }
        int count = Math.min(most, windowEnd - windowAt);
        System.arraycopy(window, windowAt, into, at, count);
        windowAt += count;
        frameLeft -= count;
        return count;
    }

    private void nextWindow() {
        LongValue next = values.peek();
        if (text != null) {
            encode(text);
        } else if (next == null || next.at() > writtenRead) {
            int end = next == null ? written.length : next.at();
            window(written, writtenRead, end);
            writtenRead = end;
        } else {
            values.remove();
            if (next instanceof LongValue.Text value) {
                text = value.text();
                textAt = 0;
            } else {
                byte[] bytes = ((LongValue.Binary) next).bytes();
                window(bytes, 0, bytes.length);
            }
        }
    }

    /** Some of the text, without half of a surrogate pair at its end. */
    private void encode(String whole) {
        int end = Math.min(whole.length(), textAt + CHARS_AT_ONCE);
        if (end < whole.length() && Character.isHighSurrogate(whole.charAt(end - 1))) {
            end--;
        }
        byte[] bytes = whole.substring(textAt, end).getBytes(StandardCharsets.UTF_8);
        window(bytes, 0, bytes.length);
        textAt = end;
        if (end == whole.length()) {
            text = null;
        }
    }

    private void window(byte[] bytes, int from, int to) {
        window = bytes;
        windowAt = from;
        windowEnd = to;
    }
}

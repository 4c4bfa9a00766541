package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet that is framed as it is read, piece by piece. Its texts are encoded only then, so that no value is in memory
 * twice.
 */
final class LongPacket {

    private static final int CHARS_AT_ONCE = 16 * 1024;

    private final byte[] written;
    private final Deque<LongValue> values;
    private int writtenRead; // what the window holds counts as read
    private long unframed;
    private int sequence;
    private int frameLeft;
    private boolean lastFrame;

    private byte[] window = {}; // the next part of the payload
    private int windowAt;
    private int windowEnd;
    private @Nullable String text; // the text that the window is a part of; continues at textAt
    private int textAt;

    /**
     * @param written the payload without its long values
     * @param values the long values in the order of their places
     * @param length the length of the whole payload in bytes
     * @param sequence the sequence id of the first frame
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

    /**
     * Copies the next bytes, frame headers included, to {@code into} between the two indexes. Returns the index after
     * the last.
     */
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

    /** Encodes the next part of the text. The part does not end within a surrogate pair. */
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

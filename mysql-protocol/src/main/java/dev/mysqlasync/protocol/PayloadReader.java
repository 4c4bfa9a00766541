package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over one packet's payload. It is the only place that reads raw protocol bytes, and every read is checked
 * against the payload's end: too short, or longer than it may be, is a {@link ProtocolException}. Not thread-safe;
 * reusable through {@link #wrap}.
 */
public final class PayloadReader {

    private byte[] buffer;
    private int position;
    private int end;

    public PayloadReader(byte[] payload) {
        this(payload, 0, payload.length);
    }

    public PayloadReader(byte[] buffer, int from, int to) {
        this.buffer = buffer;
        wrap(buffer, from, to);
    }

    /** Starts over on another payload: the bytes of {@code buffer} from {@code from} until before {@code to}. */
    public PayloadReader wrap(byte[] buffer, int from, int to) {
        this.buffer = buffer;
        this.position = from;
        this.end = to;
        return this;
    }

    public byte[] buffer() {
        return buffer;
    }

    /** The index in {@link #buffer()} of the next byte. */
    public int position() {
        return position;
    }

    /** The index in {@link #buffer()} after the payload's last byte. */
    public int end() {
        return end;
    }

    public int remaining() {
        return end - position;
    }

    public boolean hasRemaining() {
        return position < end;
    }

    /** The next byte, 0 to 255, left where it is. */
    public int peek() {
        require(1);
        return buffer[position] & 0xFF;
    }

    public int readInt1() {
        require(1);
        return buffer[position++] & 0xFF;
    }

    public int readInt2() {
        require(2);
        int value = Bytes.int2(buffer, position);
        position += 2;
        return value;
    }

    public int readInt3() {
        require(3);
        int value = Bytes.int3(buffer, position);
        position += 3;
        return value;
    }

    /** Four bytes as an unsigned number. */
    public long readInt4() {
        require(4);
        long value = Bytes.int4(buffer, position) & 0xFFFF_FFFFL;
        position += 4;
        return value;
    }

    /** Eight bytes; an unsigned number over 2^63 comes out negative. */
    public long readInt8() {
        require(8);
        long value = Bytes.int8(buffer, position);
        position += 8;
        return value;
    }

    /** A length-encoded integer; one over 2^63 comes out negative. NULL (0xFB) and 0xFF are not legal here. */
    public long readLenenc() {
        int first = readInt1();
        return switch (first) {
            case 0xFC -> readInt2();
            case 0xFD -> readInt3();
            case 0xFE -> readInt8();
            case 0xFB, 0xFF ->
                throw new ProtocolException(
                        "0x" + Integer.toHexString(first) + " where a length-encoded integer is due");
            default -> first;
        };
    }

    /** A length-encoded integer that is the length of what follows in this payload. */
    public int readLength() {
        long length = readLenenc();
        if (length < 0 || length > remaining()) {
            throw new ProtocolException("a length of " + Long.toUnsignedString(length) + " bytes where " + remaining()
                    + " are left in the packet");
        }
        return (int) length;
    }

    public byte[] readBytes(int length) {
        require(length);
        byte[] bytes = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return bytes;
    }

    public byte[] readLenencBytes() {
        return readBytes(readLength());
    }

    public byte[] readRemaining() {
        return readBytes(remaining());
    }

    /** UTF-8 text with its length before it; malformed bytes become U+FFFD. */
    public String readLenencString() {
        return readString(readLength());
    }

    public String readString(int length) {
        require(length);
        String text = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** Text of {@code length} bytes, of which the first {@code most} are taken, without half a character at their end. */
    public String readString(int length, int most) {
        require(length);
        int taken = length <= most ? length : cut(position + most) - position;
        String text = readString(taken);
        skip(length - taken);
        return text;
    }

    /** The end of the last whole character before {@code to}, behind which there is more; malformed bytes are no characters. */
    private int cut(int to) {
        int lead = to;
        while (lead > position && to - lead < 3 && (buffer[lead] & 0xC0) == 0x80) {
            lead--;
        }
        return (buffer[lead] & 0xC0) == 0xC0 ? lead : to;
    }

    public String readRemainingString() {
        return readString(remaining());
    }

    /** Bytes up to a NUL, which is consumed. */
    public byte[] readNulTerminated() {
        for (int at = position; at < end; at++) {
            if (buffer[at] == 0) {
                byte[] bytes = Arrays.copyOfRange(buffer, position, at);
                position = at + 1;
                return bytes;
            }
        }
        throw new ProtocolException("no NUL ends the text at the end of the packet");
    }

    public String readNulTerminatedString() {
        return new String(readNulTerminated(), StandardCharsets.UTF_8);
    }

    public void skip(int length) {
        require(length);
        position += length;
    }

    /** A reader of its own over the next {@code length} bytes, which are consumed here. */
    public PayloadReader slice(int length) {
        require(length);
        PayloadReader slice = new PayloadReader(buffer, position, position + length);
        position += length;
        return slice;
    }

    /** Fails unless the payload was read to its end. */
    public void requireEnd() {
        if (position != end) {
            throw new ProtocolException(remaining() + " bytes too many at the end of the packet");
        }
    }

    private void require(int length) {
        if (length < 0 || length > end - position) {
            throw new ProtocolException("the packet ends " + (length - (end - position)) + " bytes too early");
        }
    }
}

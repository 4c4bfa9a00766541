package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the fields of one packet's payload in order. Only this class, {@link TextRows} and {@link BinaryRows} read raw
 * bytes of the protocol. Every read is checked against the end of the payload and throws {@link ProtocolException}
 * beyond it.
 *
 * <p>Not thread-safe; reusable through {@link #wrap}.
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

    /**
     * Starts over with another payload: the bytes of {@code buffer} from {@code from} (inclusive) to {@code to}
     * (exclusive).
     */
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

    /** Returns the next byte, 0 to 255, without consuming it. */
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

    /** Reads four bytes as an unsigned number. */
    public long readInt4() {
        require(4);
        long value = Bytes.int4(buffer, position) & 0xFFFF_FFFFL;
        position += 4;
        return value;
    }

    /** Reads eight bytes. An unsigned number of 2^63 or more is returned as a negative one. */
    public long readInt8() {
        require(8);
        long value = Bytes.int8(buffer, position);
        position += 8;
        return value;
    }

    /**
     * Reads a length-encoded integer. One of 2^63 or more is returned as a negative number. 0xFB (NULL) and 0xFF are
     * refused.
     */
    public long readLenenc() {
        int first = readInt1();
        return switch (first) {
            case 0xFC -> readInt2();
            case 0xFD -> readInt3();
            case 0xFE -> readInt8();
            case 0xFB, 0xFF ->
                throw new ProtocolException(
                        "0x" + Integer.toHexString(first) + " does not begin a length-encoded integer");
            default -> first;
        };
    }

    /**
     * Reads a length-encoded integer that is the length of a field of this payload. Refuses more than
     * {@link #remaining()}.
     */
    public int readLength() {
        long length = readLenenc();
        if (length < 0 || length > remaining()) {
            throw new ProtocolException("a field claims " + Long.toUnsignedString(length) + " bytes, but only "
                    + remaining() + " are left in the packet");
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

    /** Reads a length-encoded string in UTF-8. Malformed bytes become U+FFFD. */
    public String readLenencString() {
        return readString(readLength());
    }

    public String readString(int length) {
        require(length);
        String text = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /**
     * Reads a string of {@code length} bytes and returns its first {@code most} bytes, cut before an incomplete
     * character.
     */
    public String readString(int length, int most) {
        require(length);
        int taken = length <= most ? length : cut(position + most) - position;
        String text = readString(taken);
        skip(length - taken);
        return text;
    }

    /** The end of the last whole character before {@code to}, which must not be the end of the text. */
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

    /** Reads the bytes before the next NUL, and consumes the NUL. */
    public byte[] readNulTerminated() {
        for (int at = position; at < end; at++) {
            if (buffer[at] == 0) {
                byte[] bytes = Arrays.copyOfRange(buffer, position, at);
                position = at + 1;
                return bytes;
            }
        }
        throw new ProtocolException("the packet ends before the NUL that ends a string");
    }

    public String readNulTerminatedString() {
        return new String(readNulTerminated(), StandardCharsets.UTF_8);
    }

    public void skip(int length) {
        require(length);
        position += length;
    }

    /** Returns a reader of the next {@code length} bytes, and consumes them here. */
    public PayloadReader slice(int length) {
        require(length);
        PayloadReader slice = new PayloadReader(buffer, position, position + length);
        position += length;
        return slice;
    }

    /** Throws {@link ProtocolException} if the payload has not been read to its end. */
    public void requireEnd() {
        if (position != end) {
            throw new ProtocolException(remaining() + " bytes are left over at the end of the packet");
        }
    }

    private void require(int length) {
        if (length < 0 || length > end - position) {
            throw new ProtocolException("the packet ends " + (length - (end - position)) + " bytes too early");
        }
    }
}

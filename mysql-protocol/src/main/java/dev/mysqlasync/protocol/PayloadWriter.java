package dev.mysqlasync.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A growing buffer for encoding packets, one after another. Its capacity doubles as needed. {@link #clear} releases a
 * buffer over 64 KiB. Not thread-safe.
 */
public final class PayloadWriter {

    private static final int INITIAL_CAPACITY = 512;
    private static final int KEPT_CAPACITY = 64 * 1024;

    /** The length, in characters or bytes, from which a value is kept by reference if that is possible. */
    private static final int LONG_VALUE = 4096;

    private final @Nullable List<LongValue> longValues; // null: all values are copied
    private byte[] buffer = new byte[INITIAL_CAPACITY];
    private int size;

    public PayloadWriter() {
        this(null);
    }

    private PayloadWriter(@Nullable List<LongValue> longValues) {
        this.longValues = longValues;
    }

    /** Creates a writer for a {@link LongPacket}. It keeps long texts and long length-encoded bytes by reference. */
    static PayloadWriter ofLongValues() {
        return new PayloadWriter(new ArrayList<>());
    }

    boolean hasLongValues() {
        return longValues != null && !longValues.isEmpty();
    }

    /** The long values. Their places are relative to {@code place}. */
    List<LongValue> longValuesFrom(int place) {
        return longValues == null
                ? List.of()
                : longValues.stream().map(value -> value.at(value.at() - place)).toList();
    }

    /** The number of bytes written, including long values. */
    long length() {
        return longValues == null
                ? size
                : size + longValues.stream().mapToLong(LongValue::length).sum();
    }

    /** The internal buffer, valid until the next write. Only its first {@link #size} bytes have been written. */
    public byte[] buffer() {
        return buffer;
    }

    /** The number of bytes in the buffer; long values do not count. */
    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    public void clear() {
        truncate(0);
        if (buffer.length > KEPT_CAPACITY) {
            buffer = new byte[INITIAL_CAPACITY];
        }
    }

    /** Removes everything written from {@code size} on. */
    public void truncate(int size) {
        this.size = size;
        if (longValues != null) {
            longValues.removeIf(value -> value.at() >= size);
        }
    }

    public PayloadWriter writeInt1(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public PayloadWriter writeInt2(int value) {
        reserve(2);
        Bytes.putInt2(buffer, size, value);
        size += 2;
        return this;
    }

    public PayloadWriter writeInt3(int value) {
        reserve(3);
        Bytes.putInt3(buffer, size, value);
        size += 3;
        return this;
    }

    public PayloadWriter writeInt4(long value) {
        reserve(4);
        Bytes.putInt4(buffer, size, (int) value);
        size += 4;
        return this;
    }

    public PayloadWriter writeInt8(long value) {
        reserve(8);
        Bytes.putInt8(buffer, size, value);
        size += 8;
        return this;
    }

    /** Writes a length-encoded integer in its shortest form. A negative value is an unsigned one of 2^63 or more. */
    public PayloadWriter writeLenenc(long value) {
        if (value >= 0 && value < 0xFB) {
            return writeInt1((int) value);
        }
        if (value >= 0 && value <= 0xFFFF) {
            return writeInt1(0xFC).writeInt2((int) value);
        }
        if (value >= 0 && value <= 0xFF_FFFF) {
            return writeInt1(0xFD).writeInt3((int) value);
        }
        return writeInt1(0xFE).writeInt8(value);
    }

    public PayloadWriter writeBytes(byte[] bytes) {
        return writeBytes(bytes, 0, bytes.length);
    }

    public PayloadWriter writeBytes(byte[] bytes, int offset, int length) {
        reserve(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
        return this;
    }

    /** Writes the remaining bytes of the buffer, whose position does not change. */
    public PayloadWriter writeBytes(ByteBuffer bytes) {
        int length = bytes.remaining();
        reserve(length);
        bytes.get(bytes.position(), buffer, size, length);
        size += length;
        return this;
    }

    public PayloadWriter writeZeros(int count) {
        reserve(count);
        Arrays.fill(buffer, size, size + count, (byte) 0);
        size += count;
        return this;
    }

    /**
     * Writes text in UTF-8, without a length.
     *
     * @throws IllegalArgumentException if it has a lone surrogate
     */
    public PayloadWriter writeString(String text) {
        if (longValues == null || text.length() < LONG_VALUE) {
            return writeBytes(Utf8.encode(text));
        }
        longValues.add(new LongValue.Text(size, text, Utf8.length(text)));
        return this;
    }

    /** Writes length-encoded bytes. The array must not change until the packet has been sent. */
    public PayloadWriter writeLenencBytes(byte[] bytes) {
        writeLenenc(bytes.length);
        if (longValues == null || bytes.length < LONG_VALUE) {
            return writeBytes(bytes);
        }
        longValues.add(new LongValue.Binary(size, bytes));
        return this;
    }

    public PayloadWriter writeLenencString(String text) {
        if (longValues == null || text.length() < LONG_VALUE) {
            return writeLenencBytes(Utf8.encode(text));
        }
        int length = Utf8.length(text);
        writeLenenc(length);
        longValues.add(new LongValue.Text(size, text, length));
        return this;
    }

    /**
     * Writes text and a NUL.
     *
     * @throws IllegalArgumentException if the text contains a NUL itself or has a lone surrogate
     */
    public PayloadWriter writeNulTerminated(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL-terminated string cannot contain NUL");
        }
        return writeString(text).writeInt1(0);
    }

    /** Overwrites one byte already written. */
    public void setInt1(int at, int value) {
        buffer[at] = (byte) value;
    }

    /** Overwrites three bytes already written. */
    public void setInt3(int at, int value) {
        Bytes.putInt3(buffer, at, value);
    }

    /** Inserts {@code length} bytes at {@code at}, moving the bytes after it. */
    public void insertGap(int at, int length) {
        reserve(length);
        System.arraycopy(buffer, at, buffer, at + length, size - at);
        size += length;
    }

    private void reserve(int length) {
        if (length > buffer.length - size) {
            long needed = (long) size + length;
            if (needed > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("the packets to send together exceed 2 GiB");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(Math.max(needed, 2L * buffer.length), Integer.MAX_VALUE - 8));
        }
    }
}

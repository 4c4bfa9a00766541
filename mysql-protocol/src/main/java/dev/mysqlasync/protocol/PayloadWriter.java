package dev.mysqlasync.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A growing buffer that packets are encoded into, one after another. Not thread-safe. Its capacity doubles as needed;
 * {@link #clear} keeps it unless it has grown beyond what an ordinary connection needs.
 */
public final class PayloadWriter {

    private static final int INITIAL_CAPACITY = 512;
    private static final int KEPT_CAPACITY = 64 * 1024;

    /** From so many characters or bytes on, a value is kept by reference where that is possible. */
    private static final int LONG_VALUE = 4096;

    private final @Nullable List<LongValue> longValues; // null: all are copied
    private byte[] buffer = new byte[INITIAL_CAPACITY];
    private int size;

    public PayloadWriter() {
        this(null);
    }

    private PayloadWriter(@Nullable List<LongValue> longValues) {
        this.longValues = longValues;
    }

    /** A writer that keeps long texts, and long bytes with their length before them, by reference, for a {@link LongPacket}. */
    static PayloadWriter ofLongValues() {
        return new PayloadWriter(new ArrayList<>());
    }

    boolean hasLongValues() {
        return longValues != null && !longValues.isEmpty();
    }

    /** The long values, with their places counted from a place of this writer. */
    List<LongValue> longValuesFrom(int place) {
        return longValues == null
                ? List.of()
                : longValues.stream().map(value -> value.at(value.at() - place)).toList();
    }

    /** How many bytes were written, those of long values included. */
    long length() {
        return longValues == null
                ? size
                : size + longValues.stream().mapToLong(LongValue::length).sum();
    }

    public byte[] buffer() {
        return buffer;
    }

    /** The number of bytes written since the last {@link #clear}. */
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

    /** Drops everything written from {@code size} on. */
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

    /** A length-encoded integer in its shortest form; a negative value is an unsigned one over 2^63. */
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

    /** The remaining bytes of {@code bytes}, which stays as it is. */
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
     * Text as UTF-8, to the end of the packet.
     *
     * @throws IllegalArgumentException if it has half of a surrogate pair
     */
    public PayloadWriter writeString(String text) {
        if (longValues == null || text.length() < LONG_VALUE) {
            return writeBytes(Utf8.encode(text));
        }
        longValues.add(new LongValue.Text(size, text, Utf8.length(text)));
        return this;
    }

    /** Bytes with their length before them; they stay as they are until the packet has left. */
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

    /** Text and a NUL; text that contains a NUL itself would be cut there, and is refused. */
    public PayloadWriter writeNulTerminated(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL in text that NUL ends");
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

    /** Opens a gap of {@code length} bytes at {@code at}, moving what follows. */
    public void insertGap(int at, int length) {
        reserve(length);
        System.arraycopy(buffer, at, buffer, at + length, size - at);
        size += length;
    }

    private void reserve(int length) {
        if (length > buffer.length - size) {
            long needed = (long) size + length;
            if (needed > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("more than 2 GiB in one write");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(Math.max(needed, 2L * buffer.length), Integer.MAX_VALUE - 8));
        }
    }
}

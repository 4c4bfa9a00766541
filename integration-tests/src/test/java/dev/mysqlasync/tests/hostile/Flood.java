package dev.mysqlasync.tests.hostile;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Packets of a server, written byte by byte, and none of them kept. */
final class Flood {

    static final int MORE_RESULTS = 0x0008;

    private static final int STATE_CHANGED = 0x4000;

    private final OutputStream out;
    private int sequence;

    /** @param sequence the id of the first packet */
    Flood(OutputStream out, int sequence) {
        this.out = new BufferedOutputStream(out, 64 * 1024);
        this.sequence = sequence;
    }

    void flush() throws IOException {
        out.flush();
    }

    /** The next packet, as the numbers and texts of its payload. */
    Flood packet(Object... parts) throws IOException {
        return payload(bytes(parts));
    }

    Flood payload(byte[] payload) throws IOException {
        header(payload.length);
        out.write(payload);
        return this;
    }

    /** A header alone, and so many bytes behind it: fewer than it claims, if need be. */
    Flood claim(int length, int sent) throws IOException {
        header(length);
        byte[] some = new byte[8192];
        for (int left = sent; left > 0; left -= some.length) {
            out.write(some, 0, Math.min(left, some.length));
        }
        return this;
    }

    private void header(int length) throws IOException {
        out.write(length);
        out.write(length >> 8);
        out.write(length >> 16);
        out.write(sequence++);
    }

    Flood ok() throws IOException {
        return ok(2, "");
    }

    Flood ok(int status, String info) throws IOException {
        return packet(0, 0, 0, status, status >> 8, 0, 0, lenenc(info));
    }

    /** An OK with a block of changes of the session. */
    Flood changes(byte[] block) throws IOException {
        return packet(0, 0, 0, STATE_CHANGED, STATE_CHANGED >> 8, 0, 0, 0, length(block.length), block);
    }

    Flood endOfRows(int status) throws IOException {
        return packet(0xFE, 0, 0, status, status >> 8, 0, 0);
    }

    Flood error(int code, String message) throws IOException {
        return packet(0xFF, code, code >> 8, "#HY000" + message);
    }

    Flood columnCount(long count) throws IOException {
        return packet((Object) length(count));
    }

    Flood column(String name) throws IOException {
        return packet(
                lenenc("def"),
                lenenc(""),
                lenenc(""),
                lenenc(""),
                lenenc(name),
                lenenc(""),
                0x0C,
                45,
                0,
                0,
                1,
                0,
                0,
                0xFD,
                0,
                0,
                0,
                0,
                0);
    }

    Flood row(String... values) throws IOException {
        Object[] parts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            parts[i] = lenenc(values[i]);
        }
        return packet(parts);
    }

    static byte[] lenenc(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes((Object) length(bytes.length), bytes);
    }

    static byte[] length(long value) {
        if (value < 0xFB) {
            return bytes((int) value);
        }
        if (value <= 0xFFFF) {
            return bytes(0xFC, (int) value, (int) value >> 8);
        }
        byte[] bytes = new byte[9];
        bytes[0] = (byte) 0xFE;
        for (int i = 0; i < 8; i++) {
            bytes[i + 1] = (byte) (value >> 8 * i);
        }
        return bytes;
    }

    /** Numbers as one byte each, texts and arrays as they are. */
    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer number) {
                bytes.write(number);
            } else {
                bytes.writeBytes(part instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) part);
            }
        }
        return bytes.toByteArray();
    }
}

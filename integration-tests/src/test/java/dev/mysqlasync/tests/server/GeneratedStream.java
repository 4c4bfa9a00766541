package dev.mysqlasync.tests.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongFunction;

/** A stream of lines that are made as they are read, any number of them. */
final class GeneratedStream extends InputStream {

    private final long lines;
    private final LongFunction<String> line;
    private final MessageDigest digest = sha256();
    private byte[] current = {};
    private int position;
    private long made;

    GeneratedStream(long lines, LongFunction<String> line) {
        this.lines = lines;
        this.line = line;
    }

    @Override
    public int read() {
        if (!advance()) {
            return -1;
        }
        return current[position++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean advance() {
        if (position < current.length) {
            return true;
        }
        if (made == lines) {
            return false;
        }
        current = line.apply(made++).getBytes(StandardCharsets.UTF_8);
        digest.update(current);
        position = 0;
        return true;
    }

    /** The SHA-256 of all that was read, as {@code SHA2} of the servers shows it. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

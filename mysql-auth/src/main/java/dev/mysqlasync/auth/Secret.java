package dev.mysqlasync.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A password or token, held as UTF-8 bytes that {@link #close} overwrites. Only {@link #utf8} reveals the content;
 * {@code toString} and {@code hashCode} do not depend on it. Thread-safe.
 */
public final class Secret implements AutoCloseable {

    private final byte[] utf8;
    private volatile boolean closed;

    private Secret(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * Creates a secret from characters, which are copied.
     *
     * @throws IllegalArgumentException if there is a lone surrogate, which UTF-8 cannot encode
     */
    public static Secret of(CharSequence characters) {
        return encode(CharBuffer.wrap(characters));
    }

    /**
     * Creates a secret from characters, which are copied. The caller may overwrite the array.
     *
     * @throws IllegalArgumentException if there is a lone surrogate, which UTF-8 cannot encode
     */
    public static Secret of(char[] characters) {
        return encode(CharBuffer.wrap(characters));
    }

    /** Creates a secret from UTF-8 bytes, which are copied. The caller may overwrite the array. */
    public static Secret ofUtf8(byte[] utf8) {
        return new Secret(utf8.clone());
    }

    /** Creates an empty secret: no password. */
    public static Secret none() {
        return new Secret(new byte[0]);
    }

    /**
     * Returns a copy of the bytes. Overwrite it as soon as possible.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public byte[] utf8() {
        byte[] copy = utf8.clone();
        if (closed) {
            Arrays.fill(copy, (byte) 0);
            throw new IllegalStateException("the secret is closed: its content has been overwritten");
        }
        return copy;
    }

    /** Whether the secret is empty: no password. */
    public boolean isEmpty() {
        return utf8.length == 0;
    }

    /** Overwrites the bytes, which cannot be read afterwards. Idempotent. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(utf8, (byte) 0);
    }

    /**
     * Whether the other object is a secret with the same bytes, compared in constant time. A closed secret equals only
     * itself.
     */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Secret that && !closed && !that.closed && MessageDigest.isEqual(utf8, that.utf8);
    }

    /** The same for all secrets: a hash of the content would help to guess it. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }

    private static Secret encode(CharBuffer characters) {
        ByteBuffer encoded = ByteBuffer.allocate(Math.multiplyExact(characters.remaining(), 3));
        try {
            var encoder = StandardCharsets.UTF_8.newEncoder();
            var result = encoder.encode(characters, encoded, true);
            if (result.isError()) {
                result.throwException();
            }
            return new Secret(Arrays.copyOf(encoded.array(), encoded.position()));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the secret is not valid Unicode text: it has a lone surrogate", e);
        } finally {
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }
}

package dev.mysqlasync.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A password or token, held as UTF-8 bytes that {@link #close} overwrites. It shows its content to nobody who does not
 * ask for {@link #utf8}: neither {@code toString} nor {@code hashCode} depend on it. Safe for use by several threads.
 */
public final class Secret implements AutoCloseable {

    private final byte[] utf8;
    private volatile boolean closed;

    private Secret(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * The secret with these characters. Later changes to {@code characters} do not reach it.
     *
     * @throws IllegalArgumentException if a surrogate stands alone, since no UTF-8 says that
     */
    public static Secret of(CharSequence characters) {
        return encode(CharBuffer.wrap(characters));
    }

    /**
     * The secret with these characters, which are copied; the caller may overwrite the array.
     *
     * @throws IllegalArgumentException if a surrogate stands alone, since no UTF-8 says that
     */
    public static Secret of(char[] characters) {
        return encode(CharBuffer.wrap(characters));
    }

    /** The secret with these bytes, which are copied; the caller may overwrite the array. */
    public static Secret ofUtf8(byte[] utf8) {
        return new Secret(utf8.clone());
    }

    /** The empty secret: no password. */
    public static Secret none() {
        return new Secret(new byte[0]);
    }

    /**
     * A copy of the bytes, which the caller overwrites as soon as it can.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public byte[] utf8() {
        byte[] copy = utf8.clone();
        if (closed) {
            Arrays.fill(copy, (byte) 0);
            throw new IllegalStateException("the secret was closed, its content is gone");
        }
        return copy;
    }

    /** Whether there are no bytes: an account without a password. */
    public boolean isEmpty() {
        return utf8.length == 0;
    }

    /** Overwrites the bytes. Nothing can be read after that; closing again changes nothing. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(utf8, (byte) 0);
    }

    /** Whether the other is a secret with the same bytes, in a time that does not tell where they differ. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Secret that && !closed && !that.closed && MessageDigest.isEqual(utf8, that.utf8);
    }

    /** The same number for every secret: a hash of the content would help to guess it. */
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
            throw new IllegalArgumentException("the secret is not valid Unicode text: a surrogate stands alone", e);
        } finally {
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }
}

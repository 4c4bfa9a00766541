package dev.mysqlasync.internal.value;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;

/** Converts UUIDs from and to text and bytes. Throws {@link IllegalArgumentException} if the value is not a UUID. */
final class UuidForm {

    private static final Pattern TEXT = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private UuidForm() {}

    static UUID parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("not a UUID");
        }
        return UUID.fromString(text);
    }

    /** The UUID of 16 bytes, the format of {@code UUID_TO_BIN} without swapping. */
    static UUID of(byte[] bytes) {
        if (bytes.length != 2 * Long.BYTES) {
            throw new IllegalArgumentException("not the 16 bytes of a UUID");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new UUID(in.getLong(), in.getLong());
    }
}

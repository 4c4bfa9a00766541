package dev.mysqlasync.internal.sql;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a VECTOR: consecutive four-byte floats, little endian. */
final class VectorBytes {

    private VectorBytes() {}

    /** The bytes; throws {@link IllegalArgumentException} if an element is not finite, which a VECTOR cannot hold. */
    static byte[] of(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(vector.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException("element " + i + " of the vector is not a finite number");
            }
            bytes.putFloat(vector[i]);
        }
        return bytes.array();
    }
}

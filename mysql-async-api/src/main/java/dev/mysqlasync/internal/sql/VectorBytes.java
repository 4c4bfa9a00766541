package dev.mysqlasync.internal.sql;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A VECTOR's bytes: four-byte floats, little endian, one after another. */
final class VectorBytes {

    private VectorBytes() {}

    /** Throws {@link IllegalArgumentException} if an element is not a finite number: a VECTOR cannot hold it. */
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

package dev.mysqlasync.protocol;

/**
 * Reads and writes vectors: four-byte floats, little-endian, one after another.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.0/en/vector.html">The VECTOR type</a>
 */
final class Vectors {

    private Vectors() {}

    /** Decodes a value that is not NULL. */
    static float[] toVector(RowView row, int column) {
        return switch (row.kind(column)) {
            case VECTOR, BYTES -> decode(row.buffer(), row.valueOffset(column), row.valueLength(column));
            default -> throw new UnreadableValueException("neither a VECTOR nor a binary string");
        };
    }

    static float[] decode(byte[] bytes, int at, int length) {
        if (length % Float.BYTES != 0) {
            throw new UnreadableValueException("the vector's length of " + length + " bytes is not a multiple of 4");
        }
        float[] vector = new float[length / Float.BYTES];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.intBitsToFloat(Bytes.int4(bytes, at + i * Float.BYTES));
        }
        return vector;
    }

    /** Throws {@link IllegalArgumentException} if an element is NaN or infinite: a VECTOR cannot hold it. */
    static byte[] encode(float[] vector) {
        byte[] bytes = new byte[Math.multiplyExact(vector.length, Float.BYTES)];
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException("element " + i + " of the vector is not a finite number");
            }
            Bytes.putInt4(bytes, i * Float.BYTES, Float.floatToRawIntBits(vector[i]));
        }
        return bytes;
    }
}

package dev.mysqlasync.protocol;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the types and rows of {@link BulkRows}, as long as rows have the same types and room. */
final class BulkRowEncoder {

    private static final int NOT_KNOWN = -1;
    private static final int TYPE_LENGTH = 2;

    private final PayloadWriter out = new PayloadWriter();
    private final int[] types;
    private final long maxLength;

    /**
     * @param maxLength how long types and rows may be, in bytes
     */
    BulkRowEncoder(int parameterCount, long maxLength) {
        this.types = new int[parameterCount];
        this.maxLength = maxLength;
        Arrays.fill(types, NOT_KNOWN);
        out.writeZeros(parameterCount * TYPE_LENGTH);
    }

    /** Adds a row; false if it does not fit or has other types, after which no more is to be added. */
    boolean add(List<? extends @Nullable Object> row) {
        if (row.size() != types.length) {
            throw new IllegalArgumentException("a row of " + row.size() + " parameters after one of " + types.length);
        }
        int start = out.size();
        for (int i = 0; i < types.length; i++) {
            if (!add(row.get(i), i) || out.size() > maxLength) {
                out.truncate(start);
                return false;
            }
        }
        return true;
    }

    private boolean add(@Nullable Object value, int parameter) {
        if (value == null) {
            out.writeInt1(BulkIndicator.NULL);
            return true;
        }
        if (value instanceof BulkIndicator indicator) {
            out.writeInt1(indicator.code());
            return true;
        }
        int type = BinaryParameters.typeOf(value);
        if (types[parameter] == NOT_KNOWN) {
            types[parameter] = type;
        } else if (types[parameter] != type) {
            return false;
        }
        out.writeInt1(BulkIndicator.VALUE);
        BinaryParameters.write(out, value);
        return true;
    }

    /** All that was added. A parameter without any value is text, which every server takes for NULL. */
    byte[] finish() {
        for (int i = 0; i < types.length; i++) {
            int type = types[i] == NOT_KNOWN ? ColumnType.MYSQL_TYPE_VAR_STRING : types[i];
            out.setInt1(i * TYPE_LENGTH, type);
            out.setInt1(i * TYPE_LENGTH + 1, type >> 8);
        }
        return out.toByteArray();
    }
}

package dev.mysqlasync.protocol;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the types and rows of {@link BulkRows} one after the other, as long as rows have the same types and room. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class BulkRowEncoder {

    private static final int NOT_KNOWN = -1;
    private static final int TYPE_LENGTH = 2;

    private final PayloadWriter out = new PayloadWriter();
    private final int[] types;
    private final long maxLength; // of types and rows
    private int count;

    /**
     * An encoder of no rows so far.
     *
     * @param parameterCount how many values each row has, at least 1
     * @param maxLength how long the command may be with the rows, in bytes of its packet's payload
     */
    public BulkRowEncoder(int parameterCount, long maxLength) {
        if (parameterCount < 1) {
            throw new IllegalArgumentException("no parameters to execute a statement with");
        }
        this.types = new int[parameterCount];
        this.maxLength = maxLength - ComStmtBulkExecute.HEAD;
        Arrays.fill(types, NOT_KNOWN);
        out.writeZeros(parameterCount * TYPE_LENGTH);
    }

    /**
     * Adds a row; false if it does not fit or has other types, after which no more is to be added.
     *
     * @throws IllegalArgumentException if it is not of the same length as the others, or a value cannot be written
     */
    public boolean add(List<? extends @Nullable Object> row) {
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
        count++;
        return true;
    }

    /** How many rows were added. */
    public int count() {
        return count;
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
    public BulkRows finish() {
        for (int i = 0; i < types.length; i++) {
            int type = types[i] == NOT_KNOWN ? ColumnType.MYSQL_TYPE_VAR_STRING : types[i];
            out.setInt1(i * TYPE_LENGTH, type);
            out.setInt1(i * TYPE_LENGTH + 1, type >> 8);
        }
        return new BulkRows(types.length, count, out.toByteArray());
    }
}

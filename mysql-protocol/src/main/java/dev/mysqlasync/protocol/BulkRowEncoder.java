package dev.mysqlasync.protocol;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes {@link BulkRows} row by row, until a row has other parameter types or does not fit. Not thread-safe. */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class BulkRowEncoder {

    private static final int UNKNOWN = -1;
    private static final int TYPE_LENGTH = 2;

    private final PayloadWriter out = new PayloadWriter();
    private final int[] types;
    private final long maxLength; // of types and rows, in bytes
    private int count;

    /**
     * Creates an encoder without rows.
     *
     * @param parameterCount the number of parameters in each row, at least 1
     * @param maxLength the limit of the command's payload in bytes, rows included
     * @throws IllegalArgumentException if {@code parameterCount} is below 1
     */
    public BulkRowEncoder(int parameterCount, long maxLength) {
        if (parameterCount < 1) {
            throw new IllegalArgumentException("a bulk execution needs at least one parameter");
        }
        this.types = new int[parameterCount];
        this.maxLength = maxLength - ComStmtBulkExecute.HEAD;
        Arrays.fill(types, UNKNOWN);
        out.writeZeros(parameterCount * TYPE_LENGTH);
    }

    /**
     * Adds a row.
     *
     * @return false if the row does not fit, or its types differ from those of the rows before; add no more rows then
     * @throws IllegalArgumentException if the row has the wrong number of parameters, or a value cannot be written
     */
    public boolean add(List<? extends @Nullable Object> row) {
        if (row.size() != types.length) {
            throw new IllegalArgumentException("a row has " + row.size() + " parameters instead of " + types.length);
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

    /** The number of rows added. */
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
        if (types[parameter] == UNKNOWN) {
            types[parameter] = type;
        } else if (types[parameter] != type) {
            return false;
        }
        out.writeInt1(BulkIndicator.VALUE);
        BinaryParameters.write(out, value);
        return true;
    }

    /**
     * Returns all rows added. A parameter that has no value in any row is declared as text; every server accepts that.
     */
    public BulkRows finish() {
        for (int i = 0; i < types.length; i++) {
            int type = types[i] == UNKNOWN ? ColumnType.MYSQL_TYPE_VAR_STRING : types[i];
            out.setInt1(i * TYPE_LENGTH, type);
            out.setInt1(i * TYPE_LENGTH + 1, type >> 8);
        }
        return new BulkRows(types.length, count, out.toByteArray());
    }
}

package dev.mysqlasync.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of parameters for {@link ComStmtBulkExecute}. They are encoded once, when they are created, and can be sent any
 * number of times.
 *
 * <p>A value is null, a {@link BulkIndicator}, or of a class that {@link BinaryParameters} can write. A parameter has
 * one type in all rows: that of its first value. Integers of different widths have different types. Immutable.
 *
 * @see <a href="https://mariadb.com/kb/en/com_stmt_bulk_execute/">COM_STMT_BULK_EXECUTE</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class BulkRows {

    private final int parameterCount;
    private final int count;
    private final byte[] encoded; // two bytes for each parameter's type, then the rows

    BulkRows(int parameterCount, int count, byte[] encoded) {
        this.parameterCount = parameterCount;
        this.count = count;
        this.encoded = encoded;
    }

    /**
     * Encodes all rows.
     *
     * @throws IllegalArgumentException if there is no row or no parameter, the rows differ in length or types, or a
     *     value cannot be written
     */
    public static BulkRows of(List<? extends List<? extends @Nullable Object>> rows) {
        BulkRows all = fitting(rows, Long.MAX_VALUE);
        if (all.count < rows.size()) {
            throw new IllegalArgumentException("row " + all.count + " has other types than the rows before it");
        }
        return all;
    }

    /**
     * Encodes the first rows: all up to the first that does not fit or whose types differ from those of the rows
     * before.
     *
     * @param maxLength the limit of the command's payload in bytes, rows included
     * @return the first {@link #count} of the rows; none if even the first does not fit
     * @throws IllegalArgumentException if there is no row or no parameter, the rows differ in length, or a value cannot
     *     be written
     */
    public static BulkRows fitting(List<? extends List<? extends @Nullable Object>> rows, long maxLength) {
        if (rows.isEmpty() || rows.get(0).isEmpty()) {
            throw new IllegalArgumentException("a bulk execution needs at least one row and one parameter");
        }
        BulkRowEncoder encoder = new BulkRowEncoder(rows.get(0).size(), maxLength);
        for (List<? extends @Nullable Object> row : rows) {
            if (!encoder.add(row)) {
                break;
            }
        }
        return encoder.finish();
    }

    /** The number of rows. */
    public int count() {
        return count;
    }

    /** Decodes all rows, to the Java types that {@link BinaryParameters#read} returns. */
    public List<List<@Nullable Object>> values() {
        PayloadReader in = new PayloadReader(encoded);
        return readRows(in, readTypes(in, parameterCount));
    }

    void encode(PayloadWriter out) {
        out.writeBytes(encoded);
    }

    /** Reads the parameters' types, then rows up to the end of the packet. */
    static BulkRows decode(PayloadReader in, int parameterCount) {
        byte[] encoded = in.readRemaining();
        PayloadReader rows = new PayloadReader(encoded);
        return new BulkRows(
                parameterCount, readRows(rows, readTypes(rows, parameterCount)).size(), encoded);
    }

    /** Reads rows of the given types up to the end of the packet. */
    static BulkRows decode(PayloadReader in, int[] types) {
        PayloadWriter encoded = new PayloadWriter();
        for (int type : types) {
            encoded.writeInt2(type);
        }
        byte[] all = encoded.writeBytes(in.readRemaining()).toByteArray();
        return decode(new PayloadReader(all), types.length);
    }

    static int[] readTypes(PayloadReader in, int count) {
        int[] types = new int[count];
        for (int i = 0; i < count; i++) {
            types[i] = in.readInt2();
        }
        return types;
    }

    private static List<List<@Nullable Object>> readRows(PayloadReader in, int[] types) {
        if (types.length == 0 || !in.hasRemaining()) {
            throw new ProtocolException("COM_STMT_BULK_EXECUTE has no parameters");
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (in.hasRemaining()) {
            List<@Nullable Object> row = new ArrayList<>(types.length);
            for (int type : types) {
                row.add(readValue(in, type));
            }
            rows.add(Collections.unmodifiableList(row));
        }
        return rows;
    }

    private static @Nullable Object readValue(PayloadReader in, int type) {
        int indicator = in.readInt1();
        return switch (indicator) {
            case BulkIndicator.VALUE -> BinaryParameters.read(in, type);
            case BulkIndicator.NULL -> null;
            default -> BulkIndicator.of(indicator);
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BulkRows that
                && parameterCount == that.parameterCount
                && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return 31 * parameterCount + Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "BulkRows[" + count + " of " + parameterCount + " parameters, " + encoded.length + " bytes]";
    }
}

package dev.mysqlasync.protocol;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a resultset, with everything that decoding its rows needs to know about them, computed once. Immutable
 * and thread-safe: any number of {@link RowView}s share one layout.
 */
public final class RowLayout {

    /** What {@link #indexOf} returns if no column has the name. */
    public static final int NONE = -1;

    /** What {@link #indexOf} returns if several columns have the name. */
    public static final int AMBIGUOUS = -2;

    private final RowFormat format;
    private final List<ColumnDefinition41> columns;
    private final ValueKind[] kinds;
    private final int[] widths;
    private final boolean outParameters;

    /**
     * Created on first use. Two threads may both create it; each sees a complete object, because its fields are final.
     */
    private @Nullable NameIndex names;

    private RowLayout(RowFormat format, List<ColumnDefinition41> columns, boolean outParameters) {
        this.format = format;
        this.columns = List.copyOf(columns);
        this.kinds = this.columns.stream().map(ValueKind::of).toArray(ValueKind[]::new);
        this.widths = this.columns.stream()
                .mapToInt(column -> BinaryRows.widthOf(column.type()))
                .toArray();
        this.outParameters = outParameters;
    }

    public static RowLayout of(RowFormat format, List<ColumnDefinition41> columns) {
        return new RowLayout(format, columns, false);
    }

    /**
     * The same columns as a layout of OUT parameters. Servers send the BIT columns of OUT parameters as decimal digits.
     */
    public RowLayout ofOutParameters() {
        return new RowLayout(format, columns, true);
    }

    public RowFormat format() {
        return format;
    }

    public List<ColumnDefinition41> columns() {
        return columns;
    }

    public int columnCount() {
        return kinds.length;
    }

    /** An estimate of the memory that the layout and the objects made from it take, in bytes. */
    public long bytes() {
        return columns.stream().mapToLong(ColumnDefinition41::bytes).sum();
    }

    /** Whether any column is a BIT. */
    public boolean hasBits() {
        return Arrays.asList(kinds).contains(ValueKind.BIT);
    }

    /**
     * The index of the column with the name. A column with exactly this name wins over one that differs only in case.
     *
     * @return the index, from 0; {@link #NONE} or {@link #AMBIGUOUS}
     */
    public int indexOf(String name) {
        NameIndex index = names;
        if (index == null) {
            index = NameIndex.of(columns);
            names = index;
        }
        return index.indexOf(name);
    }

    ValueKind kind(int column) {
        return kinds[column];
    }

    /** Whether BIT values are decimal digits. */
    boolean bitsAreDigits() {
        return outParameters;
    }

    /** The width of each column's binary values, see {@link BinaryRows#widthOf}. Do not modify the array. */
    int[] widths() {
        return widths;
    }

    private record NameIndex(Map<String, Integer> exact, Map<String, Integer> anyCase) {

        NameIndex {
            exact = Collections.unmodifiableMap(exact);
            anyCase = Collections.unmodifiableMap(anyCase);
        }

        /** Fills the maps before the constructor runs: final fields publish only what is there when it ends. */
        static NameIndex of(List<ColumnDefinition41> columns) {
            Map<String, Integer> exact = new HashMap<>();
            Map<String, Integer> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (int i = 0; i < columns.size(); i++) {
                String name = columns.get(i).name();
                exact.merge(name, i, (one, other) -> AMBIGUOUS);
                anyCase.merge(name, i, (one, other) -> AMBIGUOUS);
            }
            return new NameIndex(exact, anyCase);
        }

        int indexOf(String name) {
            Integer found = exact.get(name);
            return found != null ? found : anyCase.getOrDefault(name, NONE);
        }
    }
}

package dev.mysqlasync.protocol;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a resultset and everything that reading its rows needs to know about them, worked out once. Immutable
 * and safe for all threads: any number of {@link RowView}s share one layout.
 */
public final class RowLayout {

    /** The answer of {@link #indexOf} for a name that no column has. */
    public static final int NONE = -1;

    /** The answer of {@link #indexOf} for a name that several columns have. */
    public static final int AMBIGUOUS = -2;

    private final RowFormat format;
    private final List<ColumnDefinition41> columns;
    private final ValueKind[] kinds;
    private final int[] widths;
    private final boolean outParameters;

    /** Made when first asked for. Two threads may both make it: it is complete before its final fields are, so either will do. */
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

    /** The same columns where they are OUT parameters: of these, servers send BIT as the digits of a decimal number. */
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

    /** About how many bytes of memory it takes, with what is made of it for its readers. */
    public long bytes() {
        return columns.stream().mapToLong(ColumnDefinition41::bytes).sum();
    }

    /** Whether any column is a BIT. */
    public boolean hasBits() {
        return Arrays.asList(kinds).contains(ValueKind.BIT);
    }

    /**
     * The index of the column called {@code name}: the only one spelled so, else the only one that differs in case
     * alone.
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

    /** Whether the values of BIT columns are decimal digits. */
    boolean bitsAreDigits() {
        return outParameters;
    }

    /** For each column, the width of its binary values as {@link BinaryRows#widthOf} says; not to be written to. */
    int[] widths() {
        return widths;
    }

    private record NameIndex(Map<String, Integer> exact, Map<String, Integer> anyCase) {

        /** Final fields show another thread what was there at the end of the constructor, and nothing of what came after. */
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

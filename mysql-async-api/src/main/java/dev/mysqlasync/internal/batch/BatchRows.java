package dev.mysqlasync.internal.batch;

import dev.mysqlasync.LongParameter;
import dev.mysqlasync.internal.sql.ParameterText;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.value.ParameterValues;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.internal.value.ZoneDependence;
import dev.mysqlasync.protocol.BinaryParameters;
import dev.mysqlasync.protocol.PayloadWriter;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a batch and their size on the wire. Used on the connection's I/O thread, except for its creation. */
public final class BatchRows {

    private static final int VALUES_PER_TURN = 1 << 12;
    private static final int BYTES_PER_TURN = 1 << 17;

    private final List<List<? extends @Nullable Object>> rows;
    /** The rows by name, if they were given that way. */
    private final List<Map<String, ? extends @Nullable Object>> named;

    private final int[] sizes;
    private @Nullable ParameterText names; // the parameter names, if the rows are maps
    private ValueContext context = ValueContext.DEFAULT;
    private final BitSet timed = new BitSet(); // parameters with a LocalDateTime, LocalTime or Duration in some row
    private int checked;
    private boolean dependsOnZone;

    private BatchRows(
            List<? extends List<? extends @Nullable Object>> rows,
            List<? extends Map<String, ? extends @Nullable Object>> named) {
        this.rows = new ArrayList<>(rows);
        this.named = new ArrayList<>(named);
        requireNoNull(this.rows);
        requireNoNull(this.named);
        this.sizes = new int[rows.size() + named.size()];
    }

    private static void requireNoNull(List<?> rows) {
        int none = rows.indexOf(null);
        if (none >= 0) {
            throw new NullPointerException(
                    "row " + none + " of the batch is null; use an empty list for a row without values");
        }
    }

    public static BatchRows byPosition(List<? extends List<? extends @Nullable Object>> rows) {
        return new BatchRows(rows, List.of());
    }

    /** Rows whose values have names. They can be used after {@link #bind}. */
    public static BatchRows byName(List<? extends Map<String, ? extends @Nullable Object>> rows) {
        return new BatchRows(List.of(), rows);
    }

    /** The statement as the server accepts it: with {@code ?} for names. */
    String bind(String sql, SqlModes modes) {
        if (named.isEmpty()) {
            return sql;
        }
        ParameterText text = ParameterText.of(sql, modes);
        names = text;
        return text.positional();
    }

    public int count() {
        return sizes.length;
    }

    /** The number of values in each row. */
    int width() {
        return rows.get(0).size();
    }

    /** The values of a row as they are sent. */
    List<@Nullable Object> values(int row) {
        return Arrays.asList(ParameterValues.encode(rows.get(row).toArray(), context));
    }

    /** The values of several rows, each created when it is read. */
    List<List<@Nullable Object>> values(int from, int to) {
        return new AbstractList<>() {
            @Override
            public List<@Nullable Object> get(int index) {
                return values(from + index);
            }

            @Override
            public int size() {
                return to - from;
            }
        };
    }

    /**
     * The parameters that have a time of day, a date and time, or a duration in some row. Known after all rows are
     * checked.
     */
    BitSet timed() {
        return timed;
    }

    /** The approximate size of a row in binary form, in bytes. */
    int size(int row) {
        return sizes[row];
    }

    /**
     * The end of the rows that one turn of the I/O thread may write. The thread's other connections then do not wait
     * long. It is at least {@code from + 1}.
     */
    int endOfTurn(int from, int to) {
        int row = from;
        long values = 0;
        long bytes = 0;
        while (row < to && values < VALUES_PER_TURN && bytes < BYTES_PER_TURN) {
            values += 1 + width();
            bytes += sizes[row];
            row++;
        }
        return row;
    }

    /** Sets how values are encoded from now on. */
    void begin(ValueContext context) {
        this.context = context;
    }

    /** Whether one of the values that were checked so far is sent as local time. */
    boolean dependsOnZone() {
        return dependsOnZone;
    }

    /**
     * Checks all values before the first one is sent, so that an invalid value is found while nothing is executed. Each
     * call checks as many rows as one turn may take.
     *
     * @return whether all rows are checked
     * @throws IllegalArgumentException if rows have unequal lengths, the names of a row and the statement differ, or a
     *     value cannot be sent
     */
    boolean check() {
        PayloadWriter scratch = new PayloadWriter();
        long values = 0;
        long bytes = 0;
        while (checked < sizes.length && values < VALUES_PER_TURN && bytes < BYTES_PER_TURN) {
            try {
                sizes[checked] = check(checked, scratch);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("row " + checked + " of the batch: " + e.getMessage(), e);
            }
            values += 1 + width();
            bytes += sizes[checked];
            checked++;
        }
        return checked == sizes.length;
    }

    private int check(int row, PayloadWriter scratch) {
        if (names != null) {
            rows.add(names.named(named.get(row)));
        }
        dependsOnZone |= ZoneDependence.isIn(rows.get(row), context);
        List<@Nullable Object> values = values(row);
        if (values.size() != width()) {
            throw new IllegalArgumentException(
                    "the row has " + values.size() + " values, but the first row has " + width());
        }
        scratch.clear();
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value != null) {
                requireOne(value, i);
                BinaryParameters.write(scratch, value);
                if (value instanceof LocalDateTime || value instanceof LocalTime || value instanceof Duration) {
                    timed.set(i);
                }
            }
        }
        return scratch.size();
    }

    private static void requireOne(Object value, int index) {
        if (value instanceof LongParameter) {
            throw new IllegalArgumentException("value " + (index + 1)
                    + " is a LongParameter, which a batch cannot send;"
                    + " use execute, one row at a time");
        }
        if (value instanceof Collection) {
            throw new IllegalArgumentException(
                    "value " + (index + 1) + " is a list; a row has one value for each parameter");
        }
    }
}

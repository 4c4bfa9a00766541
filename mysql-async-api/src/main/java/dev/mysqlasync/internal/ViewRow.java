package dev.mysqlasync.internal;

import dev.mysqlasync.Column;
import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.Row;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.ValueDecodeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row as a view of its packet: over the connection's buffer while it is being received, or over kept bytes. */
final class ViewRow implements Row {

    private final RowView view;
    private final List<Column> columns;

    ViewRow(RowView view, List<Column> columns) {
        this.view = view;
        this.columns = columns;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public int indexOf(String column) {
        int index = view.layout().indexOf(column);
        if (index < 0) {
            String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException((index == -1 ? "no column is named " : "more than one column is named ")
                    + column + "; the columns are: " + names);
        }
        return index;
    }

    @Override
    public boolean isNull(int index) {
        return view.isNull(index);
    }

    @Override
    public boolean getBoolean(int index) {
        try {
            return view.getBoolean(index);
        } catch (ValueDecodeException e) {
            throw undecodable(e);
        }
    }

    @Override
    public byte getByte(int index) {
        try {
            return view.getByte(index);
        } catch (ValueDecodeException e) {
            throw undecodable(e);
        }
    }

    @Override
    public short getShort(int index) {
        try {
            return view.getShort(index);
        } catch (ValueDecodeException e) {
            throw undecodable(e);
        }
    }

    @Override
    public int getInt(int index) {
        try {
            return view.getInt(index);
        } catch (ValueDecodeException e) {
            throw undecodable(e);
        }
    }

    @Override
    public long getLong(int index) {
        try {
            return view.getLong(index);
        } catch (ValueDecodeException e) {
            throw undecodable(e);
        }
    }

    @Override
    public float getFloat(int index) {
        try {
            return view.getFloat(index);
        } catch (ValueDecodeException e) {
            throw undecodable(e);
        }
    }

    @Override
    public double getDouble(int index) {
        try {
            return view.getDouble(index);
        } catch (ValueDecodeException e) {
            throw undecodable(e);
        }
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int index) {
        return read(view::getBigDecimal, index);
    }

    @Override
    public @Nullable BigInteger getBigInteger(int index) {
        return read(view::getBigInteger, index);
    }

    @Override
    public @Nullable String getString(int index) {
        return read(view::getString, index);
    }

    @Override
    public byte @Nullable [] getBytes(int index) {
        return read(view::getBytes, index);
    }

    @Override
    public @Nullable LocalDate getLocalDate(int index) {
        return read(view::getLocalDate, index);
    }

    @Override
    public @Nullable LocalTime getLocalTime(int index) {
        return read(view::getLocalTime, index);
    }

    @Override
    public @Nullable LocalDateTime getLocalDateTime(int index) {
        return read(view::getLocalDateTime, index);
    }

    @Override
    public @Nullable Duration getDuration(int index) {
        return read(view::getDuration, index);
    }

    @Override
    public @Nullable Object getObject(int index) {
        return read(view::getObject, index);
    }

    private static <T> @Nullable T read(IntFunction<@Nullable T> getter, int index) {
        try {
            return getter.apply(index);
        } catch (ValueDecodeException e) {
            throw undecodable(e);
        }
    }

    private static MySqlDecodeException undecodable(ValueDecodeException e) {
        return new MySqlDecodeException(String.valueOf(e.getMessage()), e);
    }

    @Override
    public List<@Nullable Object> toList() {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(getObject(i));
        }
        return Collections.unmodifiableList(values);
    }

    @Override
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(freeName(columns.get(i), values), getObject(i));
        }
        return Collections.unmodifiableMap(values);
    }

    private static String freeName(Column column, Map<String, ?> taken) {
        if (!taken.containsKey(column.name())) {
            return column.name();
        }
        String name = column.table().isEmpty() ? column.name() : column.table() + "." + column.name();
        String free = name;
        for (int number = 2; taken.containsKey(free); number++) {
            free = name + "#" + number;
        }
        return free;
    }

    /** The values as a tuple; one that cannot be decoded shows as such. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            texts.add(text(i));
        }
        return texts.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private String text(int index) {
        try {
            Object value = view.getObject(index);
            if (value instanceof byte[] bytes) {
                return bytes.length + " bytes";
            }
            return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
        } catch (ValueDecodeException e) {
            return "?";
        }
    }
}

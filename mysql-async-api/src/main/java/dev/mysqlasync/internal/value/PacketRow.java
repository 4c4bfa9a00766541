package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.ZeroDates;
import dev.mysqlasync.geometry.Geometry;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.ValueDecodeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row that reads the bytes of its packet, either kept bytes or the connection's receive buffer. In the latter case
 * one object serves all rows of a result, and only the mapper may read it. Later it would read another row.
 */
final class PacketRow implements Row {

    private final RowView view;
    private final List<Column> columns;
    private final ValueContext context;
    private boolean readable = true;

    PacketRow(RowView view, List<Column> columns, ValueContext context) {
        this.view = view;
        this.columns = columns;
        this.context = context;
    }

    /** Calls the mapper with the current row. The row is readable until the mapper returns. */
    <T extends @Nullable Object> T map(RowMapper<? extends T> mapper) {
        readable = true;
        try {
            return mapper.map(this);
        } finally {
            readable = false;
        }
    }

    private RowView view() {
        if (!readable) {
            throw new IllegalStateException(
                    "the row is no longer readable: a mapper or codec may read its row only until it returns."
                            + " Read the values there, or query without a mapper to keep rows");
        }
        return view;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public int indexOf(String column) {
        int index = view().layout().indexOf(column);
        if (index < 0) {
            String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException((index == -1 ? "no column is named " : "more than one column is named ")
                    + column + "; the columns are: " + names);
        }
        return index;
    }

    @Override
    public boolean isNull(int index) {
        return view().isNull(index);
    }

    @Override
    public boolean getBoolean(int index) {
        try {
            return view().getBoolean(index);
        } catch (ValueDecodeException e) {
            throw Undecodable.of(e);
        }
    }

    @Override
    public byte getByte(int index) {
        try {
            return view().getByte(index);
        } catch (ValueDecodeException e) {
            throw Undecodable.of(e);
        }
    }

    @Override
    public short getShort(int index) {
        try {
            return view().getShort(index);
        } catch (ValueDecodeException e) {
            throw Undecodable.of(e);
        }
    }

    @Override
    public int getInt(int index) {
        try {
            return view().getInt(index);
        } catch (ValueDecodeException e) {
            throw Undecodable.of(e);
        }
    }

    @Override
    public long getLong(int index) {
        try {
            return view().getLong(index);
        } catch (ValueDecodeException e) {
            throw Undecodable.of(e);
        }
    }

    @Override
    public long getUnsignedLong(int index) {
        try {
            return view().getUnsignedLong(index);
        } catch (ValueDecodeException e) {
            throw Undecodable.of(e);
        }
    }

    @Override
    public float getFloat(int index) {
        try {
            return view().getFloat(index);
        } catch (ValueDecodeException e) {
            throw Undecodable.of(e);
        }
    }

    @Override
    public double getDouble(int index) {
        try {
            return view().getDouble(index);
        } catch (ValueDecodeException e) {
            throw Undecodable.of(e);
        }
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int index) {
        return read(view()::getBigDecimal, index);
    }

    @Override
    public @Nullable BigInteger getBigInteger(int index) {
        return read(view()::getBigInteger, index);
    }

    @Override
    public @Nullable String getString(int index) {
        return read(view()::getString, index);
    }

    @Override
    public byte @Nullable [] getBytes(int index) {
        return read(view()::getBytes, index);
    }

    @Override
    public @Nullable LocalDate getLocalDate(int index) {
        return readDate(view()::getLocalDate, index);
    }

    @Override
    public @Nullable LocalTime getLocalTime(int index) {
        return read(view()::getLocalTime, index);
    }

    @Override
    public @Nullable LocalDateTime getLocalDateTime(int index) {
        return readDate(view()::getLocalDateTime, index);
    }

    @Override
    public @Nullable Instant getInstant(int index) {
        ZonedDateTime value = zoned(index, "Instant");
        return value == null ? null : value.toInstant();
    }

    @Override
    public @Nullable OffsetDateTime getOffsetDateTime(int index) {
        ZonedDateTime value = zoned(index, "OffsetDateTime");
        return value == null ? null : value.toOffsetDateTime();
    }

    @Nullable
    ZonedDateTime zoned(int index, String target) {
        LocalDateTime value = getLocalDateTime(index);
        if (value == null) {
            return null;
        }
        ZoneId zone = context.zone();
        if (zone == null) {
            throw undecodable(index, target, ValueContext.NO_ZONE, null);
        }
        return value.atZone(zone);
    }

    @Override
    public @Nullable Duration getDuration(int index) {
        return read(view()::getDuration, index);
    }

    @Override
    public @Nullable UUID getUuid(int index) {
        return convert(index, "UUID", UuidForm::parse, UuidForm::of);
    }

    @Override
    public @Nullable InetAddress getInetAddress(int index) {
        return convert(index, "InetAddress", AddressText::parse, AddressText::of);
    }

    @Override
    public @Nullable Geometry getGeometry(int index) {
        return convert(index, "Geometry", null, Geometry::parse);
    }

    @Override
    public float @Nullable [] getVector(int index) {
        return read(view()::getVector, index);
    }

    @Override
    public <T> @Nullable T get(int index, Class<T> type) {
        return TypedReads.read(this, index, type, context);
    }

    @Override
    public @Nullable Object getObject(int index) {
        try {
            return DefaultReads.read(this, view(), index, context.types());
        } catch (ValueDecodeException e) {
            ZeroDates policy = context.types().zeroDates();
            if (policy == ZeroDates.ERROR || !view().isImpossibleDate(index)) {
                throw Undecodable.of(e);
            }
            return policy == ZeroDates.TEXT ? view().getString(index) : null;
        }
    }

    private <T> @Nullable T readDate(IntFunction<@Nullable T> getter, int index) {
        try {
            return getter.apply(index);
        } catch (ValueDecodeException e) {
            if (context.types().zeroDates() == ZeroDates.NULL && view().isImpossibleDate(index)) {
                return null;
            }
            throw Undecodable.of(e);
        }
    }

    private static <T> @Nullable T read(IntFunction<@Nullable T> getter, int index) {
        try {
            return getter.apply(index);
        } catch (ValueDecodeException e) {
            throw Undecodable.of(e);
        }
    }

    /**
     * Converts a value that is sent as text or bytes. A conversion reports an error with an
     * {@link IllegalArgumentException}.
     */
    private <T> @Nullable T convert(
            int index, String target, @Nullable Function<String, T> ofText, Function<byte[], T> ofBytes) {
        Object value = read(view()::getObject, index);
        if (value == null) {
            return null;
        }
        try {
            if (value instanceof byte[] bytes) {
                return ofBytes.apply(bytes);
            }
            if (value instanceof String text && ofText != null) {
                return ofText.apply(text);
            }
        } catch (IllegalArgumentException e) {
            throw undecodable(index, target, String.valueOf(e.getMessage()), null);
        }
        throw undecodable(index, target, "the column holds another type", null);
    }

    MySqlDecodeException undecodable(int index, String target, String reason, @Nullable Throwable cause) {
        return Undecodable.of(view(), index, target, reason, cause);
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

    /** The values as a tuple, with {@code ?} for a value that cannot be decoded. */
    @Override
    public String toString() {
        if (!readable) {
            return "(a row that is no longer readable)";
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            texts.add(text(i));
        }
        return texts.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private String text(int index) {
        try {
            Object value = getObject(index);
            if (value instanceof byte[] bytes) {
                return bytes.length + " bytes";
            }
            if (value instanceof float[] vector) {
                return Arrays.toString(vector);
            }
            return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
        } catch (MySqlDecodeException e) {
            return "?";
        }
    }
}

package dev.mysqlasync.internal.value;

import static java.util.Map.entry;

import dev.mysqlasync.Codec;
import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.geometry.Geometry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a value as a type that is only known at run time. */
final class TypedReads {

    private static final Map<Class<?>, Reader> READERS = Map.ofEntries(
            entry(Object.class, PacketRow::getObject),
            entry(String.class, PacketRow::getString),
            entry(Boolean.class, unlessNull(PacketRow::getBoolean)),
            entry(Byte.class, unlessNull(PacketRow::getByte)),
            entry(Short.class, unlessNull(PacketRow::getShort)),
            entry(Integer.class, unlessNull(PacketRow::getInt)),
            entry(Long.class, unlessNull(PacketRow::getLong)),
            entry(Float.class, unlessNull(PacketRow::getFloat)),
            entry(Double.class, unlessNull(PacketRow::getDouble)),
            entry(Character.class, unlessNull(TypedReads::character)),
            entry(BigDecimal.class, PacketRow::getBigDecimal),
            entry(BigInteger.class, PacketRow::getBigInteger),
            entry(byte[].class, PacketRow::getBytes),
            entry(ByteBuffer.class, unlessNull((row, index) -> ByteBuffer.wrap(bytes(row, index)))),
            entry(InputStream.class, unlessNull((row, index) -> new ByteArrayInputStream(bytes(row, index)))),
            entry(float[].class, PacketRow::getVector),
            entry(LocalDate.class, PacketRow::getLocalDate),
            entry(LocalTime.class, PacketRow::getLocalTime),
            entry(LocalDateTime.class, PacketRow::getLocalDateTime),
            entry(Duration.class, PacketRow::getDuration),
            entry(Instant.class, PacketRow::getInstant),
            entry(OffsetDateTime.class, PacketRow::getOffsetDateTime),
            entry(ZonedDateTime.class, (row, index) -> row.zoned(index, "ZonedDateTime")),
            entry(Year.class, unlessNull((row, index) -> Year.of(row.getShort(index)))),
            entry(UUID.class, PacketRow::getUuid));

    private TypedReads() {}

    static <T> @Nullable T read(PacketRow row, int index, Class<T> type, ValueContext context) {
        Class<T> boxed = boxed(type);
        Codec<T> codec = context.codecFor(boxed);
        return codec != null
                ? decode(codec, row, index)
                : boxed.cast(reader(boxed).read(row, index));
    }

    @SuppressWarnings("unchecked") // int.class and Integer.class are both a Class<Integer>
    private static <T> Class<T> boxed(Class<T> type) {
        return type.isPrimitive()
                ? (Class<T>) MethodType.methodType(type).wrap().returnType()
                : type;
    }

    private static <T> @Nullable T decode(Codec<T> codec, PacketRow row, int index) {
        try {
            return codec.decode(row, index);
        } catch (MySqlDecodeException e) {
            throw e;
        } catch (Throwable e) {
            throw row.undecodable(index, codec.type().getName(), "the codec failed", e);
        }
    }

    private static Reader reader(Class<?> type) {
        Reader reader = READERS.get(type);
        if (reader != null) {
            return reader;
        }
        if (type.isEnum()) {
            return (row, index) -> constant(row, index, type);
        }
        if (Geometry.class.isAssignableFrom(type)) {
            return (row, index) -> ofKind(type, row.getGeometry(index), row, index);
        }
        if (InetAddress.class.isAssignableFrom(type)) {
            return (row, index) -> ofKind(type, row.getInetAddress(index), row, index);
        }
        throw new IllegalArgumentException("a column's value cannot be read as " + type.getName()
                + (type.isRecord() ? "; map a whole row to a record with RowMapper.of" : "")
                + "; register a Codec for it");
    }

    private static char character(PacketRow row, int index) {
        String text = row.getString(index);
        if (text == null || text.length() != 1) {
            throw row.undecodable(index, "Character", "not one character", null);
        }
        return text.charAt(0);
    }

    private static byte[] bytes(PacketRow row, int index) {
        byte[] bytes = row.getBytes(index);
        return bytes == null ? new byte[0] : bytes;
    }

    private static @Nullable Object constant(PacketRow row, int index, Class<?> type) {
        String label = row.getString(index);
        if (label == null) {
            return null;
        }
        Object constant = EnumLabels.constant(type, label);
        if (constant == null) {
            throw row.undecodable(
                    index,
                    type.getName(),
                    "no enum constant has this name, or more than one has when case is ignored",
                    null);
        }
        return constant;
    }

    private static @Nullable Object ofKind(Class<?> type, @Nullable Object value, PacketRow row, int index) {
        if (value != null && !type.isInstance(value)) {
            throw row.undecodable(
                    index, type.getSimpleName(), "it is a " + value.getClass().getSimpleName(), null);
        }
        return value;
    }

    private static Reader unlessNull(Reader reader) {
        return (row, index) -> row.isNull(index) ? null : reader.read(row, index);
    }

    private interface Reader {
        @Nullable
        Object read(PacketRow row, int index);
    }
}

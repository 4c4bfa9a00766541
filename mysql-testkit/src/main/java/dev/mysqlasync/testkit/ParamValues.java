package dev.mysqlasync.testkit;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares and prints parameter values. The protocol preserves their values, but not their Java types. */
final class ParamValues {

    private static final int SHOWN_BYTES = 16;

    private ParamValues() {}

    static boolean areEqual(@Nullable Object expected, @Nullable Object actual) {
        Object one = expected == null ? null : canonical(expected);
        Object other = actual == null ? null : canonical(actual);
        if (one instanceof BigDecimal number && other instanceof BigDecimal otherNumber) {
            return number.compareTo(otherNumber) == 0;
        }
        if (one instanceof byte[] && other instanceof String text) {
            return Objects.deepEquals(one, text.getBytes(StandardCharsets.UTF_8)); // some clients send bytes as text
        }
        return Objects.deepEquals(one, other);
    }

    private static Object canonical(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? new BigDecimal(value.toString()) : number;
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof LocalTime time) {
            return Duration.ofNanos(time.toNanoOfDay());
        }
        return value instanceof ByteBuffer bytes ? bytes(bytes.duplicate()) : value;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static String describe(List<? extends @Nullable Object> values) {
        return values.stream().map(ParamValues::describe).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Prints the value as in Java source; long bytes are shortened. */
    static String describe(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        if (value instanceof byte[] bytes) {
            String shown = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES));
            return "0x" + shown + (bytes.length > SHOWN_BYTES ? "... (" + bytes.length + " bytes)" : "");
        }
        return String.valueOf(value);
    }
}

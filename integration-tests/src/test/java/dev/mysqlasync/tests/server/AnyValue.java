package dev.mysqlasync.tests.server;

import dev.mysqlasync.geometry.Geometry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Values of all classes that arguments have: edges, what columns are likely to take, and random ones. */
final class AnyValue {

    private static final List<List<Object>> CLASSES = List.of(
            List.of(true, false),
            List.of((byte) 1, (byte) -128, (byte) 0),
            List.of((short) 2, (short) -32768),
            List.of(0, 1, -2, 42, 2024, 8388607, Integer.MIN_VALUE),
            List.of(0L, 7L, 20240229010203L, Long.MAX_VALUE, Long.MIN_VALUE),
            List.of(BigInteger.ONE, new BigInteger("18446744073709551615"), BigInteger.TEN.pow(40)),
            List.of(
                    new BigDecimal("1.50"),
                    new BigDecimal("-0.005"),
                    new BigDecimal("1E+3"),
                    new BigDecimal("12345.678901")),
            List.of(0.1f, -1.5f, 3.4028235e38f, 16777216f),
            List.of(0.1, -0.0, 1e15, -0.00000001, 1.7976931348623157e308, 12.345678949),
            List.of(
                    "",
                    "a",
                    "1",
                    "-2",
                    "12.5",
                    "0.1e1",
                    "x y",
                    "it's \\ é",
                    "2024-02-29",
                    "2024-02-29 01:02:03.5",
                    "-01:02:03",
                    "{\"a\": 1}",
                    "[1,2]",
                    "null",
                    "true",
                    "12:30",
                    "::1",
                    "fedcba98-e89b-12d3-a456-426655440000"),
            List.of(utf8("ab"), utf8("1"), new byte[0], new byte[] {0, 39, 92, (byte) 0xFF}, new byte[] {1}),
            List.of(LocalDate.of(2024, 2, 29), LocalDate.of(1000, 1, 1)),
            List.of(
                    LocalDateTime.of(2024, 2, 29, 1, 2, 3),
                    LocalDateTime.of(2024, 2, 29, 3, 4, 5, 600_000_000),
                    LocalDateTime.of(2024, 2, 29, 0, 0, 0, 1000)),
            List.of(LocalTime.of(12, 30), LocalTime.MIDNIGHT, LocalTime.of(3, 4, 5, 600_000_000)),
            List.of(
                    Duration.ofMillis(-500),
                    Duration.ofHours(30),
                    Duration.ofHours(-30).plusMillis(250),
                    Duration.ZERO,
                    Duration.ofHours(838)),
            List.of(new Geometry.Point(1.5, -2.25), new Geometry.Point(0, 0)),
            List.of(new float[] {1.5f, -0.0f}, new float[] {0.1f, 2f}));

    private final SplittableRandom random;

    AnyValue(SplittableRandom random) {
        this.random = random;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Up to so many values, mostly of one class, now and then with NULL or one of another class among them. */
    List<@Nullable Object> some(int most) {
        List<Object> all = CLASSES.get(random.nextInt(CLASSES.size()));
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            int kind = random.nextInt(12);
            values.add(kind == 0 ? null : kind == 1 ? any() : kind == 2 ? random(all.get(0)) : pick(all));
        }
        return values;
    }

    private Object any() {
        return pick(CLASSES.get(random.nextInt(CLASSES.size())));
    }

    private Object pick(List<Object> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Another value of this class. */
    private Object random(Object like) {
        if (like instanceof Integer) {
            return random.nextInt(-100_000, 100_000);
        }
        if (like instanceof Long) {
            return random.nextLong() >> random.nextInt(64);
        }
        if (like instanceof BigDecimal) {
            return new BigDecimal(BigInteger.valueOf(random.nextLong() >> random.nextInt(64)), random.nextInt(12));
        }
        if (like instanceof Double) {
            return random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-12, 12));
        }
        if (like instanceof LocalDateTime) {
            return LocalDateTime.of(2024, 1, 1, 0, 0).plusNanos(random.nextLong(1L << 54) / 1000 * 1000);
        }
        if (like instanceof LocalTime) {
            return LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000L) * 1000);
        }
        if (like instanceof Duration) {
            return Duration.ofNanos(random.nextLong(-3_000_000_000_000_000L, 3_000_000_000_000_000L) / 1000 * 1000);
        }
        return like instanceof String ? Long.toString(random.nextLong(), 36) : like;
    }
}

package dev.mysqlasync.protocol;

import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** The fields of a TIME, each in its range: from -838:59:59.999999 to 838:59:59.999999. */
record TimeParts(boolean negative, int hours, int minute, int second, int micros) {

    private static final int MAX_HOURS = 838;
    private static final int NANOS_PER_MICRO = 1000;
    private static final Duration LIMIT = Duration.ofHours(MAX_HOURS + 1);

    TimeParts {
        if (hours < 0 || hours > MAX_HOURS || !isClock(minute, second, micros)) {
            throw new UnreadableValueException("the time is out of range");
        }
    }

    /** Throws {@link IllegalArgumentException} if the duration is out of the range of TIME. */
    static TimeParts of(Duration value) {
        if (value.compareTo(LIMIT) >= 0 || value.compareTo(LIMIT.negated()) <= 0) {
            throw new IllegalArgumentException(
                    "the duration is out of TIME's range of -838:59:59.999999 to 838:59:59.999999");
        }
        Duration span = value.abs().truncatedTo(ChronoUnit.MICROS);
        return new TimeParts(
                value.isNegative() && !span.isZero(),
                (int) span.toHours(),
                span.toMinutesPart(),
                span.toSecondsPart(),
                micros(span.toNanosPart()));
    }

    static TimeParts of(LocalTime value) {
        return new TimeParts(false, value.getHour(), value.getMinute(), value.getSecond(), micros(value.getNano()));
    }

    /** Truncates nanoseconds to microseconds. */
    static int micros(int nanos) {
        return nanos / NANOS_PER_MICRO;
    }

    static boolean isClock(int minute, int second, int micros) {
        return minute >= 0 && minute <= 59 && second >= 0 && second <= 59 && micros >= 0 && micros <= 999_999;
    }

    Duration toDuration() {
        long seconds = (hours * 60L + minute) * 60L + second;
        Duration span = Duration.ofSeconds(seconds, (long) micros * NANOS_PER_MICRO);
        return negative ? span.negated() : span;
    }

    LocalTime toLocalTime() {
        if (hours > 23 || negative && !isZero()) {
            throw new UnreadableValueException("not a time of day");
        }
        return LocalTime.of(hours, minute, second, micros * NANOS_PER_MICRO);
    }

    boolean isZero() {
        return (hours | minute | second | micros) == 0;
    }
}

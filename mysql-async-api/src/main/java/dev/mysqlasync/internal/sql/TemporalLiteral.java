package dev.mysqlasync.internal.sql;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * DATE, TIME and TIMESTAMP literals; the last one is a DATETIME. Values are truncated to microseconds.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/date-and-time-literals.html">MySQL Reference Manual, Date and
 *     Time Literals</a>
 */
final class TemporalLiteral {

    private static final Duration LIMIT = Duration.ofHours(839);

    private TemporalLiteral() {}

    static String of(LocalDate date) {
        StringBuilder literal = new StringBuilder("DATE'");
        appendDate(literal, date);
        return literal.append('\'').toString();
    }

    static String of(LocalDateTime value) {
        StringBuilder literal = new StringBuilder("TIMESTAMP'");
        appendDate(literal, value.toLocalDate());
        literal.append(' ');
        appendTime(literal, value.getHour(), value.getMinute(), value.getSecond(), value.getNano());
        return literal.append('\'').toString();
    }

    static String of(LocalTime time) {
        StringBuilder literal = new StringBuilder("TIME'");
        appendTime(literal, time.getHour(), time.getMinute(), time.getSecond(), time.getNano());
        return literal.append('\'').toString();
    }

    static String of(Duration value) {
        if (value.compareTo(LIMIT) >= 0 || value.compareTo(LIMIT.negated()) <= 0) {
            throw new IllegalArgumentException(
                    "a duration is outside the range of TIME, -838:59:59.999999 to 838:59:59.999999");
        }
        Duration span = value.abs().truncatedTo(ChronoUnit.MICROS);
        StringBuilder literal = new StringBuilder("TIME'");
        if (value.isNegative() && !span.isZero()) {
            literal.append('-');
        }
        appendTime(literal, span.toHours(), span.toMinutesPart(), span.toSecondsPart(), span.toNanosPart());
        return literal.append('\'').toString();
    }

    private static void appendDate(StringBuilder literal, LocalDate date) {
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw new IllegalArgumentException("a date is outside the years 0 to 9999");
        }
        append(literal, date.getYear(), 4);
        append(literal.append('-'), date.getMonthValue(), 2);
        append(literal.append('-'), date.getDayOfMonth(), 2);
    }

    private static void appendTime(StringBuilder literal, long hours, int minute, int second, int nanos) {
        append(literal, hours, 2);
        append(literal.append(':'), minute, 2);
        append(literal.append(':'), second, 2);
        int micros = nanos / 1000;
        if (micros != 0) {
            append(literal.append('.'), micros, 6);
        }
    }

    private static void append(StringBuilder literal, long value, int width) {
        String digits = Long.toString(value);
        literal.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}

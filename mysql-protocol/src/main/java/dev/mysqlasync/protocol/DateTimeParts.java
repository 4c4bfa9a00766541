package dev.mysqlasync.protocol;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;

/**
 * The fields of a DATE, DATETIME or TIMESTAMP. Each field is in its range, but together they need not be a valid date:
 * MySQL has zero dates ({@code 0000-00-00}), dates with a zero month or day ({@code 2024-05-00}), and with
 * ALLOW_INVALID_DATES {@code 2024-02-31}.
 */
record DateTimeParts(int year, int month, int day, int hour, int minute, int second, int micros) {

    static final DateTimeParts ZERO = new DateTimeParts(0, 0, 0, 0, 0, 0, 0);

    DateTimeParts {
        if (!(inRange(year, 9999) && inRange(month, 12) && inRange(day, 31))) {
            throw new UnreadableValueException("the year, month or day is out of range");
        }
        if (!(inRange(hour, 23) && TimeParts.isClock(minute, second, micros))) {
            throw new UnreadableValueException("the time of day is out of range");
        }
    }

    static DateTimeParts of(LocalDate date) {
        return of(date.atStartOfDay());
    }

    /** Throws {@link IllegalArgumentException} for a year that MySQL does not have. */
    static DateTimeParts of(LocalDateTime value) {
        if (!inRange(value.getYear(), 9999)) {
            throw new IllegalArgumentException("year " + value.getYear() + " is not in MySQL's range of 0 to 9999");
        }
        return new DateTimeParts(
                value.getYear(),
                value.getMonthValue(),
                value.getDayOfMonth(),
                value.getHour(),
                value.getMinute(),
                value.getSecond(),
                TimeParts.micros(value.getNano()));
    }

    LocalDate toLocalDate() {
        if (hasTime()) {
            throw new UnreadableValueException("the date has a time of day");
        }
        return date();
    }

    LocalDateTime toLocalDateTime() {
        return date().atTime(hour, minute, second, micros * 1000);
    }

    boolean hasTime() {
        return (hour | minute | second | micros) != 0;
    }

    boolean isZero() {
        return (year | month | day) == 0 && !hasTime();
    }

    /** Whether this is a date of the calendar: neither a zero date nor an invalid one. */
    boolean isValidDate() {
        return month != 0 && day != 0 && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    /** The only place that rejects zero and invalid dates. */
    private LocalDate date() {
        if (month == 0 || day == 0) {
            throw new UnreadableValueException("a zero date");
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            throw new UnreadableValueException("not a date of the calendar");
        }
    }

    private static boolean inRange(int value, int max) {
        return value >= 0 && value <= max;
    }
}

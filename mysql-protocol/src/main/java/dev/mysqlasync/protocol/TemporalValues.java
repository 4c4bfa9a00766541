package dev.mysqlasync.protocol;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** Decodes a value that is not NULL as a date or a time. */
final class TemporalValues {

    private TemporalValues() {}

    static LocalDate toLocalDate(RowView row, int column) {
        if (row.kind(column) == ValueKind.DATETIME) {
            throw new UnreadableValueException("the value has a time of day; use LocalDateTime");
        }
        return dateTime(row, column).toLocalDate();
    }

    static LocalDateTime toLocalDateTime(RowView row, int column) {
        return dateTime(row, column).toLocalDateTime();
    }

    static LocalTime toLocalTime(RowView row, int column) {
        return time(row, column).toLocalTime();
    }

    static Duration toDuration(RowView row, int column) {
        return time(row, column).toDuration();
    }

    static boolean isImpossibleDate(RowView row, int column) {
        ValueKind kind = row.kind(column);
        if (kind != ValueKind.DATE && kind != ValueKind.DATETIME) {
            return false;
        }
        try {
            return !dateTime(row, column).isValidDate();
        } catch (UnreadableValueException e) {
            return false;
        }
    }

    static DateTimeParts dateTime(RowView row, int column) {
        int at = row.valueOffset(column);
        int length = row.valueLength(column);
        return switch (row.kind(column)) {
            case TEXT -> TemporalText.dateTime(row.buffer(), at, length);
            case DATE, DATETIME ->
                row.isText()
                        ? TemporalText.dateTime(row.buffer(), at, length)
                        : BinaryTemporals.dateTime(row.buffer(), at, length);
            default -> throw new UnreadableValueException("not a date column");
        };
    }

    static TimeParts time(RowView row, int column) {
        int at = row.valueOffset(column);
        int length = row.valueLength(column);
        return switch (row.kind(column)) {
            case TEXT -> TemporalText.time(row.buffer(), at, length);
            case TIME ->
                row.isText()
                        ? TemporalText.time(row.buffer(), at, length)
                        : BinaryTemporals.time(row.buffer(), at, length);
            default -> throw new UnreadableValueException("not a TIME column");
        };
    }
}

package dev.mysqlasync.protocol;

/**
 * Parses and formats temporal values in MySQL's text form: {@code 2024-01-02}, {@code 2024-01-02 03:04:05.678901},
 * {@code -838:59:59.5}. Throws {@link UnreadableValueException} for any other text.
 */
final class TemporalText {

    private static final int DATE_LENGTH = 10;
    private static final int DATETIME_LENGTH = 19;
    private static final int CLOCK_LENGTH = 6;
    private static final int MAX_DECIMALS = 6;

    private TemporalText() {}

    /** Parses a date with or without a time of day. */
    static DateTimeParts dateTime(byte[] text, int at, int length) {
        if (length < DATE_LENGTH || text[at + 4] != '-' || text[at + 7] != '-') {
            throw new UnreadableValueException("not a date");
        }
        int year = digits(text, at, 4);
        int month = digits(text, at + 5, 2);
        int day = digits(text, at + 8, 2);
        if (length == DATE_LENGTH) {
            return new DateTimeParts(year, month, day, 0, 0, 0, 0);
        }
        int clock = at + DATETIME_LENGTH - CLOCK_LENGTH;
        if (length < DATETIME_LENGTH || text[at + DATE_LENGTH] != ' ') {
            throw new UnreadableValueException("not a date and time");
        }
        requireClock(text, clock);
        return new DateTimeParts(
                year,
                month,
                day,
                digits(text, clock - 2, 2),
                digits(text, clock + 1, 2),
                digits(text, clock + 4, 2),
                micros(text, at + DATETIME_LENGTH, at + length));
    }

    static TimeParts time(byte[] text, int at, int length) {
        boolean negative = length > 0 && text[at] == '-';
        int from = negative ? at + 1 : at;
        int to = at + length;
        int clock = from;
        while (clock < to && text[clock] != ':') {
            clock++;
        }
        if (clock == from || clock - from > 3 || to - clock < CLOCK_LENGTH) {
            throw new UnreadableValueException("not a time");
        }
        requireClock(text, clock);
        return new TimeParts(
                negative,
                digits(text, from, clock - from),
                digits(text, clock + 1, 2),
                digits(text, clock + 4, 2),
                micros(text, clock + CLOCK_LENGTH, to));
    }

    static String date(DateTimeParts parts) {
        StringBuilder text = new StringBuilder(DATE_LENGTH);
        appendDate(text, parts);
        return text.toString();
    }

    /** @param decimals the column's number of fractional digits; all six are written if fewer would lose some */
    static String dateTime(DateTimeParts parts, int decimals) {
        StringBuilder text = new StringBuilder();
        appendDate(text, parts);
        append(text.append(' '), parts.hour(), 2);
        appendClock(text, parts.minute(), parts.second(), parts.micros(), decimals);
        return text.toString();
    }

    /** @param decimals the column's number of fractional digits; all six are written if fewer would lose some */
    static String time(TimeParts parts, int decimals) {
        StringBuilder text = new StringBuilder(parts.negative() ? "-" : "");
        append(text, parts.hours(), 2);
        appendClock(text, parts.minute(), parts.second(), parts.micros(), decimals);
        return text.toString();
    }

    /** Checks the colons of {@code :MM:SS}. */
    private static void requireClock(byte[] text, int at) {
        if (text[at] != ':' || text[at + 3] != ':') {
            throw new UnreadableValueException("not a time");
        }
    }

    private static int micros(byte[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int count = to - from - 1;
        if (text[from] != '.' || count == 0 || count > MAX_DECIMALS) {
            throw new UnreadableValueException("not fractional seconds");
        }
        int micros = digits(text, from + 1, count);
        for (int i = count; i < MAX_DECIMALS; i++) {
            micros *= 10;
        }
        return micros;
    }

    private static int digits(byte[] text, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new UnreadableValueException("not a date or time");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static void appendDate(StringBuilder text, DateTimeParts parts) {
        append(text, parts.year(), 4);
        append(text.append('-'), parts.month(), 2);
        append(text.append('-'), parts.day(), 2);
    }

    private static void appendClock(StringBuilder text, int minute, int second, int micros, int decimals) {
        append(text.append(':'), minute, 2);
        append(text.append(':'), second, 2);
        int digits = decimals <= MAX_DECIMALS ? decimals : 0;
        int cut = micros;
        for (int i = digits; i < MAX_DECIMALS; i++) {
            if (cut % 10 != 0) {
                digits = MAX_DECIMALS;
                cut = micros;
                break;
            }
            cut /= 10;
        }
        if (digits > 0) {
            append(text.append('.'), cut, digits);
        }
    }

    private static void append(StringBuilder text, int value, int width) {
        String digits = Integer.toString(value);
        text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}

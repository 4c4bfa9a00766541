package dev.mysqlasync.protocol;

/**
 * Reads and writes temporal values of the binary protocol. The methods that read take the value without its length
 * byte. Trailing zero parts are omitted on the wire: a date has 0, 4, 7 or 11 bytes, a time 0, 8 or 12.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html">Binary protocol
 *     value</a>
 */
final class BinaryTemporals {

    private static final int HOURS_PER_DAY = 24;

    /** Above the days of any TIME (34), and small enough that the hours cannot overflow. */
    private static final int DAYS_LIMIT = 1000;

    private BinaryTemporals() {}

    static DateTimeParts dateTime(byte[] bytes, int at, int length) {
        if (length != 0 && length != 4 && length != 7 && length != 11) {
            throw new UnreadableValueException("a date of " + length + " bytes, not 0, 4, 7 or 11");
        }
        if (length == 0) {
            return DateTimeParts.ZERO;
        }
        boolean time = length > 4;
        return new DateTimeParts(
                Bytes.int2(bytes, at),
                bytes[at + 2],
                bytes[at + 3],
                time ? bytes[at + 4] : 0,
                time ? bytes[at + 5] : 0,
                time ? bytes[at + 6] : 0,
                length > 7 ? Bytes.int4(bytes, at + 7) : 0);
    }

    static TimeParts time(byte[] bytes, int at, int length) {
        if (length != 0 && length != 8 && length != 12) {
            throw new UnreadableValueException("a time of " + length + " bytes, not 0, 8 or 12");
        }
        if (length == 0) {
            return new TimeParts(false, 0, 0, 0, 0);
        }
        int days = Bytes.int4(bytes, at + 1);
        int hour = bytes[at + 5];
        if (days < 0 || days > DAYS_LIMIT || hour < 0 || hour >= HOURS_PER_DAY) {
            throw new UnreadableValueException("the time is out of range");
        }
        return new TimeParts(
                bytes[at] != 0,
                days * HOURS_PER_DAY + hour,
                bytes[at + 6],
                bytes[at + 7],
                length > 8 ? Bytes.int4(bytes, at + 8) : 0);
    }

    /** Writes the value and its length, in the shortest form. */
    static void write(PayloadWriter out, DateTimeParts parts) {
        int length = parts.isZero() ? 0 : !parts.hasTime() ? 4 : parts.micros() == 0 ? 7 : 11;
        out.writeInt1(length);
        if (length >= 4) {
            out.writeInt2(parts.year()).writeInt1(parts.month()).writeInt1(parts.day());
        }
        if (length >= 7) {
            out.writeInt1(parts.hour()).writeInt1(parts.minute()).writeInt1(parts.second());
        }
        if (length == 11) {
            out.writeInt4(parts.micros());
        }
    }

    /** Writes the value and its length, in the shortest form. */
    static void write(PayloadWriter out, TimeParts parts) {
        int length = parts.isZero() ? 0 : parts.micros() == 0 ? 8 : 12;
        out.writeInt1(length);
        if (length >= 8) {
            out.writeInt1(parts.negative() ? 1 : 0)
                    .writeInt4(parts.hours() / HOURS_PER_DAY)
                    .writeInt1(parts.hours() % HOURS_PER_DAY)
                    .writeInt1(parts.minute())
                    .writeInt1(parts.second());
        }
        if (length == 12) {
            out.writeInt4(parts.micros());
        }
    }
}

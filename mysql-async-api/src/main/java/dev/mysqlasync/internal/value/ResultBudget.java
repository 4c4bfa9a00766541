package dev.mysqlasync.internal.value;

import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;

/**
 * Counts the memory of what is kept of one statement's results, all of them together, against {@code maxResultBytes}. Whoever
 * keeps anything takes it from here first: rows, columns, the words of an OK, and for each result and each row what its objects
 * take. The figures are those of a 64-bit JVM with compressed references, and rather too high than too low.
 */
public final class ResultBudget {

    /** A row that is kept as bytes: where it begins. */
    private static final int ROW = 8;

    /** A row that is kept as an object, without its bytes and its columns. */
    private static final int ROW_OBJECT = 200;

    private static final int COLUMN_OF_ROW_OBJECT = 8;

    /** A reference in a list, and the smallest object. */
    private static final int ELEMENT = 16;

    private static final int RESULT = 400;
    private static final int EFFECT = 160;

    /** What columns may take even where results may take less. */
    private static final long LEAST_FOR_DEFINITIONS = 1 << 20;

    private final long limit;
    private long taken;

    /** @param limit in bytes */
    public ResultBudget(long limit) {
        this.limit = limit;
    }

    /** How much memory column definitions may take while they arrive, before anybody could count them for a result. */
    public static long ofDefinitions(long maxResultBytes) {
        return Math.max(LEAST_FOR_DEFINITIONS, maxResultBytes);
    }

    /** A result with rows. */
    public static long ofResult(RowLayout layout) {
        return RESULT + layout.bytes();
    }

    /** A result without rows. */
    public static long ofEffect(OkPacket ok) {
        return (long) EFFECT + ok.info().length();
    }

    /** A row of so many bytes among others. */
    static long ofRow(int bytes) {
        return (long) bytes + ROW;
    }

    /** A row of so many bytes as an object of its own. */
    public static long ofRowObject(int bytes, int columns) {
        return (long) bytes + ROW_OBJECT + (long) columns * COLUMN_OF_ROW_OBJECT;
    }

    /** An object of a user's, apart from what is in it. */
    static long ofElement() {
        return ELEMENT;
    }

    /**
     * Takes so many bytes, before they are kept.
     *
     * @throws MySqlLimitException if they are too many
     */
    public void take(long bytes) {
        taken += bytes;
        if (taken > limit) {
            throw MySqlLimitException.resultTooLarge(limit, false);
        }
    }

    /** What was taken is not kept any more. */
    public void giveBack(long bytes) {
        taken -= bytes;
    }
}

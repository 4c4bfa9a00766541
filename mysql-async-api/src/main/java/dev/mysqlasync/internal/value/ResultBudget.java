package dev.mysqlasync.internal.value;

import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;

/**
 * Counts the memory for all results of one statement against {@code maxResultBytes}. Callers take bytes from it before
 * they keep rows, columns, info strings, or the objects for results and rows. The constants are estimates for a 64-bit
 * JVM with compressed references, rounded up.
 */
public final class ResultBudget {

    /** A row that is kept as bytes: the index of its start. */
    private static final int ROW = 8;

    /** A row that is kept as an object, without its bytes and columns. */
    private static final int ROW_OBJECT = 200;

    private static final int COLUMN_OF_ROW_OBJECT = 8;

    /** A reference in a list, and the smallest object. */
    private static final int ELEMENT = 16;

    private static final int RESULT = 400;
    private static final int EFFECT = 160;

    /** The memory that column definitions may take even if the limit is lower. */
    private static final long LEAST_FOR_DEFINITIONS = 1 << 20;

    private final long limit;
    private long taken;

    /**
     * @param limit in bytes
     */
    public ResultBudget(long limit) {
        this.limit = limit;
    }

    /** The limit for column definitions while they arrive, when no result counts them yet. */
    public static long ofDefinitions(long maxResultBytes) {
        return Math.max(LEAST_FOR_DEFINITIONS, maxResultBytes);
    }

    /** The size of a result with rows. */
    public static long ofResult(RowLayout layout) {
        return RESULT + layout.bytes();
    }

    /** The size of a result without rows. */
    public static long ofEffect(OkPacket ok) {
        return (long) EFFECT + ok.info().length();
    }

    /** The size of a row of {@code bytes} in a buffer of rows. */
    static long ofRow(int bytes) {
        return (long) bytes + ROW;
    }

    /** The size of a row of {@code bytes} as an object of its own. */
    public static long ofRowObject(int bytes, int columns) {
        return (long) bytes + ROW_OBJECT + (long) columns * COLUMN_OF_ROW_OBJECT;
    }

    /** The size of a user's object, without its contents. */
    static long ofElement() {
        return ELEMENT;
    }

    /**
     * Takes bytes from the budget before they are kept.
     *
     * @throws MySqlLimitException if the budget is exceeded
     */
    public void take(long bytes) {
        taken += bytes;
        if (taken > limit) {
            throw MySqlLimitException.resultTooLarge(limit, false);
        }
    }

    /** Returns bytes that are no longer kept. */
    public void giveBack(long bytes) {
        taken -= bytes;
    }
}

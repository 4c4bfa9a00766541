package dev.mysqlasync;

/** A limit of the options was reached; the message names the option and its value. */
public final class MySqlLimitException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final String option;
    private final boolean fatal;
    private final Written written;

    private MySqlLimitException(String option, String what, long limit, Written written, boolean fatal) {
        super(what + " than the option " + option + " allows: " + limit, null);
        this.option = option;
        this.written = written;
        this.fatal = fatal;
    }

    /** More commands are waiting than {@code queueLimit} allows; this one was not taken on. */
    public static MySqlLimitException queueFull(int limit) {
        return new MySqlLimitException("queueLimit", "More commands are waiting", limit, Written.NONE, false);
    }

    /** A command of {@code size} bytes is larger than {@code maxAllowedPacket}; nothing of it was sent. */
    public static MySqlLimitException commandTooLarge(long size, long limit) {
        return new MySqlLimitException(
                "maxAllowedPacket", "The command is larger, with " + size + " bytes,", limit, Written.NONE, false);
    }

    /** The server sends a row or another packet larger than {@code maxRowSize}; the connection is closed. */
    public static MySqlLimitException rowTooLarge(long limit) {
        return new MySqlLimitException("maxRowSize", "The server sent a larger packet", limit, Written.ALL, true);
    }

    /** A buffered result has more bytes than {@code maxResultBytes}; it was given up. */
    public static MySqlLimitException resultTooLarge(long limit, boolean fatal) {
        return new MySqlLimitException(
                "maxResultBytes", "The buffered result has more bytes", limit, Written.ALL, fatal);
    }

    /** The columns of a result, or of a prepared statement, take more than {@code maxResultBytes}; the connection is closed. */
    public static MySqlLimitException columnsTooLarge(long limit) {
        return new MySqlLimitException(
                "maxResultBytes", "The descriptions of columns have more bytes", limit, Written.ALL, true);
    }

    /** The name of the option that sets the limit. */
    public String option() {
        return option;
    }

    @Override
    public boolean isFatal() {
        return fatal;
    }

    @Override
    public boolean isSafeToRetry() {
        return written == Written.NONE;
    }

    /** Only a full queue empties by itself. */
    @Override
    public boolean isTransient() {
        return option.equals("queueLimit");
    }
}

package dev.mysqlasync;

/** A limit of the options was exceeded. The message names the option and its value. */
public final class MySqlLimitException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final String option;
    private final boolean fatal;
    private final Written written;

    private MySqlLimitException(String option, String message, Written written, boolean fatal) {
        super(message, null);
        this.option = option;
        this.written = written;
        this.fatal = fatal;
    }

    /** More commands are waiting than {@code queueLimit} allows; this one was not accepted. */
    public static MySqlLimitException queueFull(int limit) {
        return new MySqlLimitException(
                "queueLimit",
                "the connection's queue is full: queueLimit allows " + limit
                        + " waiting commands; wait for some of them to complete",
                Written.NONE,
                false);
    }

    /** A command of {@code size} bytes is larger than {@code maxAllowedPacket}; nothing of it was sent. */
    public static MySqlLimitException commandTooLarge(long size, long limit) {
        return new MySqlLimitException(
                "maxAllowedPacket",
                "the command has " + size + " bytes, but maxAllowedPacket allows " + limit
                        + "; raise maxAllowedPacket here and max_allowed_packet on the server, or send a large value as"
                        + " a LongParameter",
                Written.NONE,
                false);
    }

    /** The server sent a row or another packet larger than {@code maxRowSize}; the connection is closed. */
    public static MySqlLimitException rowTooLarge(long limit) {
        return new MySqlLimitException(
                "maxRowSize",
                "the server sent a packet larger than maxRowSize allows (" + limit
                        + " bytes); raise maxRowSize to read such rows",
                Written.ALL,
                true);
    }

    /** A buffered result has more bytes than {@code maxResultBytes}; its rows were discarded. */
    public static MySqlLimitException resultTooLarge(long limit, boolean fatal) {
        return new MySqlLimitException(
                "maxResultBytes",
                "the buffered result has more bytes than maxResultBytes allows (" + limit
                        + "); stream() it, or raise maxResultBytes",
                Written.ALL,
                fatal);
    }

    /** The column definitions of a result or prepared statement exceed {@code maxResultBytes}; the connection is closed. */
    public static MySqlLimitException columnsTooLarge(long limit) {
        return new MySqlLimitException(
                "maxResultBytes",
                "the column definitions have more bytes than maxResultBytes allows (" + limit
                        + "); raise maxResultBytes",
                Written.ALL,
                true);
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

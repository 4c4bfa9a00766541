package dev.mysqlasync.protocol;

/** Flags of a column definition. */
public final class ColumnFlag {

    public static final int UNSIGNED_FLAG = 32;
    public static final int ZEROFILL_FLAG = 64;
    public static final int ENUM_FLAG = 256;
    public static final int SET_FLAG = 2048;

    private ColumnFlag() {}
}

package dev.mysqlasync.protocol;

/**
 * The flags of a {@link ColumnDefinition41}.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__column__definition__flags.html">Column
 *     Definition Flags</a>
 */
public final class ColumnFlag {

    public static final int NOT_NULL_FLAG = 1;
    public static final int PRI_KEY_FLAG = 2;
    public static final int UNIQUE_KEY_FLAG = 4;
    public static final int MULTIPLE_KEY_FLAG = 8;
    public static final int BLOB_FLAG = 0x10;
    public static final int UNSIGNED_FLAG = 0x20;
    public static final int ZEROFILL_FLAG = 0x40;
    public static final int BINARY_FLAG = 0x80;
    public static final int ENUM_FLAG = 0x100;
    public static final int AUTO_INCREMENT_FLAG = 0x200;
    public static final int TIMESTAMP_FLAG = 0x400;
    public static final int SET_FLAG = 0x800;
    public static final int NO_DEFAULT_VALUE_FLAG = 0x1000;
    public static final int ON_UPDATE_NOW_FLAG = 0x2000;
    public static final int NUM_FLAG = 0x8000;

    private ColumnFlag() {}
}

package dev.mysqlasync.protocol;

/**
 * The status flags of OK and EOF packets.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html">SERVER_STATUS_flags_enum</a>
 */
public final class StatusFlag {

    public static final int SERVER_STATUS_IN_TRANS = 1;
    public static final int SERVER_STATUS_AUTOCOMMIT = 2;
    public static final int SERVER_MORE_RESULTS_EXISTS = 8;
    public static final int SERVER_QUERY_NO_GOOD_INDEX_USED = 0x10;
    public static final int SERVER_QUERY_NO_INDEX_USED = 0x20;
    public static final int SERVER_STATUS_CURSOR_EXISTS = 0x40;
    public static final int SERVER_STATUS_LAST_ROW_SENT = 0x80;
    public static final int SERVER_STATUS_DB_DROPPED = 0x100;
    public static final int SERVER_STATUS_NO_BACKSLASH_ESCAPES = 0x200;
    public static final int SERVER_STATUS_METADATA_CHANGED = 0x400;
    public static final int SERVER_QUERY_WAS_SLOW = 0x800;
    public static final int SERVER_PS_OUT_PARAMS = 0x1000;
    public static final int SERVER_STATUS_IN_TRANS_READONLY = 0x2000;
    public static final int SERVER_SESSION_STATE_CHANGED = 0x4000;
    public static final int MARIADB_STATUS_ANSI_QUOTES = 0x8000;

    private StatusFlag() {}
}

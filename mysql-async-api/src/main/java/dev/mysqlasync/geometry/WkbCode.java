package dev.mysqlasync.geometry;

/** The codes and sizes of WKB. */
final class WkbCode {

    static final byte BIG_ENDIAN = 0;
    static final byte LITTLE_ENDIAN = 1;

    static final int POINT = 1;
    static final int LINE_STRING = 2;
    static final int POLYGON = 3;
    static final int MULTI_POINT = 4;
    static final int MULTI_LINE_STRING = 5;
    static final int MULTI_POLYGON = 6;
    static final int GEOMETRY_COLLECTION = 7;

    /** The size of two coordinates, in bytes. */
    static final int POSITION_SIZE = 2 * Double.BYTES;

    /** The size of a geometry's header, in bytes: the byte order and the kind. */
    static final int HEADER_SIZE = 1 + Integer.BYTES;

    private WkbCode() {}
}

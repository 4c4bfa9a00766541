package dev.mysqlasync.protocol;

/**
 * Locates the values of a row in the text protocol. This class and {@link BinaryRows} run once per row, and reading a
 * large resultset spends most of its time in them. So they read raw bytes themselves and keep the position in a local
 * variable.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_row.html">Text
 *     resultset row</a>
 */
final class TextRows {

    /** Stored instead of a length if the value is NULL. */
    static final int NULL = -1;

    private static final int LENENC_NULL = 0xFB;

    private TextRows() {}

    /** Stores the offset and the length of each value of the row between {@code from} and {@code to}. */
    static void locate(byte[] buffer, int from, int to, int[] offsets, int[] lengths) {
        int at = from;
        for (int i = 0; i < lengths.length; i++) {
            if (at >= to) {
                throw new ProtocolException(
                        "the row ends before column " + i + " of its " + lengths.length + " columns");
            }
            int first = buffer[at] & 0xFF;
            if (first == LENENC_NULL) {
                at++;
                lengths[i] = NULL;
                continue;
            }
            int prefix = prefixLength(first);
            int length = first < LENENC_NULL ? first : longLength(buffer, at, prefix, to);
            at += prefix;
            if (length > to - at) {
                throw tooLong(length, to - at, i);
            }
            offsets[i] = at;
            lengths[i] = length;
            at += length;
        }
        if (at != to) {
            throw new ProtocolException((to - at) + " bytes are left over at the end of the row");
        }
    }

    /** The size in bytes of a length-encoded integer whose first byte is {@code first}. */
    static int prefixLength(int first) {
        return switch (first) {
            case 0xFC -> 3;
            case 0xFD -> 4;
            case 0xFE -> 9;
            case LENENC_NULL, 0xFF ->
                throw new ProtocolException("0x" + Integer.toHexString(first) + " does not begin a value's length");
            default -> 1;
        };
    }

    /** Reads a length in the form of three, four or nine bytes. Returns at most Integer.MAX_VALUE. */
    static int longLength(byte[] buffer, int at, int prefix, int to) {
        if (prefix > to - at) {
            throw new ProtocolException("the row ends within a value's length");
        }
        if (prefix == 3) {
            return Bytes.int2(buffer, at + 1);
        }
        if (prefix == 4) {
            return Bytes.int3(buffer, at + 1);
        }
        long length = Bytes.int8(buffer, at + 1);
        return length < 0 ? Integer.MAX_VALUE : (int) Math.min(length, Integer.MAX_VALUE);
    }

    static ProtocolException tooLong(int length, int left, int column) {
        return new ProtocolException("column " + column + " claims " + length + " bytes, but only " + Math.max(left, 0)
                + " are left in the row");
    }
}

package dev.mysqlasync.protocol;

/**
 * Finds the values of a row in text format. This and {@link BinaryRows} run once per row and look at raw bytes
 * themselves, with the position in a local variable: they are what reading a large resultset spends its time in.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_row.html">Text
 *     resultset row</a>
 */
final class TextRows {

    /** Stands for NULL in place of a value's length. */
    static final int NULL = -1;

    private static final int LENENC_NULL = 0xFB;

    private TextRows() {}

    /** Notes where each value of the row between {@code from} and {@code to} starts and how long it is. */
    static void locate(byte[] buffer, int from, int to, int[] offsets, int[] lengths) {
        int at = from;
        for (int i = 0; i < lengths.length; i++) {
            if (at >= to) {
                throw new ProtocolException(
                        "the row ends before column " + i + " of the " + lengths.length + " it should have");
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
            throw new ProtocolException((to - at) + " bytes too many at the end of the row");
        }
    }

    /** How many bytes a length-encoded integer takes whose first byte is {@code first}. */
    static int prefixLength(int first) {
        return switch (first) {
            case 0xFC -> 3;
            case 0xFD -> 4;
            case 0xFE -> 9;
            case LENENC_NULL, 0xFF ->
                throw new ProtocolException("0x" + Integer.toHexString(first) + " where a value's length is due");
            default -> 1;
        };
    }

    /** The length at {@code at} in its form of three, four or nine bytes; Integer.MAX_VALUE for more than that. */
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
        return new ProtocolException("column " + column + " says it has " + length + " bytes where " + Math.max(left, 0)
                + " are left in the row");
    }
}

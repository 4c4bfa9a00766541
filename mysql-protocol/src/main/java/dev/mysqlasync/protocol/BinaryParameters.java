package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Parameters of {@link ComStmtExecute} in binary: integers, text and bytes. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class BinaryParameters {

    private BinaryParameters() {}

    public static int typeOf(@Nullable Object value) {
        if (value == null) {
            return ColumnType.MYSQL_TYPE_NULL;
        }
        if (value instanceof Long) {
            return ColumnType.MYSQL_TYPE_LONGLONG;
        }
        return value instanceof byte[] ? ColumnType.MYSQL_TYPE_BLOB : ColumnType.MYSQL_TYPE_VAR_STRING;
    }

    public static void write(PayloadWriter out, Object value) {
        if (value instanceof Long number) {
            out.writeInt8(number);
        } else {
            out.writeLenencBytes(
                    value instanceof byte[] b ? b : value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    public static @Nullable Object read(PayloadReader in, int type) {
        return switch (type & 0xFF) {
            case ColumnType.MYSQL_TYPE_NULL -> null;
            case ColumnType.MYSQL_TYPE_LONGLONG -> in.readInt8();
            case ColumnType.MYSQL_TYPE_BLOB -> in.readLenencBytes();
            default -> in.readLenencString();
        };
    }
}

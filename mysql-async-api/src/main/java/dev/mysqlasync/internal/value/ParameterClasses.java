package dev.mysqlasync.internal.value;

import dev.mysqlasync.protocol.BinaryParameters;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.LongData;
import org.jspecify.annotations.Nullable;

/**
 * The type classes of a statement's parameters, one byte each. MySQL 8.0.22 and later fixes a parameter's type at the
 * first execution and converts later values, which can change the meaning of a comparison. So a prepared handle is only
 * used with parameters of the same classes. NULL fits every class and fixes none.
 */
public final class ParameterClasses {

    private static final byte OPEN = 0;
    private static final byte UNSIGNED = (byte) 0x80;

    private ParameterClasses() {}

    /** The classes of these values; fails if a value cannot be a parameter. */
    public static byte[] of(@Nullable Object[] values) {
        byte[] classes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            classes[i] = values[i] == null ? OPEN : classOf(typeOf(values[i]));
        }
        return classes;
    }

    /**
     * The type of a value. A value that is sent before the statement has the type that it would have in the statement.
     */
    private static int typeOf(@Nullable Object value) {
        if (value instanceof LongData ahead) {
            return ahead == LongData.TEXT ? ColumnType.MYSQL_TYPE_VAR_STRING : ColumnType.MYSQL_TYPE_BLOB;
        }
        return BinaryParameters.typeOf(value);
    }

    private static byte classOf(int type) {
        int wire = type & 0xFF;
        return switch (wire) {
            case ColumnType.MYSQL_TYPE_TINY,
                    ColumnType.MYSQL_TYPE_SHORT,
                    ColumnType.MYSQL_TYPE_LONG,
                    ColumnType.MYSQL_TYPE_LONGLONG -> (type & 0x8000) == 0 ? ColumnType.MYSQL_TYPE_LONGLONG : UNSIGNED;
            case ColumnType.MYSQL_TYPE_FLOAT -> ColumnType.MYSQL_TYPE_DOUBLE;
            default -> (byte) wire;
        };
    }

    /** Whether a handle that was used with {@code fixed} may also be used with {@code wanted}. */
    public static boolean fit(byte[] fixed, byte[] wanted) {
        if (fixed.length != wanted.length) {
            return false;
        }
        for (int i = 0; i < fixed.length; i++) {
            if (fixed[i] != wanted[i] && fixed[i] != OPEN && wanted[i] != OPEN) {
                return false;
            }
        }
        return true;
    }

    /** Records in {@code fixed} the classes that an execution with {@code used} fixes. */
    public static void fix(byte[] fixed, byte[] used) {
        for (int i = 0; i < fixed.length; i++) {
            if (used[i] != OPEN) {
                fixed[i] = used[i];
            }
        }
    }
}

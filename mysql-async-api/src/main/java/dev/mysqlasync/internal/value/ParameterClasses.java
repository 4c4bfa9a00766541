package dev.mysqlasync.internal.value;

import dev.mysqlasync.protocol.BinaryParameters;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.LongData;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a statement's parameter types, one byte each. MySQL from 8.0.22 on fixes the type of a parameter at the
 * first execution and converts what comes later, which can change what a comparison means; so one server-side handle
 * is used only with parameters of the same classes. NULL fits every class and fixes none.
 */
public final class ParameterClasses {

    private static final byte OPEN = 0;
    private static final byte UNSIGNED = (byte) 0x80;

    private ParameterClasses() {}

    /** The classes of these values; fails for a value that cannot be a parameter. */
    public static byte[] of(@Nullable Object[] values) {
        byte[] classes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            classes[i] = values[i] == null ? OPEN : classOf(typeOf(values[i]));
        }
        return classes;
    }

    /** A value that is sent ahead counts as it would beside the others. */
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

    /** Whether a handle used with {@code fixed} may be used with {@code wanted} too. */
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

    /** Notes in {@code fixed} what an execution with {@code used}, which fits, fixes. */
    public static void fix(byte[] fixed, byte[] used) {
        for (int i = 0; i < fixed.length; i++) {
            if (used[i] != OPEN) {
                fixed[i] = used[i];
            }
        }
    }
}

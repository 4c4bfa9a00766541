package dev.mysqlasync.internal.value;

import dev.mysqlasync.TypeOptions;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.RowView;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value in the Java type of its column. It extends the protocol's conversion by the types that the protocol
 * does not know.
 */
final class DefaultReads {

    private DefaultReads() {}

    static @Nullable Object read(PacketRow row, RowView view, int index, TypeOptions options) {
        ColumnDefinition41 column = view.columns().get(index);
        if (view.isNull(index)) {
            return null;
        }
        return switch (column.type()) {
            case ColumnType.MYSQL_TYPE_GEOMETRY -> row.getGeometry(index);
            case ColumnType.MYSQL_TYPE_TINY -> {
                boolean flag = options.tinyInt1AsBoolean() && column.length() == 1 && !column.isUnsigned();
                yield flag ? (Object) view.getBoolean(index) : view.getObject(index);
            }
            case ColumnType.MYSQL_TYPE_BIT -> {
                boolean flag = options.bit1AsBoolean() && column.length() == 1;
                yield flag ? (Object) view.getBoolean(index) : view.getObject(index);
            }
            default -> column.extendedType() == null ? view.getObject(index) : extended(row, view, index, column);
        };
    }

    private static @Nullable Object extended(PacketRow row, RowView view, int index, ColumnDefinition41 column) {
        return switch (String.valueOf(column.extendedType())) {
            case "uuid" -> row.getUuid(index);
            case "inet4", "inet6" -> row.getInetAddress(index);
            case "vector" -> view.getVector(index);
            default -> view.getObject(index);
        };
    }
}

package dev.mysqlasync.internal.value;

import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.ValueDecodeException;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions for cells that cannot be read. Nothing of a value is in them. */
final class Undecodable {

    private Undecodable() {}

    static MySqlDecodeException of(ValueDecodeException e) {
        return new MySqlDecodeException(e.messageWithoutValue(), null);
    }

    static MySqlDecodeException of(RowView row, int index, String target, String reason, @Nullable Throwable cause) {
        ColumnDefinition41 column = row.columns().get(index);
        String message = new ValueDecodeException(index, column.name(), column.sqlTypeName(), target, reason, "")
                .messageWithoutValue();
        return new MySqlDecodeException(message, cause);
    }
}

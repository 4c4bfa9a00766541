package dev.mysqlasync.internal.value;

import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.ValueDecodeException;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions for values that cannot be decoded. Their messages do not contain the value. */
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

package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.List;

/** What rows are made into before they are published. One serves one stream, on the connection's I/O thread. */
public interface RowConverter<T> {

    /** Rows of this layout follow. */
    void columns(RowLayout layout, List<Column> columns);

    /** Makes of a row, valid until return, what stays valid. What it throws fails the stream. */
    T of(RowView row);
}

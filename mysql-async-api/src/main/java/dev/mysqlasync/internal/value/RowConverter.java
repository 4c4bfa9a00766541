package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.List;

/** Converts rows before they are published. One instance serves one stream, on the connection's I/O thread. */
public interface RowConverter<T> {

    /** Rows of this layout follow. */
    void columns(RowLayout layout, List<Column> columns);

    /**
     * Converts a row, which is valid until this method returns, to an object that stays valid. An exception fails the
     * stream.
     */
    T of(RowView row);
}

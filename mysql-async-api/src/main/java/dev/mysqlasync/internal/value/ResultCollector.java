package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the results of a statement as they arrive. An exception fails only this request. */
public interface ResultCollector<T extends @Nullable Object> {

    /** A result with rows begins. */
    void columns(RowLayout layout, List<Column> columns);

    /** A row, valid until this method returns. */
    void row(RowView row);

    void endOfRows(OkPacket end);

    /** A result without rows. */
    void ok(OkPacket ok);

    /** The collected value, after the last result is complete. */
    T collected();
}

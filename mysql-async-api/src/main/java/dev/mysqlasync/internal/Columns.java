package dev.mysqlasync.internal;

import dev.mysqlasync.Column;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.RowLayout;
import java.util.List;

/** Column definitions as users see them. */
final class Columns {

    private Columns() {}

    static List<Column> of(RowLayout layout) {
        return layout.columns().stream().map(Columns::of).toList();
    }
}

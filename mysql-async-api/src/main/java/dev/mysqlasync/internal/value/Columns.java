package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnFlag;
import dev.mysqlasync.protocol.RowLayout;
import java.util.List;

/** Converts column definitions to the public {@link Column}. */
public final class Columns {

    private Columns() {}

    public static List<Column> of(RowLayout layout) {
        return layout.columns().stream().map(Columns::of).toList();
    }

    private static Column of(ColumnDefinition41 definition) {
        return new Column(
                definition.name(),
                definition.orgName(),
                definition.table(),
                definition.orgTable(),
                definition.schema(),
                definition.sqlTypeName(),
                definition.isUnsigned(),
                !definition.has(ColumnFlag.NOT_NULL_FLAG),
                definition.length(),
                definition.decimals(),
                definition.collation(),
                definition.has(ColumnFlag.PRI_KEY_FLAG),
                definition.has(ColumnFlag.AUTO_INCREMENT_FLAG));
    }
}

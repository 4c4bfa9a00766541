package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.PayloadReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the column definitions of one result or prepared statement. Their memory is limited, their number is not.
 */
final class Definitions {

    private final List<ColumnDefinition41> columns = new ArrayList<>();
    private long bytes;

    void add(PayloadReader packet, ClientSession session) {
        ColumnDefinition41 column = ColumnDefinition41.decode(packet, session.capabilities());
        bytes += column.bytes();
        long limit = session.limits().maxDefinitions();
        if (bytes > limit) {
            throw new DefinitionsTooLargeException(limit);
        }
        columns.add(column);
    }

    int count() {
        return columns.size();
    }

    List<ColumnDefinition41> columns() {
        return columns;
    }
}

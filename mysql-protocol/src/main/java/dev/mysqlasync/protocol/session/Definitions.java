package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.PayloadReader;
import java.util.ArrayList;
import java.util.List;

/** The column definitions of one result or one prepared statement as they arrive: any number, but no more bytes than the limit. */
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

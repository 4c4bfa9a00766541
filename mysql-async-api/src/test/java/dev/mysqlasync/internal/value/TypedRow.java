package dev.mysqlasync.internal.value;

import dev.mysqlasync.Codec;
import dev.mysqlasync.Column;
import dev.mysqlasync.Row;
import dev.mysqlasync.TypeOptions;
import dev.mysqlasync.ZeroDates;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.RowEncoder;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows for the tests of how values are read. */
public final class TypedRow {

    static final int UTF8MB4 = 45;
    static final int BINARY = 63;

    private TypedRow() {}

    static ColumnDefinition41 column(String name, int type, int flags, int collation, long length) {
        return new ColumnDefinition41("def", "", "", "", name, "", null, null, collation, length, type, flags, 6);
    }

    static ColumnDefinition41 column(int type, int collation) {
        return column("c", type, 0, collation, 255);
    }

    static ColumnDefinition41 extended(String type) {
        return new ColumnDefinition41(
                "def", "", "", "", "c", "", type, null, UTF8MB4, 255, ColumnType.MYSQL_TYPE_STRING, 0, 0);
    }

    /** A row with one value. */
    static Row of(ValueContext context, ColumnDefinition41 column, @Nullable Object value) {
        return row(context, RowFormat.BINARY, List.of(column), Arrays.asList(value));
    }

    /** A row of texts, with a column for each name. */
    public static Row texts(List<String> names, @Nullable Object... values) {
        List<ColumnDefinition41> columns = names.stream()
                .map(name -> column(name, ColumnType.MYSQL_TYPE_VAR_STRING, 0, UTF8MB4, 255))
                .toList();
        return row(ValueContext.DEFAULT, RowFormat.TEXT, columns, Arrays.asList(values));
    }

    static Row row(
            ValueContext context, RowFormat format, List<ColumnDefinition41> columns, List<@Nullable Object> values) {
        RowLayout layout = RowLayout.of(format, columns);
        PayloadWriter packet = new PayloadWriter();
        RowEncoder.encode(packet, format, columns, values);
        RowView view = new RowView(layout);
        view.wrap(packet.buffer(), 0, packet.size());
        List<Column> described = Columns.of(layout);
        return new PacketRow(view, described, context);
    }

    static ValueContext zone(String zone) {
        return new ValueContext(ZoneId.of(zone), ValueContext.DEFAULT.types());
    }

    static ValueContext codecs(Codec<?>... codecs) {
        return new ValueContext(null, new TypeOptions(ZeroDates.ERROR, false, false, List.of(codecs)));
    }

    static ValueContext zeroDates(ZeroDates policy) {
        return new ValueContext(ZoneId.of("UTC"), new TypeOptions(policy, false, false, List.of()));
    }
}

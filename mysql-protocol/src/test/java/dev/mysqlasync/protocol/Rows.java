package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns and rows for the tests of this package. */
final class Rows {

    static final int UTF8MB4 = 45;
    static final int BINARY = 63;

    private Rows() {}

    static ColumnDefinition41 column(int type) {
        return column(type, 0, UTF8MB4, 31);
    }

    static ColumnDefinition41 unsigned(int type) {
        return column(type, ColumnFlag.UNSIGNED_FLAG, BINARY, 0);
    }

    static ColumnDefinition41 decimals(int type, int decimals) {
        return column(type, 0, BINARY, decimals);
    }

    static ColumnDefinition41 binary(int type) {
        return column(type, 0, BINARY, 0);
    }

    static ColumnDefinition41 column(int type, int flags, int collation, int decimals) {
        return new ColumnDefinition41("def", "s", "t", "t", "c", "c", null, null, collation, 6, type, flags, decimals);
    }

    static ColumnDefinition41 named(String name) {
        return new ColumnDefinition41("def", "s", "t", "t", name, name, null, null, UTF8MB4, 6, 0xFD, 0, 0);
    }

    static ColumnDefinition41 extended(int type, int collation, @Nullable String name, @Nullable String format) {
        return new ColumnDefinition41("def", "s", "t", "t", "c", "c", name, format, collation, 6, type, 0, 0);
    }

    /** A view on a one-column text row with this value. */
    static RowView text(ColumnDefinition41 column, String value) {
        return text(column, value.getBytes(StandardCharsets.UTF_8));
    }

    static RowView text(ColumnDefinition41 column, byte[] value) {
        PayloadWriter out = new PayloadWriter();
        out.writeLenencBytes(value);
        return view(RowFormat.TEXT, List.of(column), out.toByteArray());
    }

    /** A view on a one-column binary row whose value is these bytes, the length before it included. */
    static RowView binary(ColumnDefinition41 column, String hex) {
        return view(RowFormat.BINARY, List.of(column), bytes("00 00 " + hex));
    }

    /** A view on a row that {@link RowEncoder} made. */
    static RowView encoded(RowFormat format, ColumnDefinition41 column, @Nullable Object value) {
        PayloadWriter out = new PayloadWriter();
        RowEncoder.encode(out, format, List.of(column), Collections.singletonList(value));
        return view(format, List.of(column), out.toByteArray());
    }

    static RowView view(RowFormat format, List<ColumnDefinition41> columns, byte[] payload) {
        RowView view = new RowView(format, columns);
        view.wrap(payload, 0, payload.length);
        return view;
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String hex(PayloadWriter out) {
        return HexFormat.of().formatHex(Arrays.copyOf(out.buffer(), out.size()));
    }
}

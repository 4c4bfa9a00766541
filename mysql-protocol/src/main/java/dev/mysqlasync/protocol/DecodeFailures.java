package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Creates the exception for a value that cannot be decoded. Its message shows the start of the value. */
final class DecodeFailures {

    private static final int SHOWN_CHARACTERS = 64;
    private static final int MAX_CHARACTER_BYTES = 4;

    private DecodeFailures() {}

    static ValueDecodeException of(RowView row, int column, String target, UnreadableValueException cause) {
        return of(row, column, target, cause.reason(), excerpt(row, column));
    }

    static ValueDecodeException ofNull(RowView row, int column, String target) {
        return of(row, column, target, "the value is NULL; check isNull first, or use getObject", "");
    }

    private static ValueDecodeException of(RowView row, int column, String target, String reason, String shown) {
        ColumnDefinition41 definition = row.column(column);
        return new ValueDecodeException(column, definition.name(), SqlTypeName.of(definition), target, reason, shown);
    }

    private static String excerpt(RowView row, int column) {
        return switch (row.kind(column)) {
            case TEXT, DECIMAL -> textExcerpt(row, column);
            case BYTES, BIT, VECTOR -> hexExcerpt(row, column);
            default -> row.isText() ? textExcerpt(row, column) : binaryExcerpt(row, column);
        };
    }

    /** Decodes only what it shows, and replaces control characters: they could break a log line or a terminal. */
    private static String textExcerpt(RowView row, int column) {
        int length = row.valueLength(column);
        int decoded = Math.min(length, SHOWN_CHARACTERS * MAX_CHARACTER_BYTES);
        String text = new String(row.buffer(), row.valueOffset(column), decoded, StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder("'");
        text.codePoints()
                .limit(SHOWN_CHARACTERS)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        boolean cut = decoded < length || text.codePointCount(0, text.length()) > SHOWN_CHARACTERS;
        return shown.append(cut ? "'..." : "'").toString();
    }

    private static String binaryExcerpt(RowView row, int column) {
        try {
            return "'" + TextForm.toText(row, column) + "'";
        } catch (UnreadableValueException e) {
            return hexExcerpt(row, column);
        }
    }

    private static String hexExcerpt(RowView row, int column) {
        int length = row.valueLength(column);
        int shown = Math.min(length, SHOWN_CHARACTERS / 2);
        int from = row.valueOffset(column);
        return "0x" + HexFormat.of().formatHex(row.buffer(), from, from + shown) + (shown < length ? "..." : "");
    }
}

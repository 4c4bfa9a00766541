package dev.mysqlasync.testkit.sql;

import static dev.mysqlasync.protocol.ColumnDefinition41.BINARY_COLLATION;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnFlag;
import dev.mysqlasync.testkit.sql.SqlType.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the columns of a resultset from a declaration such as {@code id BIGINT UNSIGNED NOT NULL, name VARCHAR(50)}.
 */
public final class ColumnList {

    private static final int UTF8MB4_GENERAL_CI = 45;
    private static final int BYTES_PER_CHARACTER = 4;
    private static final int NOT_FIXED = 31;

    /** A name, a type, the text in parentheses, and the attributes. */
    private static final Pattern COLUMN =
            Pattern.compile("(`(?:[^`]|``)+`|[^\\s`]+)\\s+(\\w+)\\s*(?:\\(([^)]*)\\))?\\s*([\\w\\s]*)");

    private ColumnList() {}

    /**
     * Parses column declarations separated by commas. Quote a name that contains white space in backticks.
     *
     * @throws IllegalArgumentException if a declaration is malformed; the message quotes it
     */
    public static List<ColumnDefinition41> parse(String declarations) {
        List<ColumnDefinition41> columns = new ArrayList<>();
        for (String declaration : SqlText.split(declarations, ',')) {
            columns.add(column(declaration));
        }
        return List.copyOf(columns);
    }

    /** A VARCHAR column. */
    public static ColumnDefinition41 text(String name) {
        return definition(name, SqlType.VARCHAR, SqlType.VARCHAR.defaultSize * BYTES_PER_CHARACTER, 0, NOT_FIXED);
    }

    /** A BIGINT column. */
    public static ColumnDefinition41 bigint(String name) {
        return definition(name, SqlType.BIGINT, SqlType.BIGINT.defaultSize, ColumnFlag.BINARY_FLAG, 0);
    }

    private static ColumnDefinition41 column(String declaration) {
        Matcher column = COLUMN.matcher(declaration);
        if (!column.matches()) {
            throw new IllegalArgumentException("malformed column '" + declaration + "'; write columns like"
                    + " \"id BIGINT UNSIGNED NOT NULL, name VARCHAR(50)\"");
        }
        SqlType type = SqlType.named(column.group(2))
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown type " + column.group(2) + " in column '" + declaration + "'"));
        String size = column.group(3) == null ? "" : column.group(3);
        int flags = type.flags | attributes(declaration, column.group(4)) | binaryFlag(type);
        long[] numbers = type.shape == Shape.CHOICE ? new long[0] : numbers(declaration, size);
        return definition(unquoted(column.group(1)), type, length(type, numbers), flags, decimals(type, numbers));
    }

    private static ColumnDefinition41 definition(String name, SqlType type, long length, int flags, int decimals) {
        boolean text = type.shape == Shape.TEXT || type.shape == Shape.CHOICE;
        int collation = text ? UTF8MB4_GENERAL_CI : BINARY_COLLATION;
        return new ColumnDefinition41(
                "def", "", "", "", name, "", null, null, collation, length, type.code, flags, decimals);
    }

    private static String unquoted(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
    }

    private static int attributes(String declaration, String text) {
        return switch (text.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT)) {
            case "" -> 0;
            case "UNSIGNED" -> ColumnFlag.UNSIGNED_FLAG;
            case "NOT NULL" -> ColumnFlag.NOT_NULL_FLAG;
            case "UNSIGNED NOT NULL" -> ColumnFlag.UNSIGNED_FLAG | ColumnFlag.NOT_NULL_FLAG;
            case "UNSIGNED ZEROFILL" -> ColumnFlag.UNSIGNED_FLAG | ColumnFlag.ZEROFILL_FLAG;
            default -> throw new IllegalArgumentException("unknown attributes in column '" + declaration + "'");
        };
    }

    private static int binaryFlag(SqlType type) {
        return type.shape == Shape.TEXT || type.shape == Shape.CHOICE ? 0 : ColumnFlag.BINARY_FLAG;
    }

    private static long[] numbers(String declaration, String text) {
        if (text.isBlank()) {
            return new long[0];
        }
        String[] parts = text.split(",");
        long[] numbers = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                numbers[i] = Long.parseLong(parts[i].strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("malformed size in column '" + declaration + "'", e);
            }
        }
        return numbers;
    }

    private static long length(SqlType type, long[] numbers) {
        long size = numbers.length == 0 ? type.defaultSize : numbers[0];
        return switch (type.shape) {
            case NUMBER, FLOATING, BYTES -> size;
            case DECIMAL -> size + 2;
            case TEMPORAL -> type.defaultSize + (numbers.length == 0 || size == 0 ? 0 : size + 1);
            case TEXT, CHOICE -> size * BYTES_PER_CHARACTER;
        };
    }

    private static int decimals(SqlType type, long[] numbers) {
        return switch (type.shape) {
            case FLOATING -> numbers.length > 1 ? (int) numbers[1] : NOT_FIXED;
            case DECIMAL -> numbers.length > 1 ? (int) numbers[1] : 0;
            case TEMPORAL -> numbers.length > 0 ? (int) numbers[0] : 0;
            case NUMBER, TEXT, BYTES, CHOICE -> 0;
        };
    }
}

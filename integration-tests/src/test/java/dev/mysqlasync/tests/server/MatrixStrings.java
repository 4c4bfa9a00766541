package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.server.MatrixForm.BYTES;
import static dev.mysqlasync.tests.server.MatrixForm.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Character and binary strings, and what is kept like one. */
final class MatrixStrings {

    private MatrixStrings() {}

    static List<MatrixColumn> columns() {
        List<MatrixColumn> columns = new ArrayList<>();
        columns.add(text("CHAR(0)", 0));
        columns.add(text("CHAR(255)", 255));
        columns.add(text("VARCHAR(16000)", 16_000));
        columns.add(text("TINYTEXT", 63));
        columns.add(text("TEXT", 16_383));
        columns.add(text("MEDIUMTEXT", 20_000));
        columns.add(text("LONGTEXT", 20_000));
        columns.add(new MatrixColumn("VARCHAR(9) CHARACTER SET latin1", TEXT, List.of("''", "'éÿ¡'")));
        columns.add(new MatrixColumn("VARCHAR(9) CHARACTER SET utf16", TEXT, List.of("''", "'é😀'")));
        columns.add(new MatrixColumn("ENUM('', 'red', 'grün', '1')", TEXT, List.of("''", "'red'", "'grün'", "'1'")));
        columns.add(new MatrixColumn("SET('a', 'b', 'ç')", TEXT, List.of("''", "'a'", "'a,b,ç'")));
        columns.add(json());
        columns.add(bytes("BINARY(16)", 16));
        columns.add(bytes("VARBINARY(300)", 300));
        columns.add(bytes("TINYBLOB", 255));
        columns.add(bytes("BLOB", 65_535));
        columns.add(bytes("MEDIUMBLOB", 70_000));
        columns.add(bytes("LONGBLOB", 70_000));
        return columns;
    }

    private static MatrixColumn text(String type, int length) {
        SplittableRandom random = new SplittableRandom(length);
        List<String> literals = new ArrayList<>();
        literals.add("''");
        if (length > 0) {
            literals.add(utf8("x".repeat(length)));
            literals.add(utf8("it's \\ \"é😀\" %_\0\u001a\n"));
            literals.add(utf8(random(random, length)));
            literals.add(utf8("NULL"));
        }
        return new MatrixColumn(type, TEXT, literals);
    }

    /** Characters of one to four bytes. */
    private static String random(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int limit = new int[] {0x7F, 0x7FF, 0xD7FF, 0x10FFFF}[random.nextInt(4)];
            int character = random.nextInt(1, limit);
            text.appendCodePoint(character >= 0xD800 && character <= 0xDFFF ? 'x' : character);
        }
        return text.append(length > 0 ? "." : "")
                .substring(text.offsetByCodePoints(0, 1)); // no space at the end of a CHAR
    }

    private static MatrixColumn json() {
        return new MatrixColumn(
                "JSON",
                TEXT,
                List.of(
                        "'null'",
                        "'{}'",
                        "'[]'",
                        "'\"\"'",
                        "'18446744073709551615'",
                        "'{\"a\": [1, 2.5, null, \"é😀\"], \"b\": true}'"));
    }

    private static MatrixColumn bytes(String type, int length) {
        SplittableRandom random = new SplittableRandom(length);
        List<String> literals = new ArrayList<>(List.of("''", "x'00'", "x'fbfcfdfeff'", "x'275c22'"));
        byte[] longest = new byte[length];
        random.nextBytes(longest);
        literals.add("x'" + HexFormat.of().formatHex(longest) + "'");
        return new MatrixColumn(type, BYTES, literals);
    }

    /** A literal that needs no escaping. */
    private static String utf8(String text) {
        return "_utf8mb4 x'" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "'";
    }
}

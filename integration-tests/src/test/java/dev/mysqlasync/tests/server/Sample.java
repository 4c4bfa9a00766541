package dev.mysqlasync.tests.server;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A value of a column's type.
 *
 * @param type the column's type in SQL
 * @param value what {@code getObject} gives for it, and what can be sent for it
 * @param literal the value in SQL
 * @param shown the value as the server casts it to CHAR; for bytes and bits as HEX shows it
 */
record Sample(String type, Object value, String literal, String shown) {

    static Stream<Sample> all() {
        return Stream.of(integers(), decimals(), strings(), bytes(), dates(), times())
                .flatMap(List::stream);
    }

    private static List<Sample> integers() {
        return List.of(
                number("TINYINT", -128),
                number("TINYINT", 127),
                number("TINYINT UNSIGNED", 255),
                number("SMALLINT", -32768),
                number("SMALLINT", 32767),
                number("SMALLINT UNSIGNED", 65535),
                number("MEDIUMINT", -8388608),
                number("MEDIUMINT", 8388607),
                number("MEDIUMINT UNSIGNED", 16777215),
                number("INT", Integer.MIN_VALUE),
                number("INT", Integer.MAX_VALUE),
                number("INT", 0),
                number("INT UNSIGNED", 4294967295L),
                number("BIGINT", Long.MIN_VALUE),
                number("BIGINT", Long.MAX_VALUE),
                number("BIGINT UNSIGNED", BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
                number("BIGINT UNSIGNED", BigInteger.ONE.shiftLeft(63)),
                number("BIGINT UNSIGNED", BigInteger.ZERO),
                number("YEAR", 1901),
                number("YEAR", 2155),
                new Sample("INT(6) ZEROFILL", 42L, "42", "000042"),
                new Sample("BOOLEAN", 1, "TRUE", "1"));
    }

    private static List<Sample> decimals() {
        String widest = "9".repeat(35) + "." + "9".repeat(30);
        return List.of(
                number("DECIMAL(10,2)", new BigDecimal("-12345678.90")),
                number("DECIMAL(10,2)", new BigDecimal("0.00")),
                number("DECIMAL(65,30)", new BigDecimal(widest)),
                number("DECIMAL(65,30)", new BigDecimal("-" + widest)),
                number("DECIMAL(5,0) UNSIGNED", new BigDecimal("99999")),
                number("FLOAT", 1.5f),
                number("FLOAT", -0.25f),
                number("DOUBLE", 0.1),
                number("DOUBLE", -123456.789),
                new Sample("DOUBLE", 1.5e300, "1.5e300", "1.5e300"),
                new Sample("DOUBLE", 5e-300, "5e-300", "5e-300"));
    }

    private static List<Sample> strings() {
        String long300 = "é😀".repeat(150);
        return List.of(
                string("CHAR(10)", "é😀"),
                string("VARCHAR(10)", ""),
                string("VARCHAR(10)", "it's \\ \"é😀"),
                string("VARCHAR(400)", long300),
                string("TINYTEXT", "é😀"),
                string("TEXT", long300.repeat(20)),
                string("MEDIUMTEXT", "x".repeat(70_000)),
                string("LONGTEXT", "é😀"),
                string("VARCHAR(10) CHARACTER SET latin1", "é"),
                string("ENUM('red', 'grün')", "grün"),
                string("SET('a', 'b', 'ç')", "a,ç"),
                string("SET('a', 'b')", ""),
                string("JSON", "{\"a\": [1, 2.5, null, \"é😀\"]}"));
    }

    private static List<Sample> bytes() {
        return List.of(
                bytes("BINARY(4)", 0, 1, 0xFE, 0xFF),
                bytes("VARBINARY(10)"),
                bytes("VARBINARY(10)", 0xFB, 0xFC, 0, 0x27, 0x5C),
                bytes("TINYBLOB", 1, 2, 3),
                bytes("BLOB", 0xFF, 0),
                bytes("MEDIUMBLOB", 0),
                bytes("LONGBLOB", 0x80),
                bit("BIT(1)", "1", 1),
                bit("BIT(9)", "1FF", 1, 0xFF),
                bit("BIT(64)", "F" + "0".repeat(14) + "1", 0xF0, 0, 0, 0, 0, 0, 0, 1));
    }

    private static List<Sample> dates() {
        return List.of(
                date("1000-01-01"),
                date("2024-02-29"),
                date("9999-12-31"),
                dateTime("DATETIME", "2024-02-29T00:00:00"),
                dateTime("DATETIME", "2024-02-29T23:59:58"),
                dateTime("DATETIME(6)", "1000-01-01T00:00:00.000001"),
                dateTime("DATETIME(6)", "9999-12-31T23:59:59.999999"),
                dateTime("DATETIME(3)", "2024-02-29T12:00:00.120"),
                dateTime("TIMESTAMP", "1970-01-02T00:00:01"),
                dateTime("TIMESTAMP(6)", "2038-01-18T03:14:07.999999"));
    }

    private static List<Sample> times() {
        return List.of(
                time("TIME", Duration.ZERO, "00:00:00"),
                time("TIME", Duration.ofHours(-1).minusSeconds(62), "-01:01:02"),
                time("TIME", Duration.ofHours(838).plusMinutes(59).plusSeconds(59), "838:59:59"),
                time("TIME", Duration.ofHours(-838).minusMinutes(59).minusSeconds(59), "-838:59:59"),
                time("TIME(6)", Duration.ofSeconds(3661, 1_000), "01:01:01.000001"),
                time("TIME(6)", Duration.ofNanos(-500_000_000), "-00:00:00.500000"),
                time("TIME(6)", Duration.ofHours(24), "24:00:00.000000"),
                time("TIME(6)", Duration.ofHours(838).minusNanos(1_000), "837:59:59.999999"));
    }

    private static Sample number(String type, Object value) {
        return new Sample(type, value, value.toString(), value.toString());
    }

    private static Sample string(String type, String value) {
        return new Sample(type, value, "'" + value.replace("\\", "\\\\").replace("'", "''") + "'", value);
    }

    private static Sample bytes(String type, int... bytes) {
        String hex = hex(bytes);
        return new Sample(type, toBytes(bytes), "x'" + hex + "'", hex);
    }

    /** A number in hexadecimal has no leading zeros, and its literal has an even number of digits. */
    private static Sample bit(String type, String shown, int... bytes) {
        return new Sample(type, toBytes(bytes), "x'" + hex(bytes) + "'", shown);
    }

    private static String hex(int... bytes) {
        return HexFormat.of().withUpperCase().formatHex(toBytes(bytes));
    }

    private static byte[] toBytes(int... bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = (byte) bytes[i];
        }
        return result;
    }

    private static Sample date(String text) {
        return new Sample("DATE", LocalDate.parse(text), "'" + text + "'", text);
    }

    private static Sample dateTime(String type, String iso) {
        String text = iso.replace('T', ' ');
        return new Sample(type, LocalDateTime.parse(iso), "'" + text + "'", text);
    }

    private static Sample time(String type, Duration value, String text) {
        return new Sample(type, value, "'" + text + "'", text);
    }

    /** Bytes are shown as HEX, since not every one is a character. */
    String shownBy(String expression) {
        return value instanceof byte[] ? "HEX(" + expression + ")" : "CAST(" + expression + " AS CHAR)";
    }

    @Override
    public String toString() {
        return type + " " + (shown.length() <= 40 ? shown : shown.length() + " characters");
    }
}

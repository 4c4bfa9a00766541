package dev.mysqlasync.tests.server;

import dev.mysqlasync.Row;
import dev.mysqlasync.geometry.Geometry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;

/** How the server shows the values of a type, and how what was read compares with that. */
enum MatrixForm {
    INTEGER("CAST(v AS CHAR)", shown -> new BigInteger(shown).toString(), row -> row.getBigInteger("v")),
    UNSIGNED("CAST(v AS CHAR)", shown -> new BigInteger(shown).toString(), MatrixForm::unsigned),
    DECIMAL("CAST(v AS CHAR)", shown -> new BigDecimal(shown).toPlainString(), row -> row.getBigDecimal("v")),
    /** Rows of text have six digits of a FLOAT; the sum shows all it has. */
    FLOAT("CAST(v + 0.0e0 AS CHAR)", shown -> Float.toString(Float.parseFloat(shown)), row -> row.getFloat("v")),
    DOUBLE("CAST(v AS CHAR)", shown -> Double.toString(Double.parseDouble(shown)), row -> row.getDouble("v")),
    DATE("CAST(v AS CHAR)", shown -> shown, row -> row.getLocalDate("v")),
    DATETIME("CAST(v AS CHAR)", MatrixForm::sixDigits, row -> row.getLocalDateTime("v")),
    TIME("CAST(v AS CHAR)", MatrixForm::sixDigits, row -> row.getDuration("v")),
    TEXT("CAST(v AS CHAR)", shown -> shown, row -> row.getString("v")),
    BIT("HEX(v)", shown -> shown, MatrixForm::unsigned),
    BYTES("HEX(v)", shown -> shown, row -> row.getBytes("v")),
    GEOMETRY("HEX(v)", shown -> shown, row -> row.getGeometry("v")),
    VECTOR("HEX(v)", shown -> shown, row -> row.getVector("v")),
    UUID("CAST(v AS CHAR)", shown -> shown, row -> row.getUuid("v")),
    INET("HEX(INET6_ATON(v))", shown -> shown, row -> row.getInetAddress("v"));

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final DateTimeFormatter SIX_DIGITS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    /** The expression by which the server shows a value of column v. */
    final String shownBy;

    private final Function<String, String> canonical;
    private final Function<Row, Object> natural;

    MatrixForm(String shownBy, Function<String, String> canonical, Function<Row, Object> natural) {
        this.shownBy = shownBy;
        this.canonical = canonical;
        this.natural = natural;
    }

    /** What the server shows, in the one form of each value that comparisons need. */
    String canonical(String shown) {
        return canonical.apply(shown);
    }

    /** A value that was read, in the same form. */
    String canonical(Object value) {
        if (this == BIT) {
            BigInteger bits = value instanceof byte[] bytes ? new BigInteger(1, bytes) : (BigInteger) value;
            return bits.toString(16).toUpperCase(Locale.ROOT);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalDateTime dateTime) {
            return SIX_DIGITS.format(dateTime);
        }
        return value instanceof Duration duration ? sixDigits(duration) : ofBytes(value);
    }

    private static String ofBytes(Object value) {
        if (value instanceof byte[] bytes) {
            return HEX.formatHex(bytes);
        }
        if (value instanceof Geometry geometry) {
            return HEX.formatHex(geometry.toBytes());
        }
        if (value instanceof InetAddress address) {
            return HEX.formatHex(address.getAddress());
        }
        if (value instanceof float[] vector) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
            for (float element : vector) {
                bytes.putFloat(element);
            }
            return HEX.formatHex(bytes.array());
        }
        return value.toString();
    }

    /** The value as the getter made for the type reads it. */
    Object natural(Row row) {
        return natural.apply(row);
    }

    private static Object unsigned(Row row) {
        return new BigInteger(Long.toUnsignedString(row.getUnsignedLong("v")));
    }

    private static String sixDigits(String shown) {
        String point = shown.contains(".") ? "" : ".";
        int missing =
                7 - (shown + point).substring((shown + point).indexOf('.')).length();
        return shown + point + "0".repeat(missing);
    }

    private static String sixDigits(Duration value) {
        Duration span = value.abs();
        return String.format(
                "%s%02d:%02d:%02d.%06d",
                value.isNegative() ? "-" : "",
                span.toHours(),
                span.toMinutesPart(),
                span.toSecondsPart(),
                span.toNanosPart() / 1000);
    }
}

package dev.mysqlasync.internal.sql;

import dev.mysqlasync.protocol.BinaryParameters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Renders Java values as SQL literals. A literal means the same under every {@code sql_mode}, and no value can end it
 * early. The types are those of {@link BinaryParameters}, and the server stores the same, with two exceptions. A
 * boolean is an INT. A TIME beyond 838:59:59 is an error on MySQL, which has no literal for it.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/literals.html">MySQL Reference Manual, Literal Values</a>
 */
public final class Literals {

    private static final HexFormat HEX = HexFormat.of();

    private Literals() {}

    /**
     * The literal for a value.
     *
     * @throws IllegalArgumentException if MySQL cannot represent the type or value
     */
    public static String of(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return StringLiteral.of(value.toString());
        }
        if (value instanceof Boolean flag) {
            return flag ? "1" : "0"; // TRUE is a boolean to functions of JSON, and a parameter is not
        }
        if (value instanceof Number number) {
            return number(number);
        }
        return value instanceof byte[] || value instanceof ByteBuffer || value instanceof float[]
                ? bytes(value)
                : temporal(value);
    }

    private static String number(Number value) {
        BinaryParameters.typeOf(value); // refuses the classes of numbers that cannot be parameters
        if (value instanceof Double || value instanceof Float) {
            return floating(value.doubleValue());
        }
        if (value instanceof BigDecimal || value instanceof BigInteger) {
            return DecimalLiteral.of(value);
        }
        return value.toString();
    }

    /**
     * A literal with an exponent, because a number without one is a DECIMAL. A float is written as its exact double, as
     * servers convert it.
     */
    private static String floating(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("MySQL has no NaN and no infinity");
        }
        String text = Double.toString(value);
        return text.indexOf('E') < 0 ? text + "E0" : text;
    }

    /** MySQL reads a plain hexadecimal literal as a number where it needs one; a parameter would be a string. */
    private static String bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return "_binary x'" + HEX.formatHex(bytes) + "'";
        }
        if (value instanceof float[] vector) {
            return "_binary x'" + HEX.formatHex(VectorBytes.of(vector)) + "'";
        }
        ByteBuffer remaining = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[remaining.remaining()];
        remaining.get(bytes);
        return "_binary x'" + HEX.formatHex(bytes) + "'";
    }

    private static String temporal(Object value) {
        if (value instanceof LocalDate date) {
            return TemporalLiteral.of(date);
        }
        if (value instanceof LocalDateTime dateTime) {
            return TemporalLiteral.of(dateTime);
        }
        if (value instanceof LocalTime time) {
            return TemporalLiteral.of(time);
        }
        if (value instanceof Duration span) {
            return TemporalLiteral.of(span);
        }
        BinaryParameters.typeOf(value); // throws, and says which classes there are
        throw new IllegalArgumentException("a " + value.getClass().getName() + " cannot be rendered as a literal");
    }
}

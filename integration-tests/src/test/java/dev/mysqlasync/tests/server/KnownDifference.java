package dev.mysqlasync.tests.server;

import dev.mysqlasync.tests.server.ValueWay.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What {@link EveryWayOfAValueTest} leaves alone, since the server alone is to blame. The guide tells users in types.md. */
enum KnownDifference {

    /**
     * MySQL derives the type of a parameter within an expression from the expression, and gives arithmetic and times of parameters
     * another precision: {@code ROUND(?, 1)} of 7 is 7.0 prepared and 7 as a literal, whatever form the literal has.
     */
    MYSQL_LITERAL_IN_AN_EXPRESSION(seen -> seen.isMySql() && seen.isLiteral() && !seen.isAlone()),

    /**
     * MySQL cuts the fraction of a second, or zeros at its end, off a DATETIME or TIME parameter that it stores in a column of
     * another type, and 8.0 takes a TIME for 64 bits only if it is a parameter.
     */
    MYSQL_TIME_IN_ANOTHER_COLUMN(seen -> seen.isMySql()
            && seen.isLiteral()
            && seen.isTime()
            && !seen.place().column().isTemporal()),

    /**
     * MySQL 9 remembers a failed execution: with the same handle it may then refuse within an expression what it took before, and
     * takes with a new handle.
     */
    MYSQL_9_HANDLE_AFTER_AN_ERROR(seen -> seen.version().startsWith("9.") && seen.isRefusal() && !seen.isAlone()),

    /**
     * MySQL 9 takes a parameter's text or bytes for a number where the column is a BIT, and refuses it if that is negative. As a
     * literal it is the bytes that are meant, and so it is in a batch that is rewritten.
     */
    MYSQL_9_NEGATIVE_TEXT_AS_BIT(seen -> seen.version().startsWith("9.")
            && seen.place().column().type().startsWith("BIT")
            && seen.right().equals(Difference.REFUSED)
            && seen.isNegativeText()),

    /** MariaDB reads the digits of the least BIGINT without their sign, which makes a DECIMAL of them. */
    MARIADB_LEAST_BIGINT(seen -> !seen.isMySql()
            && seen.isLiteral()
            && !seen.isAlone()
            && Long.valueOf(Long.MIN_VALUE).equals(seen.value())),

    /** The number 0 of an ENUM, which some expressions leave there, reads as an empty text, and that is none of its members. */
    ENUM_WITHOUT_A_MEMBER(seen -> seen.way() == ValueWay.READ_BACK
            && seen.place().column().type().startsWith("ENUM")
            && seen.right().isEmpty()),

    /** MySQL 9 takes a text of four bytes for each element as a VECTOR's bytes where it is a parameter, and refuses the literal. */
    MYSQL_TEXT_AS_VECTOR(seen -> seen.isMySql()
            && seen.isLiteral()
            && seen.value() instanceof String
            && seen.place().column().type().startsWith("VECTOR")),

    /** MySQL 8.0 reads a number of its own JSON text as one beside it. */
    MYSQL_80_NUMBER_IN_JSON(seen -> seen.version().startsWith("8.0")
            && seen.way() == ValueWay.READ_BACK
            && seen.place().column().type().equals("JSON"));

    private final Predicate<Difference> is;

    KnownDifference(Predicate<Difference> is) {
        this.is = is;
    }

    static boolean explains(Difference difference) {
        return Arrays.stream(values()).anyMatch(known -> known.is.test(difference));
    }

    /**
     * A value that one way stores as another does not.
     *
     * @param found what is stored, or {@link #REFUSED}
     * @param right the same, of the parameter
     */
    record Difference(Place place, @Nullable Object value, ValueWay way, String found, String right) {

        static final String REFUSED = "refused";

        String version() {
            return place.connection().serverVersion();
        }

        boolean isMySql() {
            return !version().contains("MariaDB");
        }

        boolean isLiteral() {
            return way == ValueWay.LITERAL;
        }

        /** Whether the value is all there is of its column's. */
        boolean isAlone() {
            return place.isAlone();
        }

        boolean isTime() {
            return value instanceof LocalDateTime || value instanceof LocalTime || value instanceof Duration;
        }

        boolean isNegativeText() {
            String text = value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : "" + value;
            return (value instanceof String || value instanceof byte[]) && text.matches("\\s*-[0-9.].*");
        }

        boolean isRefusal() {
            return REFUSED.equals(found) || REFUSED.equals(right);
        }
    }
}

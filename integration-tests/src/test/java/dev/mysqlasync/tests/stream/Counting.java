package dev.mysqlasync.tests.stream;

import java.util.StringJoiner;

/** Results of any size out of nothing, which a server sends while it makes them. */
public final class Counting {

    private static final String DIGITS =
            "(SELECT 0 n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                    + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";

    private Counting() {}

    /** A SELECT of so many rows. */
    public static String rows(String columns, long count) {
        int digits = 1;
        for (long product = 10; product < count; product *= 10) {
            digits++;
        }
        return "SELECT " + columns + " FROM " + digits(digits) + " LIMIT " + count;
    }

    /** Tables {@code d0}, {@code d1} and so on for a FROM, each with the digits in its column {@code n}. */
    public static String digits(int tables) {
        StringJoiner factors = new StringJoiner(", ");
        for (int i = 0; i < tables; i++) {
            factors.add(DIGITS + " d" + i);
        }
        return factors.toString();
    }
}

package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.server.MatrixForm.DATE;
import static dev.mysqlasync.tests.server.MatrixForm.DATETIME;
import static dev.mysqlasync.tests.server.MatrixForm.TIME;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Dates and times, with every number of digits of a second. */
final class MatrixTimes {

    private static final int RANDOM_VALUES = 8;
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long FIRST_DAY = LocalDate.of(1000, 1, 1).toEpochDay();

    private MatrixTimes() {}

    static List<MatrixColumn> columns() {
        List<MatrixColumn> columns = new ArrayList<>();
        columns.add(dates());
        for (int decimals = 0; decimals <= 6; decimals++) {
            columns.add(dateTimes(decimals));
            columns.add(timestamps(decimals));
            columns.add(times(decimals));
        }
        return columns;
    }

    private static MatrixColumn dates() {
        SplittableRandom random = new SplittableRandom(1);
        List<String> literals =
                new ArrayList<>(List.of("'1000-01-01'", "'9999-12-31'", "'2024-02-29'", "'0001-01-01'"));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            literals.add("'" + LocalDate.ofEpochDay(random.nextLong(FIRST_DAY, LAST_DAY)) + "'");
        }
        return new MatrixColumn("DATE", DATE, literals);
    }

    private static MatrixColumn dateTimes(int decimals) {
        SplittableRandom random = new SplittableRandom(decimals);
        List<String> literals = new ArrayList<>(List.of(
                "'1000-01-01 00:00:00'",
                "'9999-12-31 23:59:59" + fraction(999_999, decimals) + "'",
                "'2024-02-29 12:00:00'",
                "'2024-02-29 00:00:00" + fraction(1, decimals) + "'"));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            LocalDateTime value = LocalDate.ofEpochDay(random.nextLong(FIRST_DAY, LAST_DAY))
                    .atStartOfDay()
                    .plusSeconds(random.nextInt(86_400));
            literals.add(literal(value, fraction(random.nextInt(1_000_000), decimals)));
        }
        return new MatrixColumn("DATETIME(" + decimals + ")", DATETIME, literals);
    }

    private static MatrixColumn timestamps(int decimals) {
        SplittableRandom random = new SplittableRandom(100 + decimals);
        List<String> literals = new ArrayList<>(List.of(
                "'1970-01-01 00:00:01'",
                "'2038-01-19 03:14:07'",
                "'2024-02-29 00:00:00" + fraction(1, decimals) + "'"));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            LocalDateTime value = LocalDateTime.ofEpochSecond(random.nextLong(1, 1L << 31), 0, ZoneOffset.UTC);
            literals.add(literal(value, fraction(random.nextInt(1_000_000), decimals)));
        }
        return new MatrixColumn("TIMESTAMP(" + decimals + ")", DATETIME, literals);
    }

    private static MatrixColumn times(int decimals) {
        SplittableRandom random = new SplittableRandom(200 + decimals);
        List<String> literals = new ArrayList<>(List.of(
                "'-838:59:59'",
                "'838:59:59'",
                "'00:00:00'",
                "'-00:00:01'",
                "'24:00:00'",
                "'838:59:58" + fraction(999_999, decimals) + "'",
                "'-838:59:58" + fraction(999_999, decimals) + "'"));
        if (decimals > 0) {
            literals.add("'-00:00:00" + fraction(999_999, decimals) + "'");
        }
        for (int i = 0; i < RANDOM_VALUES; i++) {
            literals.add(String.format(
                    "'%s%02d:%02d:%02d%s'",
                    random.nextBoolean() ? "-" : "",
                    random.nextInt(838),
                    random.nextInt(60),
                    random.nextInt(60),
                    fraction(random.nextInt(1_000_000), decimals)));
        }
        return new MatrixColumn("TIME(" + decimals + ")", TIME, literals);
    }

    private static String literal(LocalDateTime seconds, String fraction) {
        return String.format("'%s %tT%s'", seconds.toLocalDate(), seconds, fraction);
    }

    /** So many digits of microseconds, cut and not rounded, so that no value leaves its type's range. */
    private static String fraction(int micros, int decimals) {
        return decimals == 0 ? "" : "." + String.format("%06d", micros).substring(0, decimals);
    }
}

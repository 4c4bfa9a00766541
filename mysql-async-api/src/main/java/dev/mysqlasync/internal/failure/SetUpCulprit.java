package dev.mysqlasync.internal.failure;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.SessionOptions;
import dev.mysqlasync.TrackingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the option that a server rejected during session setup, from the statement and the error code. */
final class SetUpCulprit {

    private static final int ER_UNKNOWN_CHARACTER_SET = 1115;
    private static final int ER_UNKNOWN_SYSTEM_VARIABLE = 1193;
    private static final int ER_COLLATION_CHARSET_MISMATCH = 1253;
    private static final int ER_UNKNOWN_COLLATION = 1273;
    private static final int ER_UNKNOWN_TIME_ZONE = 1298;

    private static final TrackingOptions NO_TRACKING = new TrackingOptions(List.of(), false, false);

    private SetUpCulprit() {}

    static String of(MySqlServerException error, MySqlOptions options) {
        List<String> own = options.session().initStatements();
        String refused = String.valueOf(error.sql());
        List<String> fitting = IntStream.range(0, own.size())
                .filter(i -> StatementText.withoutValues(own.get(i)).equals(refused))
                .mapToObj(i -> "initStatements[" + i + "]")
                .toList();
        if (!fitting.isEmpty()) {
            return String.join(" or ", fitting);
        }
        return refused.startsWith("SET SESSION TRANSACTION") ? "isolation" : ofAssignments(error.errorCode(), options);
    }

    /** All other settings are in one SET statement. */
    private static String ofAssignments(int code, MySqlOptions options) {
        return switch (code) {
            case ER_UNKNOWN_TIME_ZONE -> "timeZone";
            case ER_UNKNOWN_CHARACTER_SET, ER_COLLATION_CHARSET_MISMATCH, ER_UNKNOWN_COLLATION -> "collation";
            case ER_UNKNOWN_SYSTEM_VARIABLE ->
                tracks(options) ? "session tracking (" + options.tracking() + ")" : given(options);
            default -> given(options);
        };
    }

    private static boolean tracks(MySqlOptions options) {
        return !options.tracking().equals(NO_TRACKING);
    }

    /** The options that contributed values to the SET statement. */
    private static String given(MySqlOptions options) {
        SessionOptions session = options.session();
        List<String> given = new ArrayList<>();
        add(given, "collation", session.collation());
        add(given, "sqlMode", session.sqlMode());
        add(given, "timeZone", session.timeZone());
        add(given, "lockWaitTimeout", session.lockWaitTimeout());
        if (tracks(options)) {
            given.add(options.tracking().toString());
        }
        return given.isEmpty() ? "session setup" : "session setup with " + String.join(", ", given);
    }

    private static void add(List<String> given, String option, @Nullable Object value) {
        if (value != null) {
            given.add(option + "=" + value);
        }
    }

    /** The remedy, if there is one. */
    static String hint(MySqlServerException error) {
        return error.errorCode() == ER_UNKNOWN_TIME_ZONE
                ? "; the server's time zone tables lack this zone, or are not loaded; an offset such as +02:00 needs"
                        + " no tables"
                : "";
    }
}

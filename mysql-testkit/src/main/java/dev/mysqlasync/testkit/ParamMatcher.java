package dev.mysqlasync.testkit;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Matches one parameter of a prepared statement. It is called on the threads of several connections at once: it must be
 * thread-safe and must not block.
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public interface ParamMatcher {

    /**
     * Whether the value matches.
     *
     * @param value the parameter as in {@link ReceivedCommand#params}
     */
    boolean matches(@Nullable Object value);

    /** Matches any value, including NULL. */
    static ParamMatcher any() {
        return that("any()", value -> true);
    }

    /**
     * Matches a value equal to {@code expected}. Numbers are compared by value, whatever their types. Booleans are 0
     * and 1. Bytes equal the text that they encode in UTF-8, because some clients send bytes as text. A
     * {@link java.time.LocalTime} equals the {@link java.time.Duration} since midnight.
     */
    static ParamMatcher eq(@Nullable Object expected) {
        return that(ParamValues.describe(expected), value -> ParamValues.areEqual(expected, value));
    }

    /** Matches a value that a predicate accepts. The description is for messages. */
    static ParamMatcher that(String description, Predicate<@Nullable Object> test) {
        return new ParamMatcher() {
            @Override
            public boolean matches(@Nullable Object value) {
                return test.test(value);
            }

            @Override
            public String toString() {
                return description;
            }
        };
    }
}

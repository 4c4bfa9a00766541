package dev.mysqlasync.testkit;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a parameter of a prepared statement is the one a stub or a verification is about. Asked on the server's
 * threads, of several connections at once: it must be thread-safe and must not block.
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public interface ParamMatcher {

    /**
     * Whether the value will do.
     *
     * @param value the parameter as {@link ReceivedCommand#params} has it
     */
    boolean matches(@Nullable Object value);

    /** Any value, NULL included. */
    static ParamMatcher any() {
        return that("any()", value -> true);
    }

    /**
     * A value equal to {@code expected}. Numbers are equal when they are the same number, whatever their types;
     * booleans are 0 and 1; bytes are equal to the text that has them as UTF-8, which is how some clients send them; a
     * {@link java.time.LocalTime} is the {@link java.time.Duration} since midnight.
     */
    static ParamMatcher eq(@Nullable Object expected) {
        return that(ParamValues.describe(expected), value -> ParamValues.areEqual(expected, value));
    }

    /** A value that passes a test, with a description for messages. */
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

package dev.mysqlasync.spi;

import java.time.Duration;

/**
 * A point in time on a transport's clock.
 *
 * @param nanoTime the value of {@link Transport#nanoTime()} at that time
 */
public record Deadline(long nanoTime) {

    private static final Duration LONGEST = Duration.ofDays(365_00);

    /** The point in time {@code delay} from now. A delay of more than 100 years counts as 100 years. */
    public static Deadline after(Transport transport, Duration delay) {
        Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        return new Deadline(transport.nanoTime() + bounded.toNanos());
    }

    /** The time until this deadline; zero after it has passed. */
    public Duration remaining(Transport transport) {
        return Duration.ofNanos(Math.max(0, nanoTime - transport.nanoTime()));
    }
}

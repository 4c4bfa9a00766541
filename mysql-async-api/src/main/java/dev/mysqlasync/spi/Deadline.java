package dev.mysqlasync.spi;

import java.time.Duration;

/**
 * A moment on a transport's clock.
 *
 * @param nanoTime the moment, as {@link Transport#nanoTime()} will read it
 */
public record Deadline(long nanoTime) {

    private static final Duration LONGEST = Duration.ofDays(365_00);

    /** The moment {@code delay} from now; a delay of over a hundred years counts as a hundred. */
    public static Deadline after(Transport transport, Duration delay) {
        Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        return new Deadline(transport.nanoTime() + bounded.toNanos());
    }

    /** What is left until this moment, zero once it has passed. */
    public Duration remaining(Transport transport) {
        return Duration.ofNanos(Math.max(0, nanoTime - transport.nanoTime()));
    }
}

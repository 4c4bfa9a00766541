package dev.mysqlasync.internal;

import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.spi.Cancellable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Has connections made for those who ask. One that nobody waits for any more is given up, or closed when it is made all the same: by
 * the time that its future is to be completed, its user may have ended that in whatever way.
 */
public final class Connecting {

    private Connecting() {}

    /** Connects; the future completes on the connection's I/O thread. */
    static CompletableFuture<ConnectionDriver> begin(ConnectionDriver driver) {
        return begin(driver, made -> made, Runnable::run);
    }

    /**
     * Connects.
     *
     * @param face makes what is given out of the connection
     * @param executor where the future completes
     */
    public static <T> CompletableFuture<T> begin(
            ConnectionDriver driver, Function<? super ConnectionDriver, T> face, Executor executor) {
        MySqlFuture<T> given = new MySqlFuture<>(driver.transport());
        Cancellable attempt = driver.open();
        given.whenEnded(() -> {
            attempt.cancel();
            driver.abandon();
        });
        CompletableFuture<?> unused = driver.opened()
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                given.fail(Failures.unwrapped(failure));
                            } else if (!given.succeed(face.apply(driver))) {
                                driver.abandon();
                            }
                        },
                        executor);
        return given;
    }
}

package dev.mysqlasync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waiting with an end: what takes longer than {@link #LIMIT} hangs. */
public final class Await {

    public static final Duration LIMIT = Duration.ofSeconds(60);

    private Await() {}

    /** The value of a future; its failure is thrown as it is. */
    public static <T extends @Nullable Object> T await(Future<T> future) {
        return await(future, LIMIT);
    }

    /** The same, within a limit of the caller's. */
    public static <T extends @Nullable Object> T await(Future<T> future, Duration limit) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** The failure of a future that must fail. */
    public static Throwable failure(Future<?> future) {
        try {
            Object value = future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("completed with " + value);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** The failure of a future that must fail with this type. */
    public static <E extends Throwable> E failure(Future<?> future, Class<E> type) {
        Throwable failure = failure(future);
        assertThat(failure).isInstanceOf(type);
        return type.cast(failure);
    }

    public static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** Waits for what nothing reports. */
    public static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the time that is left").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}

package dev.mysqlasync.internal.failure;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls user code. Its exceptions, including Errors, affect only the caller that supplied the code. They do not affect
 * the connection, the pool, or the calling thread.
 */
public final class UsersCode {

    private UsersCode() {}

    /** Runs code and reports an exception. */
    public static void run(Runnable code, Consumer<? super Throwable> failed) {
        try {
            code.run();
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    /**
     * Calls a function that returns a stage. If the function throws, or returns null, the result is a failed future. A
     * stage that cannot be converted to a future cannot be cancelled either.
     */
    public static <T extends @Nullable Object> CompletableFuture<T> stage(
            Supplier<? extends @Nullable CompletionStage<T>> function) {
        try {
            CompletionStage<T> stage =
                    Objects.requireNonNull(function.get(), "the function returned null instead of a CompletionStage");
            return stage instanceof CompletableFuture<T> future ? future : copied(stage);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <T extends @Nullable Object> CompletableFuture<T> copied(CompletionStage<T> stage) {
        CompletableFuture<T> copy = new CompletableFuture<>();
        CompletionStage<T> unused = stage.whenComplete((value, failure) -> {
            if (failure == null) {
                copy.complete(value);
            } else {
                copy.completeExceptionally(failure);
            }
        });
        return copy;
    }
}

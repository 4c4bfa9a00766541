package dev.mysqlasync.internal.failure;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls users' code. Whatever it throws, an Error too, concerns the one who gave the code and nobody else: not the connection, nor
 * the pool, nor the thread that calls.
 */
public final class UsersCode {

    private UsersCode() {}

    /** Runs code, and tells what it throws. */
    public static void run(Runnable code, Consumer<? super Throwable> failed) {
        try {
            code.run();
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    /**
     * What a function gives as a stage. Where the function or its stage throw, or are null, it is a future that failed with that.
     * A stage need not be one that becomes a future; one that does not cannot be cancelled either.
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

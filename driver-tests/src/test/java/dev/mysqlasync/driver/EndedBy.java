package dev.mysqlasync.driver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** The ways in which a future comes to its end before what it stands for does. */
enum EndedBy {
    CANCEL {
        @Override
        void end(CompletableFuture<Object> future) {
            future.cancel(true);
        }
    },
    /** What completeOnTimeout does in the end. */
    COMPLETE {
        @Override
        void end(CompletableFuture<Object> future) {
            future.complete(null);
        }
    },
    /** What orTimeout does in the end. */
    FAILURE {
        @Override
        void end(CompletableFuture<Object> future) {
            future.completeExceptionally(new TimeoutException("own"));
        }
    },
    COMPLETE_ASYNC {
        @Override
        void end(CompletableFuture<Object> future) {
            future.completeAsync(() -> null, Runnable::run);
        }
    },
    OBTRUDE {
        @Override
        void end(CompletableFuture<Object> future) {
            future.obtrudeValue(null);
        }
    },
    CANCEL_OF_A_DERIVED_ONE {
        @Override
        void end(CompletableFuture<Object> future) {
            CompletableFuture<Object> derived = future.thenApply(value -> value);
            for (int i = 0; i < 9; i++) {
                derived = derived.thenApply(value -> value);
            }
            derived.cancel(true);
        }
    },
    /** The statement's own time limit, which the scene lets pass. */
    DEADLINE {
        @Override
        void end(CompletableFuture<Object> future) {}
    };

    /** Ends it. */
    abstract void end(CompletableFuture<Object> future);
}

package dev.mysqlasync.driver;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A verb of the API that sends something.
 *
 * @param method the verb, such as {@code MySqlClient.query}
 * @param holder whose verb it is
 * @param takesSql whether it sends any text that it is given; what it sends otherwise is its own affair
 * @param opening makes it ready
 */
record Door(String method, Holder holder, boolean takesSql, Opening opening) {

    /** Whose verbs a door is one of. */
    enum Holder {
        /** A connection of its user's own. */
        CONNECTION,
        /** A connection that a pool lends. */
        LENT,
        /** A transaction with a lifetime. */
        TRANSACTION,
        /** A pool, whose verbs acquire. */
        POOL
    }

    /** Makes a door ready in a scene, and gives what goes through it. */
    interface Opening {
        CompletableFuture<Supplier<CompletableFuture<?>>> open(DoorScene scene, String sql);
    }

    /** Goes through it, once it is ready. What it throws fails the future. */
    CompletableFuture<?> pass(DoorScene scene, String sql) {
        return opening.open(scene, sql).thenCompose(Door::called);
    }

    static CompletableFuture<?> called(Supplier<CompletableFuture<?>> ready) {
        try {
            return ready.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public String toString() {
        return method + " of " + holder;
    }
}

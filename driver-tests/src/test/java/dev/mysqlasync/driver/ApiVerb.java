package dev.mysqlasync.driver;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A verb of the API that gives a future, or a variation of one.
 *
 * @param method what it calls, such as {@code MySqlConnection.ping}
 * @param variation what distinguishes it from others of the same method
 * @param lasting whether its future may last for ever, unless it is ended
 * @param begin makes ready what it needs, and gives what calls it
 */
record ApiVerb(
        String method, String variation, boolean lasting, Function<EndingScene, Supplier<CompletableFuture<?>>> begin) {

    static ApiVerb of(String method, String variation, Function<EndingScene, Supplier<CompletableFuture<?>>> begin) {
        return new ApiVerb(method, variation, false, begin);
    }

    /** A verb that needs nothing made ready. */
    static ApiVerb plain(String method, String variation, Function<EndingScene, CompletableFuture<?>> call) {
        return of(method, variation, scene -> () -> call.apply(scene));
    }

    /** Whether its future is that of all who ask, and cannot be ended by one of them. */
    boolean isForAll() {
        return method.equals("MySqlConnection.closed") || method.equals("MySqlConnection.close");
    }

    boolean isStream() {
        return method.endsWith(".stream");
    }

    @Override
    public String toString() {
        return method + (variation.isEmpty() ? "" : " (" + variation + ")");
    }
}

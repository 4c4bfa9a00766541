package dev.mysqlasync.driver;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A state of the conversation in which something is stopped.
 *
 * @param way brings the conversation there, and gives what is to be stopped
 */
record StoppingPlace(String name, Function<StoppingScene, CompletableFuture<?>> way) {

    @Override
    public String toString() {
        return name;
    }
}

package dev.mysqlasync.testkit;

import dev.mysqlasync.spi.Endpoint;

/** Listens for a server's clients and runs its conversations. */
interface ServerHost extends AutoCloseable {

    Endpoint endpoint();

    /** Stops listening and closes all connections. */
    @Override
    void close();
}

package dev.mysqlasync.testkit;

import dev.mysqlasync.spi.Endpoint;

/** Where a server listens, and what runs its conversations. */
interface ServerHost extends AutoCloseable {

    Endpoint endpoint();

    /** Stops listening and ends all connections. */
    @Override
    void close();
}

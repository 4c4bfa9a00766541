package dev.mysqlasync.internal;

import dev.mysqlasync.ConnectionFactory;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.spi.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Opens connections of this driver; found by {@link java.util.ServiceLoader}. */
public final class DriverConnectionFactory implements ConnectionFactory {

    public DriverConnectionFactory() {}

    @Override
    public CompletableFuture<MySqlConnection> connect(MySqlOptions options) {
        Transport transport;
        try {
            transport = TransportSelection.installed().select(options);
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
        Executor given = options.callbackExecutor();
        Executor callbacks = given == null ? Runnable::run : new CallbackExecutor(given);
        return new ConnectionDriver(options, transport, callbacks)
                .open()
                .thenApply(driver -> new DriverConnection(driver, options));
    }
}

package dev.mysqlasync.internal.connection;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.internal.connect.Connector;
import dev.mysqlasync.internal.connect.TransportSelection;
import dev.mysqlasync.spi.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Opens connections of this driver. */
public final class DriverConnectionFactory {

    private DriverConnectionFactory() {}

    public static CompletableFuture<MySqlConnection> connect(MySqlOptions options) {
        Transport transport;
        try {
            transport = TransportSelection.installed().select(options);
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
        Executor callbacks = LendableConnection.callbacks(options);
        return new Connector(options, transport, callbacks)
                .connect(driver -> new DriverConnection(driver, options), callbacks);
    }

    public static void closeSharedTransports() {
        TransportSelection.installed().closeShared();
    }
}

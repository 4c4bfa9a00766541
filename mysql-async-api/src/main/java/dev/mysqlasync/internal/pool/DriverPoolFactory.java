package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.internal.connect.TransportSelection;
import dev.mysqlasync.internal.connection.LendableConnection;
import dev.mysqlasync.spi.Transport;
import java.util.SplittableRandom;

/** Makes pools of this driver's connections. */
public final class DriverPoolFactory {

    private DriverPoolFactory() {}

    public static MySqlPool create(MySqlOptions options, PoolOptions poolOptions) {
        Transport transport = TransportSelection.installed().select(options);
        PoolCore core = new PoolCore(
                poolOptions,
                transport,
                LendableConnection.opener(options, transport),
                options.connectTimeout().plus(options.closeTimeout()),
                options.callbackExecutor() == null ? null : LendableConnection.callbacks(options),
                new SplittableRandom());
        core.start();
        return new DriverPool(core, options, poolOptions);
    }
}

package dev.mysqlasync.internal.stream;

import dev.mysqlasync.internal.CallbackExecutor;
import dev.mysqlasync.internal.ConnectionDriver;
import java.util.concurrent.Executor;

/**
 * Where a stream's signals are delivered.
 *
 * @param signals runs deliveries
 * @param source runs what is the source's to do, on the connection's I/O thread in a turn
 * @param direct whether signals are delivered on the I/O thread, and so from within {@link RowSubscription#next}
 */
public record SignalThreads(Executor signals, Executor source, boolean direct) {

    public static SignalThreads of(ConnectionDriver driver) {
        return driver.callbacks() instanceof CallbackExecutor given
                ? new SignalThreads(given, driver.ioThread(), false)
                : new SignalThreads(driver.ioThread(), Runnable::run, true);
    }
}

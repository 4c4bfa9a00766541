package dev.mysqlasync.internal.stream;

import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.command.CallbackExecutor;
import java.util.concurrent.Executor;

/**
 * The executors of a stream.
 *
 * @param signals delivers signals
 * @param source runs the source's tasks, on the connection's I/O thread in a turn
 * @param direct whether signals are delivered on the I/O thread, and so from within {@link RowSubscription#next}
 */
public record SignalExecutors(Executor signals, Executor source, boolean direct) {

    public static SignalExecutors of(ConnectionEngine engine) {
        return engine.callbacks() instanceof CallbackExecutor given
                ? new SignalExecutors(given, engine.ioThread(), false)
                : new SignalExecutors(engine.ioThread(), Runnable::run, true);
    }
}

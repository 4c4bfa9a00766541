package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What is done about statements that are called off, on behalf of a connection's driver.
 *
 * @param connectionId the id that KILL knows the connection by
 * @param timers runs a step on the connection's I/O thread after so long, as a turn of its own
 * @param turns runs a step on the connection's I/O thread, as a turn of its own
 * @param giveUp gives the connection up
 */
record CalledOff(
        MySqlOptions options,
        Transport transport,
        LongSupplier connectionId,
        BiFunction<Duration, Runnable, Cancellable> timers,
        Consumer<Runnable> turns,
        Consumer<MySqlException> giveUp)
        implements Stops.Owner {

    @Override
    public Cancellable schedule(Duration delay, Runnable step) {
        return timers.apply(delay, step);
    }

    @Override
    public Stops.Killer killer(Runnable ready, Runnable answered) {
        return SideConnection.open(options, transport, connectionId.getAsLong(), turns, ready, answered);
    }

    @Override
    public void giveUp(MySqlTimeoutException cause) {
        giveUp.accept(cause);
        SideConnection.end(options, transport, connectionId.getAsLong());
    }
}

package dev.mysqlasync.internal.cancel;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done about statements that are called off, on behalf of a connection's driver.
 *
 * @param killers from where statements are killed; {@code null} for those of a killer itself, which nobody calls off
 * @param victim names the connection, for whoever is to kill it
 * @param committing whether the server may be at a COMMIT
 * @param giveUp gives the connection up
 */
public record CalledOff(
        @Nullable KillConnections killers,
        Supplier<Victim> victim,
        BooleanSupplier committing,
        Turns turns,
        Consumer<MySqlException> giveUp)
        implements StatementCanceller.Owner {

    @Override
    public Cancellable schedule(Duration delay, Runnable step) {
        return turns.schedule(delay, step);
    }

    @Override
    public StatementCanceller.Killer killer(Runnable ready, Runnable answered) {
        return Objects.requireNonNull(killers).killer(victim.get(), turns, ready, answered);
    }

    @Override
    public void giveUp(MySqlTimeoutException cause) {
        end(() -> giveUp.accept(cause));
    }

    /**
     * Gives the connection up, and has the server end it with what runs on it. Not where that is a COMMIT, whose user is going to
     * look whether it took place: the server finishes it, which a KILL could prevent even after that look.
     */
    public void end(Runnable givingUp) {
        boolean ends = killers != null && !committing.getAsBoolean();
        givingUp.run();
        if (ends) {
            Objects.requireNonNull(killers).end(victim.get());
        }
    }
}

package dev.mysqlasync.internal.stream;

import dev.mysqlasync.internal.command.Lease;

/**
 * The source of the rows of a {@link RowSubscription}: a statement under way, or a server-side cursor. It passes rows
 * to {@link RowSubscription#next} and signals the end with {@link RowSubscription#end}.
 */
public interface RowSource extends Lease.Taken {

    /** Starts the source. Called once, by the thread that subscribed, unless the subscription has ended by then. */
    void start();

    /**
     * Resumes after {@link RowSubscription#next} returned false. Called once each time, on the connection's I/O thread
     * in a turn, and never from within {@code next}.
     */
    void demanded();

    /** No more rows are wanted; the source must dispose of the rest. Called at once, on any thread. */
    @Override
    void cancelled();
}

package dev.mysqlasync.internal.stream;

import dev.mysqlasync.internal.command.Lease;

/**
 * Where the rows of a {@link RowSubscription} come from: a statement under way, or a cursor on the server. It gives rows with
 * {@link RowSubscription#next} and says with {@link RowSubscription#end} that there are no more.
 */
public interface RowSource extends Lease.Taken {

    /** Begins. Called once, by whoever subscribed; not at all when the subscription is over by then. */
    void start();

    /**
     * Goes on, after {@link RowSubscription#next} said that no more rows are wanted for now. Called once for each time it said
     * so, on the connection's I/O thread in a turn, never from within {@code next}.
     */
    void demanded();

    /** Nobody wants any more rows; what is left of them is the source's to get rid of. From any thread, at once. */
    @Override
    void cancelled();
}

package dev.mysqlasync.internal.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the handles of prepared statements are between their executions. Used on the connection's I/O thread only. */
public interface StatementStore {

    /** The number of parameters of a statement of which no handle is here. */
    int UNKNOWN = -1;

    /** Whether its handles are executed with cursors. */
    default boolean isForCursors() {
        return false;
    }

    /** How many parameters a statement has; {@link #UNKNOWN} where that is not known. */
    int parameterCount(StatementKey key);

    /** A handle that can be executed with parameters of these classes. */
    @Nullable
    PreparedHandle find(StatementKey key, byte[] classes);

    /** Takes a new handle; returns those that have to be closed for it, itself among them where nothing is kept. */
    List<PreparedHandle> add(StatementKey key, PreparedHandle handle);

    /** Gives up a handle, which is then the caller's; false if it is not here any more. */
    boolean remove(StatementKey key, PreparedHandle handle);
}

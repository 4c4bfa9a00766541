package dev.mysqlasync.internal.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the handles of prepared statements between executions. Used only on the connection's I/O thread. */
public interface StatementStore {

    /** The number of parameters of a statement without a handle here. */
    int UNKNOWN = -1;

    /** Whether its handles are executed with cursors. */
    default boolean isForCursors() {
        return false;
    }

    /** The number of parameters of a statement; {@link #UNKNOWN} if it is not known. */
    int parameterCount(StatementKey key);

    /** A handle that can be executed with parameters of these classes. */
    @Nullable
    PreparedHandle find(StatementKey key, byte[] classes);

    /** Adds a handle. Returns the handles that must be closed for it; the handle itself, if it is not kept. */
    List<PreparedHandle> add(StatementKey key, PreparedHandle handle);

    /** Removes a handle, which then belongs to the caller. Returns false if it is no longer here. */
    boolean remove(StatementKey key, PreparedHandle handle);
}

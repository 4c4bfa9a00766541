package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.RowLayout;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the server last sent for a prepared statement. With {@link
 * dev.mysqlasync.protocol.Capability#MARIADB_CLIENT_CACHE_METADATA} the server may then omit them. An instance belongs
 * to one statement; the readers of its executions read and update it. Not thread-safe.
 */
public final class StatementLayout {

    private @Nullable RowLayout columns;

    /** Creates a layout without columns. */
    public StatementLayout() {}

    /** The columns; {@code null} if none have been received. */
    public @Nullable RowLayout columns() {
        return columns;
    }

    /** Stores the columns that the server has sent. */
    public void columns(RowLayout columns) {
        this.columns = columns;
    }
}

package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.RowLayout;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a server last sent for a prepared statement, which it may leave out from then on where
 * {@link dev.mysqlasync.protocol.Capability#MARIADB_CLIENT_CACHE_METADATA} was negotiated. One belongs to one statement,
 * and is read and written by the readers of its executions.
 */
public final class StatementLayout {

    private @Nullable RowLayout columns;

    /** No columns are known yet. */
    public StatementLayout() {}

    /** The columns, {@code null} when none are known. */
    public @Nullable RowLayout columns() {
        return columns;
    }

    /** The server has sent these. */
    public void columns(RowLayout columns) {
        this.columns = columns;
    }
}

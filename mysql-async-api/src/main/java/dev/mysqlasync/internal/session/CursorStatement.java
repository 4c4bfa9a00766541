package dev.mysqlasync.internal.session;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handle of one open cursor. It is removed from the cache while the cursor is open, because another execution would
 * close the cursor. Another cursor of the same statement uses another handle.
 */
public final class CursorStatement implements StatementStore {

    private final StatementCache cache;
    private @Nullable StatementKey key;
    private @Nullable PreparedHandle handle;

    public CursorStatement(StatementCache cache) {
        this.cache = cache;
    }

    @Override
    public boolean isForCursors() {
        return true;
    }

    @Override
    public int parameterCount(StatementKey key) {
        return cache.parameterCount(key);
    }

    @Override
    public @Nullable PreparedHandle find(StatementKey key, byte[] classes) {
        this.key = key;
        handle = cache.take(key, classes);
        return handle;
    }

    @Override
    public List<PreparedHandle> add(StatementKey key, PreparedHandle handle) {
        this.key = key;
        this.handle = handle;
        return List.of();
    }

    @Override
    public boolean remove(StatementKey key, PreparedHandle handle) {
        boolean had = this.handle == handle;
        this.handle = null;
        return had;
    }

    /** The handle. */
    public PreparedHandle handle() {
        return Objects.requireNonNull(handle, "no handle is on loan");
    }

    /**
     * Returns the handle to the cache, if there is one, with its cursor closed. The result lists the handles that must
     * be closed for it.
     */
    public List<PreparedHandle> giveBack() {
        PreparedHandle lent = handle;
        handle = null;
        return lent == null ? List.of() : cache.add(Objects.requireNonNull(key), lent);
    }

    /** Releases the handle, if there is one; the result lists it for closing. */
    public List<PreparedHandle> giveUp() {
        PreparedHandle lent = handle;
        handle = null;
        return lent == null ? List.of() : List.of(lent);
    }
}

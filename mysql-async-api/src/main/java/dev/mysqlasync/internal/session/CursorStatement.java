package dev.mysqlasync.internal.session;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A handle for one cursor, taken out of the cache as long as the cursor is open: another execution would close the cursor,
 * and another cursor of the same statement has another handle.
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

    /** The handle that is on loan. */
    public PreparedHandle handle() {
        return Objects.requireNonNull(handle, "no handle is on loan");
    }

    /** Gives the handle back, if there is one, with no cursor open any more; returns those that have to be closed for it. */
    public List<PreparedHandle> giveBack() {
        PreparedHandle lent = handle;
        handle = null;
        return lent == null ? List.of() : cache.add(Objects.requireNonNull(key), lent);
    }

    /** Gives the handle up, if there is one; returns it, to be closed. */
    public List<PreparedHandle> giveUp() {
        PreparedHandle lent = handle;
        handle = null;
        return lent == null ? List.of() : List.of(lent);
    }
}

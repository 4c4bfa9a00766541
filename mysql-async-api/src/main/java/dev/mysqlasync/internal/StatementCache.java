package dev.mysqlasync.internal;

import dev.mysqlasync.internal.value.ParameterClasses;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements that are prepared on one connection, the least recently used first to go. One statement may stand here
 * several times, with parameters of different classes (see {@link ParameterClasses}). Used on the connection's I/O
 * thread only.
 */
public final class StatementCache implements HandleShelf {

    private int capacity;
    private final Map<StatementKey, List<PreparedHandle>> handles = new LinkedHashMap<>(16, 0.75f, true);
    private int size;

    public StatementCache(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public @Nullable PreparedHandle find(StatementKey key, byte[] classes) {
        List<PreparedHandle> candidates = handles.get(key);
        if (candidates == null) {
            return null;
        }
        for (PreparedHandle handle : candidates) {
            if (handle.fits(classes)) {
                return handle;
            }
        }
        return null;
    }

    /** As {@link #find}, and takes the handle out: it is the caller's until it is added again. */
    @Nullable
    PreparedHandle take(StatementKey key, byte[] classes) {
        PreparedHandle found = find(key, classes);
        if (found != null) {
            remove(key, found);
        }
        return found;
    }

    @Override
    public int parameterCount(StatementKey key) {
        List<PreparedHandle> candidates = handles.get(key);
        return candidates == null ? UNKNOWN : candidates.get(0).parameterCount();
    }

    @Override
    public List<PreparedHandle> add(StatementKey key, PreparedHandle handle) {
        handles.computeIfAbsent(key, absent -> new ArrayList<>(1)).add(handle);
        size++;
        return evict();
    }

    private List<PreparedHandle> evict() {
        if (size <= capacity) {
            return List.of();
        }
        List<PreparedHandle> evicted = new ArrayList<>();
        Iterator<List<PreparedHandle>> eldest = handles.values().iterator();
        while (size > capacity) {
            List<PreparedHandle> candidates = eldest.next();
            evicted.add(candidates.remove(0));
            size--;
            if (candidates.isEmpty()) {
                eldest.remove();
            }
        }
        return evicted;
    }

    @Override
    public boolean remove(StatementKey key, PreparedHandle handle) {
        List<PreparedHandle> candidates = handles.get(key);
        if (candidates == null || !candidates.remove(handle)) {
            return false;
        }
        size--;
        if (candidates.isEmpty()) {
            handles.remove(key);
        }
        return true;
    }

    /** Forgets every handle; returns them, for the server still to close unless it has dropped them itself. */
    List<PreparedHandle> clear() {
        List<PreparedHandle> all =
                handles.values().stream().flatMap(List::stream).toList();
        handles.clear();
        size = 0;
        return all;
    }

    /** Keeps nothing any more; returns what was kept, to be closed. */
    List<PreparedHandle> close() {
        capacity = 0;
        return clear();
    }
}

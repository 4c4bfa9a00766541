package dev.mysqlasync.internal.session;

import dev.mysqlasync.internal.value.ParameterClasses;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prepared statements of one connection, with the least recently used evicted first. A statement can occur several
 * times, with parameters of different classes (see {@link ParameterClasses}). Used only on the connection's I/O thread.
 *
 * <p>The cache is limited in number and in size. A server uses about 700 bytes for each parameter, and a list of
 * another length makes another statement. A statement that needs more than half of the size limit is not kept.
 */
public final class StatementCache implements StatementStore {

    /** The size limit, in parameters. A text that costs the server about as much as a parameter counts as one. */
    private static final int ROOM = 1 << 14;

    private static final int TEXT_OF_A_PARAMETER = 32;

    /**
     * The bytes of column definitions that count as one parameter. The driver keeps the definitions, 4 MiB of them at
     * most.
     */
    private static final int COLUMNS_OF_A_PARAMETER = 256;

    private int capacity;
    private final Map<StatementKey, List<PreparedHandle>> handles = new LinkedHashMap<>(16, 0.75f, true);
    private final int room;
    private int size;
    private int taken;

    /** A cache that is limited in number and in size. */
    public StatementCache(int capacity) {
        this(capacity, ROOM);
    }

    private StatementCache(int capacity, int room) {
        this.capacity = capacity;
        this.room = room;
    }

    /** A cache for one statement that its user keeps, however large. */
    public static StatementCache ofOne(int capacity) {
        return new StatementCache(capacity, Integer.MAX_VALUE);
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

    /** As {@link #find}, and removes the handle. It belongs to the caller until it is added again. */
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
        if (weight(key, handle) > room / 2) {
            return List.of(handle);
        }
        handles.computeIfAbsent(key, absent -> new ArrayList<>(1)).add(handle);
        size++;
        taken += weight(key, handle);
        return isOverfull() ? evict() : List.of();
    }

    private boolean isOverfull() {
        return size > capacity || taken > room;
    }

    private static int weight(StatementKey key, PreparedHandle handle) {
        return 1
                + handle.parameterCount()
                + key.sql().length() / TEXT_OF_A_PARAMETER
                + (int) (handle.columnBytes() / COLUMNS_OF_A_PARAMETER);
    }

    private List<PreparedHandle> evict() {
        List<PreparedHandle> evicted = new ArrayList<>();
        Iterator<Map.Entry<StatementKey, List<PreparedHandle>>> eldest =
                handles.entrySet().iterator();
        while (isOverfull()) {
            Map.Entry<StatementKey, List<PreparedHandle>> entry = eldest.next();
            while (isOverfull() && !entry.getValue().isEmpty()) {
                PreparedHandle handle = entry.getValue().remove(0);
                evicted.add(handle);
                left(entry.getKey(), handle);
            }
            if (entry.getValue().isEmpty()) {
                eldest.remove();
            }
        }
        return evicted;
    }

    private void left(StatementKey key, PreparedHandle handle) {
        size--;
        taken -= weight(key, handle);
    }

    @Override
    public boolean remove(StatementKey key, PreparedHandle handle) {
        List<PreparedHandle> candidates = handles.get(key);
        if (candidates == null || !candidates.remove(handle)) {
            return false;
        }
        left(key, handle);
        if (candidates.isEmpty()) {
            handles.remove(key);
        }
        return true;
    }

    /** Removes and returns all handles. The caller closes them, unless the server has dropped them. */
    public List<PreparedHandle> clear() {
        List<PreparedHandle> all =
                handles.values().stream().flatMap(List::stream).toList();
        handles.clear();
        size = 0;
        taken = 0;
        return all;
    }

    /** Keeps no more handles; returns those that were kept, for closing. */
    public List<PreparedHandle> close() {
        capacity = 0;
        return clear();
    }
}

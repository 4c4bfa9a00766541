package dev.mysqlasync.internal.pool;

import dev.mysqlasync.internal.pool.PoolEntry.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries of a pool, their states, and the order of the idle ones. Confined to the pool's serial steps. */
final class PoolEntries {

    /** A connection on its way back for less than this counts as one for a waiter, so that no new one is made. */
    private static final long PROMPT = Duration.ofMillis(200).toNanos();

    private final Set<PoolEntry> all = new LinkedHashSet<>();
    private final Deque<PoolEntry> idle = new ArrayDeque<>(); // the last one used first
    private final PoolCounters counters;

    PoolEntries(PoolCounters counters) {
        this.counters = counters;
    }

    /** Adds an entry whose connection is still to be made. */
    PoolEntry add(long now) {
        PoolEntry entry = new PoolEntry(now);
        all.add(entry);
        counters.size(all.size());
        counters.entered(State.CONNECTING);
        return entry;
    }

    void remove(PoolEntry entry, long now) {
        all.remove(entry);
        counters.size(all.size());
        enter(entry, State.GONE, now);
    }

    /** Changes an entry's state, to any but IDLE. */
    void enter(PoolEntry entry, State state, long now) {
        idle.remove(entry);
        change(entry, state, now);
    }

    /** Makes an entry the next one to be lent. */
    void becomeIdle(PoolEntry entry, long now) {
        change(entry, State.IDLE, now);
        idle.addFirst(entry);
    }

    /** Makes an entry the last one to be lent. */
    void becomeIdleLast(PoolEntry entry, long now) {
        change(entry, State.IDLE, now);
        idle.addLast(entry);
    }

    private void change(PoolEntry entry, State state, long now) {
        counters.left(entry.state());
        counters.entered(state);
        entry.enter(state, now);
    }

    /** The idle entry that is lent next; {@code null} where there is none. */
    @Nullable
    PoolEntry nextIdle() {
        return idle.peekFirst();
    }

    int size() {
        return all.size();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int in(State state) {
        return counters.in(state);
    }

    /** How many entries are connected or connecting. */
    int lasting() {
        return all.size() - in(State.CLOSING);
    }

    /** How many connections are on their way to waiters. */
    int supply(long now) {
        int supply = in(State.CONNECTING);
        if (in(State.CHECKING) + in(State.RETURNING) > 0) {
            for (PoolEntry entry : all) {
                boolean onItsWay = entry.is(State.CHECKING) || entry.is(State.RETURNING);
                supply += onItsWay && entry.inStateFor(now) < PROMPT ? 1 : 0;
            }
        }
        return supply;
    }

    boolean allMatch(Predicate<PoolEntry> predicate) {
        return all.stream().allMatch(predicate);
    }

    /** The entries as they are now, for loops that change them. */
    List<PoolEntry> copy() {
        return List.copyOf(all);
    }

    /** The entries that are in one of these states now. */
    List<PoolEntry> copyOf(State... states) {
        Set<State> wanted = Set.of(states);
        return all.stream().filter(entry -> wanted.contains(entry.state())).toList();
    }

    /** Repairs the counters and the order of the idle entries, which an Error may have left half changed. */
    void recount() {
        counters.size(all.size());
        for (State state : State.values()) {
            counters.set(
                    state, (int) all.stream().filter(entry -> entry.is(state)).count());
        }
        if (idle.size() != in(State.IDLE)) {
            idle.clear();
            all.stream()
                    .filter(entry -> entry.is(State.IDLE))
                    .sorted((a, b) -> Long.signum(a.since() - b.since()))
                    .forEach(idle::addFirst);
        }
    }
}

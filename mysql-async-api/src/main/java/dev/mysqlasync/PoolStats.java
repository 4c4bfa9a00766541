package dev.mysqlasync;

import java.time.Duration;

/**
 * What a pool is doing, and has done since it was made. Each figure is true of a recent moment, not all of the same one.
 *
 * @param size the connections, those included that are being made or closed
 * @param idle the connections that can be acquired
 * @param used the connections that were acquired and not released
 * @param connecting the connections that are being made
 * @param waiting the acquirers that wait
 * @param acquired how often a connection was acquired
 * @param acquireTime how long all acquirers together have waited for what they got
 * @param longestAcquireTime how long the one of them has waited that waited longest
 * @param useTime how long all connections together were in use, as of their release
 * @param timedOut how many acquirers waited in vain
 * @param connected how many connections were made
 * @param connectFailures how many attempts to make one failed
 * @param discarded how many connections were closed or lost
 */
public record PoolStats(
        int size,
        int idle,
        int used,
        int connecting,
        int waiting,
        long acquired,
        Duration acquireTime,
        Duration longestAcquireTime,
        Duration useTime,
        long timedOut,
        long connected,
        long connectFailures,
        long discarded) {}

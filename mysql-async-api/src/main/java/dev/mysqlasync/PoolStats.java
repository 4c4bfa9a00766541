package dev.mysqlasync;

import java.time.Duration;

/**
 * A pool's current figures, and its counters since it was created. The figures are recent, but not all of the same
 * moment.
 *
 * @param size the number of connections, including those that are being made or closed
 * @param idle the number of connections that can be acquired
 * @param used the number of connections that are acquired and not released
 * @param connecting the number of connections that are being made
 * @param waiting the number of callers that wait for a connection
 * @param acquired how many times a connection was acquired
 * @param acquireTime the total time that successful callers waited for a connection
 * @param longestAcquireTime the longest of these times
 * @param useTime the total time that connections were in use, counted at their release
 * @param timedOut how many callers did not get a connection in time
 * @param connected how many connections were made
 * @param connectFailures how many connect attempts failed
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

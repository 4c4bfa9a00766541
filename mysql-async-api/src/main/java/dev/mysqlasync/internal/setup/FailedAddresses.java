package dev.mysqlasync.internal.setup;

import dev.mysqlasync.spi.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Addresses that were reached recently but set up no session. They are tried last. Thread-safe. */
public final class FailedAddresses {

    private static final long MEMORY = Duration.ofSeconds(30).toNanos();
    private static final int MOST = 64;

    private final Map<Endpoint, Long> failures = new ConcurrentHashMap<>();

    /**
     * Remembers an address that failed.
     *
     * @param now the time on the transport's clock, in nanoseconds
     */
    public void add(Endpoint address, long now) {
        failures.values().removeIf(since -> now - since >= MEMORY);
        if (failures.size() < MOST) {
            failures.put(address, now);
        }
    }

    public void remove(Endpoint address) {
        failures.remove(address);
    }

    boolean has(Endpoint address, long now) {
        Long since = failures.get(address);
        return since != null && now - since < MEMORY;
    }
}

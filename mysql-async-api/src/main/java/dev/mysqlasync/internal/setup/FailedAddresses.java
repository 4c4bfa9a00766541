package dev.mysqlasync.internal.setup;

import dev.mysqlasync.spi.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The addresses that were reached and at which no session came about, for some time: they are the last to be tried. Thread-safe. */
public final class FailedAddresses {

    private static final long MEMORY = Duration.ofSeconds(30).toNanos();
    private static final int MOST = 64;

    private final Map<Endpoint, Long> failures = new ConcurrentHashMap<>();

    /**
     * Remembers an address that failed.
     *
     * @param now on the transport's clock
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

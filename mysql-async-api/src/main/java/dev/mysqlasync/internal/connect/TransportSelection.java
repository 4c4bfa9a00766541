package dev.mysqlasync.internal.connect;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import dev.mysqlasync.spi.TransportProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which transport a connection uses: the one given in the options, else the one of the provider named there, else the
 * one of the only provider there is. A provider's transport is shared by all connections with equal transport options;
 * it is made on first use and lives until {@link #closeShared}, or as long as the JVM. Thread-safe.
 */
public final class TransportSelection {

    private static final String MISSING =
            "Add the artifact dev.mysqlasync:mysql-async-nio to the class path or module path"
                    + " (in a jlink image also --add-modules dev.mysqlasync.nio), or give a transport in the options";

    private record Key(String provider, TransportOptions options) {}

    private static final Logger LOG = LoggerFactory.getLogger(TransportSelection.class);

    /** A search that fails again and again would never end. */
    private static final int MOST_BROKEN = 20;

    private final List<TransportProvider> providers = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Map<Key, Transport> shared = new ConcurrentHashMap<>();

    /** Takes what an iteration gives, which may go on after it has failed, as that of a {@link ServiceLoader} does. */
    TransportSelection(Iterable<TransportProvider> found) {
        Iterator<TransportProvider> each = found.iterator();
        while (broken.size() < MOST_BROKEN) {
            try {
                if (!each.hasNext()) {
                    return;
                }
                providers.add(each.next());
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                String what = e.getCause() == null ? e.toString() : e + " (" + e.getCause() + ")";
                LOG.warn("a transport could not be loaded and is skipped: {}", what);
                broken.add(what);
            }
        }
    }

    /** The selection among the providers that {@link ServiceLoader} finds; it looks once, and passes over what cannot be loaded. */
    public static TransportSelection installed() {
        return Installed.SELECTION;
    }

    /**
     * The transport for these options.
     *
     * @throws IllegalStateException if there is no such provider, or more than one and none is named
     */
    public Transport select(MySqlOptions options) {
        Transport given = options.transport();
        if (given != null) {
            return given;
        }
        TransportProvider provider = provider(options.transportName());
        return shared.computeIfAbsent(
                new Key(provider.name(), options.transportOptions()), key -> provider.create(key.options()));
    }

    /** Closes the transports that it has made; what is asked for afterwards is made anew. */
    public void closeShared() {
        for (Key key : List.copyOf(shared.keySet())) {
            Transport transport = shared.remove(key);
            if (transport != null) {
                transport.close();
            }
        }
    }

    private TransportProvider provider(@Nullable String name) {
        List<TransportProvider> candidates = providers.stream()
                .filter(provider -> name == null || provider.name().equals(name))
                .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        throw new IllegalStateException(candidates.isEmpty() ? noneMessage(name) : severalMessage(name, candidates));
    }

    private String noneMessage(@Nullable String name) {
        String unloaded = broken.isEmpty() ? "" : ". These could not be loaded: " + broken;
        if (name == null || providers.isEmpty()) {
            return "There is no transport" + (name == null ? "" : " named '" + name + "'") + ". " + MISSING + unloaded;
        }
        return "There is no transport named '" + name + "', only " + listed(providers) + unloaded;
    }

    private static String severalMessage(@Nullable String name, List<TransportProvider> candidates) {
        return name == null
                ? "There are several transports: " + listed(candidates) + ". Choose one with the option transport="
                        + candidates.get(0).name()
                : "There are several transports named '" + name + "': " + listed(candidates) + ". Remove all but one";
    }

    private static String listed(List<TransportProvider> providers) {
        return providers.stream()
                .map(provider -> provider.name() + " (" + provider.getClass().getName() + ")")
                .collect(Collectors.joining(", "));
    }

    private static final class Installed {
        static final TransportSelection SELECTION = new TransportSelection(
                ServiceLoader.load(TransportProvider.class, TransportProvider.class.getClassLoader()));
    }
}

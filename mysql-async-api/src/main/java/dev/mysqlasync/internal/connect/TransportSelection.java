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
 * Chooses the transport of a connection: the transport in the options, else that of the provider named there, else that
 * of the only provider. All connections with equal transport options share the transport of a provider. It is created
 * on first use and lives until {@link #closeShared}, or as long as the JVM. Thread-safe.
 */
public final class TransportSelection {

    private static final String MISSING =
            "Add the artifact dev.mysqlasync:mysql-async-nio to the class path or module path"
                    + " (in a jlink image also --add-modules dev.mysqlasync.nio), or give a transport in the options";

    private record Key(String provider, TransportOptions options) {}

    private static final Logger LOG = LoggerFactory.getLogger(TransportSelection.class);

    /** Ends a search that fails at every step, which might never end. */
    private static final int MOST_BROKEN = 20;

    private final List<TransportProvider> providers = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Map<Key, Transport> shared = new ConcurrentHashMap<>();

    /**
     * Takes the providers of an iteration, which may continue after a failure, as that of a {@link ServiceLoader} does.
     */
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

    /**
     * The selection from the providers that {@link ServiceLoader} finds. It searches once, and skips providers that it
     * cannot load.
     */
    public static TransportSelection installed() {
        return Installed.SELECTION;
    }

    /**
     * The transport for these options.
     *
     * @throws IllegalStateException if no provider matches the options, or more than one does
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

    /** Closes the shared transports. Later calls of {@link #select} create new ones. */
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

package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import dev.mysqlasync.spi.TransportProvider;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which transport a connection uses: the one given in the options, else the one of the provider named there, else the
 * one of the only provider there is. A provider's transport is shared by all connections with equal transport options;
 * it is made on first use and lives as long as the JVM. Thread-safe.
 */
public final class TransportSelection {

    private static final String MISSING =
            "Add the artifact dev.mysqlasync:mysql-async-nio to the class path or module path"
                    + " (in a jlink image also --add-modules dev.mysqlasync.nio), or give a transport in the options";

    private record Key(String provider, TransportOptions options) {}

    private final List<TransportProvider> providers;
    private final Map<Key, Transport> shared = new ConcurrentHashMap<>();

    TransportSelection(List<TransportProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    /** The selection among the providers that {@link ServiceLoader} finds; it looks once. */
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
        if (name == null || providers.isEmpty()) {
            return "There is no transport" + (name == null ? "" : " named '" + name + "'") + ". " + MISSING;
        }
        return "There is no transport named '" + name + "', only " + listed(providers);
    }

    private static String severalMessage(@Nullable String name, List<TransportProvider> candidates) {
        return name == null
                ? "There are several transports: " + listed(candidates) + ". Name one in the options, as transport="
                        + candidates.get(0).name()
                : "There are several transports named '" + name + "': " + listed(candidates) + ". Keep one of them";
    }

    private static String listed(List<TransportProvider> providers) {
        return providers.stream()
                .map(provider -> provider.name() + " (" + provider.getClass().getName() + ")")
                .collect(Collectors.joining(", "));
    }

    private static final class Installed {
        static final TransportSelection SELECTION = new TransportSelection(
                ServiceLoader.load(TransportProvider.class, TransportProvider.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }
}

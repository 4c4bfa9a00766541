package dev.mysqlasync.auth;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the built-in plugins and the providers' plugins. A provider that fails to load is skipped with a warning, so
 * that it affects only those who need it.
 */
final class AuthProviders {

    private static final Logger LOG = LoggerFactory.getLogger(AuthProviders.class);

    /** The limit of failures: an iterator that always fails would never end. */
    private static final int MAX_BROKEN = 20;

    private final Map<String, AuthPlugin> usable = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();

    /** Collects the plugins. The iterator may continue after a failure, as that of {@code ServiceLoader} does. */
    AuthProviders(List<AuthPlugin> builtIn, Iterable<AuthPlugin> found) {
        builtIn.forEach(plugin -> add(plugin.name(), plugin));
        Iterator<AuthPlugin> providers = found.iterator();
        while (broken.size() < MAX_BROKEN) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                AuthPlugin plugin = providers.next();
                add(plugin.name(), plugin);
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                String failure = e.getCause() == null ? e.toString() : e + " (" + e.getCause() + ")";
                LOG.warn("skipped an authentication plugin that failed to load: {}", failure);
                broken.add(failure);
            }
        }
    }

    private void add(String name, AuthPlugin plugin) {
        AuthPlugin present = usable.putIfAbsent(name, plugin);
        if (present != null) {
            throw new IllegalStateException("two authentication plugins have the name " + name + ": "
                    + present.getClass().getName() + ", which is used, and "
                    + plugin.getClass().getName());
        }
    }

    Map<String, AuthPlugin> usable() {
        return usable;
    }

    /** The failures to load, for messages. */
    List<String> broken() {
        return broken;
    }
}

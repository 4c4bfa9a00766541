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
 * The built-in plugins, and those of others one by one: a broken one is passed over with a warning, and keeps nobody from connecting who does
 * not need it.
 */
final class AuthProviders {

    private static final Logger LOG = LoggerFactory.getLogger(AuthProviders.class);

    /** A search that fails again and again would never end. */
    private static final int MOST_BROKEN = 20;

    private final Map<String, AuthPlugin> usable = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();

    /** Takes what an iteration gives, which may go on after it has failed, as that of a {@code ServiceLoader} does. */
    AuthProviders(List<AuthPlugin> builtIn, Iterable<AuthPlugin> found) {
        builtIn.forEach(plugin -> add(plugin.name(), plugin));
        Iterator<AuthPlugin> providers = found.iterator();
        while (broken.size() < MOST_BROKEN) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                AuthPlugin plugin = providers.next();
                add(plugin.name(), plugin);
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                String what = e.getCause() == null ? e.toString() : e + " (" + e.getCause() + ")";
                LOG.warn("an authentication plugin could not be loaded, and is passed over: {}", what);
                broken.add(what);
            }
        }
    }

    private void add(String name, AuthPlugin plugin) {
        AuthPlugin present = usable.putIfAbsent(name, plugin);
        if (present != null) {
            throw new IllegalStateException("two authentication plugins are called " + name + ": "
                    + present.getClass().getName() + ", which is used, and "
                    + plugin.getClass().getName());
        }
    }

    Map<String, AuthPlugin> usable() {
        return usable;
    }

    /** What could not be loaded, for people. */
    List<String> broken() {
        return broken;
    }
}

package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.PLUGIN_NOT_ALLOWED;
import static dev.mysqlasync.auth.AuthException.Reason.PLUGIN_UNKNOWN;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The available plugins and the names that a server may ask for. The server, or an impostor, chooses the plugin; the
 * allow list keeps that choice harmless. Immutable and thread-safe.
 */
public final class AuthPlugins {

    private static final String OLD_PASSWORD = "mysql_old_password";

    private final Map<String, AuthPlugin> known;
    private final List<String> broken;
    private final Set<String> allowed;

    private AuthPlugins(Map<String, AuthPlugin> known, List<String> broken, Set<String> allowed) {
        this.known = known;
        this.broken = broken;
        this.allowed = allowed;
    }

    /**
     * The built-in plugins and the providers of {@link AuthPlugin} that {@link ServiceLoader} finds. They are looked up
     * once. Only the built-in plugins are allowed; call {@link #allowing} to allow a provider's. A provider that fails
     * to load, or whose name is taken, is skipped with a warning.
     */
    public static AuthPlugins standard() {
        return Standard.PLUGINS;
    }

    /**
     * Returns the same plugins with another allow list. A name without a plugin has no effect unless a server asks for
     * it.
     */
    public AuthPlugins allowing(Set<String> names) {
        return new AuthPlugins(known, broken, Set.copyOf(names));
    }

    /**
     * Returns the plugin of this name. Its {@linkplain AuthPlugin#start start} checks that it permits the transport.
     *
     * @throws AuthException if the plugin is not allowed or does not exist
     */
    public AuthPlugin plugin(String name) {
        if (name.equals(OLD_PASSWORD)) {
            throw new AuthException(
                    PLUGIN_NOT_ALLOWED,
                    "the server asks for " + OLD_PASSWORD + ", which is insecure and never allowed:"
                            + " give the account another plugin (ALTER USER ... IDENTIFIED WITH ...)");
        }
        AuthPlugin plugin = known.get(name);
        if (plugin == null) {
            throw unknown(name);
        }
        if (!allowed.contains(name)) {
            throw notAllowed(name);
        }
        return new FloorCheckedPlugin(plugin);
    }

    /** The names that a server may ask for. */
    public Set<String> allowed() {
        return allowed;
    }

    /** Creates an instance whose allow list is the built-in plugins. */
    static AuthPlugins of(List<AuthPlugin> builtIn, Iterable<AuthPlugin> providers) {
        AuthProviders all = new AuthProviders(builtIn, providers);
        Set<String> allowed = builtIn.stream().map(AuthPlugin::name).collect(Collectors.toUnmodifiableSet());
        return new AuthPlugins(Map.copyOf(all.usable()), List.copyOf(all.broken()), allowed);
    }

    private AuthException unknown(String name) {
        return new AuthException(
                PLUGIN_UNKNOWN,
                "the server asks for the unknown authentication plugin " + printable(name) + "; known are "
                        + new TreeSet<>(known.keySet())
                        + ": give the account one of these plugins, or add a provider of " + AuthPlugin.class.getName()
                        + (broken.isEmpty() ? "" : "; these failed to load: " + broken));
    }

    private AuthException notAllowed(String name) {
        return new AuthException(
                PLUGIN_NOT_ALLOWED,
                "the server asks for authentication plugin " + name + ", which is not allowed; allowed are "
                        + new TreeSet<>(allowed) + ": add it to the option allowedAuthPlugins if that is intended");
    }

    /** Shortens the name and replaces unprintable characters: the server may send anything. */
    private static String printable(String name) {
        String cut = name.length() > 64 ? name.substring(0, 64) + "..." : name;
        return "'" + cut.replaceAll("[^ -~]", "?") + "'";
    }

    /** Initialized on first use, so that providers are looked up once, and only if a connection authenticates. */
    private static final class Standard {
        static final AuthPlugins PLUGINS = of(
                List.of(new NativePassword(), new CachingSha2Password(), new Sha256Password(), new Ed25519Plugin()),
                ServiceLoader.load(AuthPlugin.class, AuthPlugin.class.getClassLoader()));
    }
}

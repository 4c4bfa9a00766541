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
 * The plugins at hand and the names among them that a server may ask for. It is the server, or who stands in its
 * place, that chooses the plugin; the allow list is what keeps that choice harmless. Immutable.
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
     * The built-in plugins and those that {@link ServiceLoader} finds for {@link AuthPlugin}; looked up once. Allowed
     * are the built-in ones: a provider takes part when {@link #allowing} names it. A provider that cannot be loaded is
     * passed over with a warning, as is one with the name of another.
     */
    public static AuthPlugins standard() {
        return Standard.PLUGINS;
    }

    /** The same plugins with another allow list. A name without a plugin does no harm until a server asks for it. */
    public AuthPlugins allowing(Set<String> names) {
        return new AuthPlugins(known, broken, Set.copyOf(names));
    }

    /**
     * The plugin of this name. What it {@linkplain AuthPlugin#start starts} was checked against its transport floor.
     *
     * @throws AuthException if it is not allowed, or there is none
     */
    public AuthPlugin plugin(String name) {
        if (name.equals(OLD_PASSWORD)) {
            throw new AuthException(
                    PLUGIN_NOT_ALLOWED,
                    "the server asks for " + OLD_PASSWORD + ", which is broken and always refused:"
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

    /** Built-in plugins, which are allowed, and providers, which are not yet. */
    static AuthPlugins of(List<AuthPlugin> builtIn, Iterable<AuthPlugin> providers) {
        AuthProviders all = new AuthProviders(builtIn, providers);
        Set<String> allowed = builtIn.stream().map(AuthPlugin::name).collect(Collectors.toUnmodifiableSet());
        return new AuthPlugins(Map.copyOf(all.usable()), List.copyOf(all.broken()), allowed);
    }

    private AuthException unknown(String name) {
        return new AuthException(
                PLUGIN_UNKNOWN,
                "the server asks for authentication plugin " + printable(name) + ", which is not there; there are "
                        + new TreeSet<>(known.keySet())
                        + ": give the account one of these, or add a provider of " + AuthPlugin.class.getName()
                        + (broken.isEmpty() ? "" : "; these could not be loaded: " + broken));
    }

    private AuthException notAllowed(String name) {
        return new AuthException(
                PLUGIN_NOT_ALLOWED,
                "the server asks for authentication plugin " + name + ", which is not allowed; allowed are "
                        + new TreeSet<>(allowed) + ": name it in the option allowedAuthPlugins if that is right");
    }

    /** The name as a message may show it: it comes from the server, in any length and with any characters. */
    private static String printable(String name) {
        String cut = name.length() > 64 ? name.substring(0, 64) + "..." : name;
        return "'" + cut.replaceAll("[^ -~]", "?") + "'";
    }

    /** Loaded at first use, so that the search happens once, and only where authentication does. */
    private static final class Standard {
        static final AuthPlugins PLUGINS = of(
                List.of(new NativePassword(), new CachingSha2Password(), new Sha256Password(), new Ed25519Plugin()),
                ServiceLoader.load(AuthPlugin.class, AuthPlugin.class.getClassLoader()));
    }
}

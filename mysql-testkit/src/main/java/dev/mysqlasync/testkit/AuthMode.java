package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.ServerAuthPlugin;
import dev.mysqlasync.auth.ServerAuthPlugins;
import dev.mysqlasync.auth.Sha2Cache;

/** The authentication plugin of a fake server's account, and the state of the server's cache. */
public enum AuthMode {
    /** {@code mysql_native_password}. */
    NATIVE(ServerAuthPlugins.nativePassword()),
    /** {@code caching_sha2_password} with the account always in the server's cache: fast authentication. */
    CACHING_SHA2_FAST(ServerAuthPlugins.cachingSha2Password(Sha2Cache.WARM)),
    /** {@code caching_sha2_password} with the account never in the server's cache: full authentication. */
    CACHING_SHA2_FULL(ServerAuthPlugins.cachingSha2Password(Sha2Cache.COLD));

    @SuppressWarnings("ImmutableEnumChecker") // plugins are stateless
    private final ServerAuthPlugin plugin;

    AuthMode(ServerAuthPlugin plugin) {
        this.plugin = plugin;
    }

    /** The plugin's name in the protocol. */
    public String pluginName() {
        return plugin.name();
    }

    ServerAuthPlugin plugin() {
        return plugin;
    }
}

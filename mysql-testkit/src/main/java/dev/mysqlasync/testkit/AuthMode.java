package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.ServerAuthPlugin;
import dev.mysqlasync.auth.ServerAuthPlugins;
import dev.mysqlasync.auth.Sha2Cache;

/** The plugin that an account of the fake server is authenticated with, and in what state the server is for it. */
public enum AuthMode {
    /** {@code mysql_native_password}. */
    NATIVE(ServerAuthPlugins.nativePassword()),
    /** {@code caching_sha2_password} with the account in the server's cache: the scramble is enough. */
    CACHING_SHA2_FAST(ServerAuthPlugins.cachingSha2Password(Sha2Cache.WARM)),
    /** {@code caching_sha2_password} with the account never in the server's cache: the password itself is asked for. */
    CACHING_SHA2_FULL(ServerAuthPlugins.cachingSha2Password(Sha2Cache.COLD));

    @SuppressWarnings("ImmutableEnumChecker") // plugins are stateless
    private final ServerAuthPlugin plugin;

    AuthMode(ServerAuthPlugin plugin) {
        this.plugin = plugin;
    }

    /** The plugin's name on the wire. */
    public String pluginName() {
        return plugin.name();
    }

    ServerAuthPlugin plugin() {
        return plugin;
    }
}

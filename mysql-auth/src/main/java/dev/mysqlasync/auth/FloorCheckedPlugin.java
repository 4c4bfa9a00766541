package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.TRANSPORT_NOT_SECURE;

/**
 * Wraps a plugin so that it cannot start over a transport that it does not permit, even if the plugin does not check.
 */
record FloorCheckedPlugin(AuthPlugin plugin) implements AuthPlugin {

    @Override
    public String name() {
        return plugin.name();
    }

    @Override
    public boolean permits(TransportSecurity transport) {
        return plugin.permits(transport);
    }

    @Override
    public ClientAuth start(AuthContext context, byte[] nonce) {
        if (!permits(context.transport())) {
            throw new AuthException(
                    TRANSPORT_NOT_SECURE,
                    "authentication plugin " + name() + " does not permit transport security "
                            + context.transport()
                            + ": connect with verified TLS (option tls=verify-identity) or through a unix socket");
        }
        return plugin.start(context, nonce);
    }
}

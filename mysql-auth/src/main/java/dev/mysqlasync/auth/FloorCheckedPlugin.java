package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.TRANSPORT_NOT_SECURE;

/** A plugin that does not start below its transport floor, whether or not its author thought of it. */
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
                    "authentication plugin " + name() + " must not run over a connection that is "
                            + context.transport()
                            + ": connect with verified TLS (option tls=verify-identity) or through a unix socket");
        }
        return plugin.start(context, nonce);
    }
}

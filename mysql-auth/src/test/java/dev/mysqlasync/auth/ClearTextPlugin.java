package dev.mysqlasync.auth;

import org.jspecify.annotations.Nullable;

/** A provider's plugin that sends the password as it is, and says that it needs a trusted transport, but never checks. */
record ClearTextPlugin(String name) implements AuthPlugin {

    @Override
    public boolean permits(TransportSecurity transport) {
        return transport.isTrusted();
    }

    @Override
    public ClientAuth start(AuthContext context, byte[] nonce) {
        return new ClientAuth() {
            @Override
            public byte[] first() {
                return context.password().utf8();
            }

            @Override
            public byte @Nullable [] next(byte[] moreData) {
                return null;
            }
        };
    }
}

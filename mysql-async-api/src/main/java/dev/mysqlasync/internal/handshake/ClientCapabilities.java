package dev.mysqlasync.internal.handshake;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.Greeting;

/**
 * Chooses a connection's capability flags from what the driver supports, the options request, and the server offers.
 */
final class ClientCapabilities {

    private static final long ALWAYS = Capability.CLIENT_LONG_FLAG
            | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_TRANSACTIONS
            | Capability.CLIENT_RESERVED2
            | Capability.CLIENT_MULTI_RESULTS
            | Capability.CLIENT_PS_MULTI_RESULTS
            | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_CONNECT_ATTRS
            | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA
            | Capability.CLIENT_SESSION_TRACK
            | Capability.CLIENT_DEPRECATE_EOF
            | Capability.CLIENT_QUERY_ATTRIBUTES;

    private static final long MARIADB = Capability.MARIADB_CLIENT_EXTENDED_METADATA
            | Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS
            | Capability.MARIADB_CLIENT_CACHE_METADATA;

    private ClientCapabilities() {}

    static long choose(MySqlOptions options, Greeting greeting, boolean tls) {
        // left clear towards MariaDB, so that it reads the extended capabilities
        long wanted = ALWAYS | (greeting.isMariaDb() ? MARIADB : Capability.CLIENT_LONG_PASSWORD);
        wanted |= flag(options.session().foundRows(), Capability.CLIENT_FOUND_ROWS);
        wanted |= flag(options.session().multiStatements(), Capability.CLIENT_MULTI_STATEMENTS);
        wanted |= flag(options.session().localInfile(), Capability.CLIENT_LOCAL_FILES);
        wanted |= flag(options.database() != null, Capability.CLIENT_CONNECT_WITH_DB);
        wanted |= flag(tls, Capability.CLIENT_SSL);
        return wanted & greeting.capabilities();
    }

    private static long flag(boolean on, long flag) {
        return on ? flag : 0;
    }
}

package dev.mysqlasync.internal.cancel;

import dev.mysqlasync.AuthenticationOptions;
import dev.mysqlasync.internal.session.ServerIdentity;
import dev.mysqlasync.internal.session.ServerOrigin;
import dev.mysqlasync.spi.Endpoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose statement is to be killed, or that is to be ended. An id alone does not name it: behind one address there may
 * be several servers, and each has a connection of that id.
 *
 * @param connectionId the id that KILL knows the connection by
 * @param address where the connection really ends, which a name need not lead to a second time
 * @param server which server it ends at; {@code null} if that is not known
 * @param account whose it is: others may not kill it without privileges
 */
public record Victim(
        long connectionId, Endpoint address, @Nullable ServerIdentity server, AuthenticationOptions account) {

    /** Whether it can be killed from a connection that has learned this of its server. */
    boolean isAt(ServerOrigin other) {
        return server != null && server.equals(other.identity());
    }

    /** Whether what was connected to kill the one can kill the other. */
    boolean isLike(Victim other) {
        return address.equals(other.address) && account.equals(other.account) && Objects.equals(server, other.server);
    }

    /**
     * The SQL that kills its statement, or ends it. The server that runs it compares its identity: behind a proxy that is not
     * certain to be the one that was asked before. Elsewhere it is an error (1094), and kills nothing.
     */
    String sql(String what) {
        return "KILL " + what + " " + (server == null ? "0" : server.guarded(connectionId));
    }
}

package dev.mysqlasync.internal.cancel;

import dev.mysqlasync.AuthenticationOptions;
import dev.mysqlasync.internal.session.ServerIdentity;
import dev.mysqlasync.internal.session.ServerOrigin;
import dev.mysqlasync.spi.Endpoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is to be killed, or whose statement is. The ID alone is ambiguous: each of several servers behind
 * one address may have a connection with that ID.
 *
 * @param connectionId the ID that {@code KILL} accepts
 * @param address the address that the connection reached; its host name may lead elsewhere the next time
 * @param server the identity of its server; {@code null} if it is not known
 * @param account the account of the connection; KILL needs privileges for the connections of other accounts
 */
public record Victim(
        long connectionId, Endpoint address, @Nullable ServerIdentity server, AuthenticationOptions account) {

    /** Whether a connection to that server can kill the victim. */
    boolean isAt(ServerOrigin other) {
        return server != null && server.equals(other.identity());
    }

    /** Whether a kill connection for one of the victims can serve the other. */
    boolean isLike(Victim other) {
        return address.equals(other.address) && account.equals(other.account) && Objects.equals(server, other.server);
    }

    /**
     * The KILL statement. The server compares its identity when it runs the statement, because a proxy may choose
     * another server than before. On another server, the connection ID is 0: KILL fails with error 1094.
     *
     * @param what {@code QUERY} or {@code CONNECTION}
     */
    String sql(String what) {
        return "KILL " + what + " " + (server == null ? "0" : server.guarded(connectionId));
    }
}

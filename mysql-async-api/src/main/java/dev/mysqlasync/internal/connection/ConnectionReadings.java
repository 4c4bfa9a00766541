package dev.mysqlasync.internal.connection;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.SessionInfo;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.client.StatementClient;
import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.handshake.CapabilityNames;
import dev.mysqlasync.internal.session.SessionView;
import dev.mysqlasync.protocol.StatusFlag;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.Set;

/** The getters of a connection, which do not ask the server. */
abstract class ConnectionReadings extends StatementClient implements MySqlConnection {

    private final ConnectionEngine engine;
    private final SessionInfo session;

    ConnectionReadings(StatementRunner runner, long maxResultBytes) {
        super(runner, maxResultBytes);
        this.engine = runner.engine();
        this.session = new SessionView(engine.sessionState());
    }

    /** The same connection within a lease. */
    ConnectionReadings(ConnectionReadings same, Lease lease) {
        super(same, same.runner().lent(lease));
        this.engine = same.engine;
        this.session = same.session;
    }

    @Override
    public SessionInfo session() {
        return session;
    }

    @Override
    public boolean isInTransaction() {
        return engine.isInTransaction();
    }

    @Override
    public boolean isAutocommit() {
        return (engine.status() & StatusFlag.SERVER_STATUS_AUTOCOMMIT) != 0;
    }

    @Override
    public boolean isReadOnlyTransaction() {
        return (engine.status() & StatusFlag.SERVER_STATUS_IN_TRANS_READONLY) != 0;
    }

    @Override
    public boolean isMariaDb() {
        return engine.setup().greeting().isMariaDb();
    }

    @Override
    public String characterSet() {
        return Objects.requireNonNullElse(engine.sessionState().variable("character_set_client"), "");
    }

    @Override
    public String collation() {
        return Objects.requireNonNullElse(engine.sessionState().variable("collation_connection"), "");
    }

    @Override
    public Set<String> capabilities() {
        return CapabilityNames.of(engine.capabilities());
    }

    @Override
    public long maxAllowedPacket() {
        return engine.sessionState().facts().maxAllowedPacket();
    }

    @Override
    public SocketAddress remoteAddress() {
        return engine.setup().remoteAddress();
    }

    @Override
    public String serverVersion() {
        return engine.setup().greeting().versionText();
    }

    @Override
    public long connectionId() {
        return engine.sessionState().facts().connectionId();
    }
}

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

/** What can be read off a connection at any time, without asking the server. */
abstract class ConnectionReadings extends StatementClient implements MySqlConnection {

    private final ConnectionEngine driver;
    private final SessionInfo session;

    ConnectionReadings(StatementRunner runner, long maxResultBytes) {
        super(runner, maxResultBytes);
        this.driver = runner.driver();
        this.session = new SessionView(driver.sessionState());
    }

    /** The same connection, for as long as it is lent. */
    ConnectionReadings(ConnectionReadings same, Lease lease) {
        super(same, same.runner().lent(lease));
        this.driver = same.driver;
        this.session = same.session;
    }

    @Override
    public SessionInfo session() {
        return session;
    }

    @Override
    public boolean isInTransaction() {
        return driver.isInTransaction();
    }

    @Override
    public boolean isAutocommit() {
        return (driver.status() & StatusFlag.SERVER_STATUS_AUTOCOMMIT) != 0;
    }

    @Override
    public boolean isReadOnlyTransaction() {
        return (driver.status() & StatusFlag.SERVER_STATUS_IN_TRANS_READONLY) != 0;
    }

    @Override
    public boolean isMariaDb() {
        return driver.setup().greeting().isMariaDb();
    }

    @Override
    public String characterSet() {
        return Objects.requireNonNullElse(driver.sessionState().variable("character_set_client"), "");
    }

    @Override
    public String collation() {
        return Objects.requireNonNullElse(driver.sessionState().variable("collation_connection"), "");
    }

    @Override
    public Set<String> capabilities() {
        return CapabilityNames.of(driver.capabilities());
    }

    @Override
    public long maxAllowedPacket() {
        return driver.sessionState().facts().maxAllowedPacket();
    }

    @Override
    public SocketAddress remoteAddress() {
        return driver.setup().remoteAddress();
    }

    @Override
    public String serverVersion() {
        return driver.setup().greeting().versionText();
    }

    @Override
    public long connectionId() {
        return driver.sessionState().facts().connectionId();
    }
}

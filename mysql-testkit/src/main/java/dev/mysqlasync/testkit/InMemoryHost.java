package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.TransportSecurity;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.testkit.sim.InMemoryConnection;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Hosts a server in memory. It has no threads: everything runs on the network's loop. */
final class InMemoryHost implements ServerHost {

    private final ServerCore core;
    private final Endpoint endpoint;
    private final InMemoryNetwork.Listening listening;
    private final Set<InMemoryConnection> connections = ConcurrentHashMap.newKeySet();

    InMemoryHost(ServerCore core, InMemoryNetwork network, Endpoint endpoint) {
        this.core = core;
        this.endpoint = endpoint;
        this.listening = network.listen(endpoint, Connection::new);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        listening.close();
        connections.forEach(InMemoryConnection::abort);
    }

    private final class Connection implements TransportHandler, Outlet {

        private final InMemoryConnection connection;
        private final ServerConversation conversation;

        Connection(InMemoryConnection connection) {
            this.connection = connection;
            boolean unix = endpoint instanceof Endpoint.UnixSocket;
            this.conversation =
                    new ServerConversation(core, this, unix ? TransportSecurity.UNIX_SOCKET : TransportSecurity.PLAIN);
        }

        @Override
        public void connected(TransportConnection ignored) {
            connections.add(connection);
            conversation.opened();
        }

        @Override
        public void received(ByteBuffer bytes) {
            conversation.received(bytes);
        }

        @Override
        public void drained() {
            conversation.drained();
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            connections.remove(connection);
            conversation.disconnected();
        }

        @Override
        public Ends ends() {
            return new Ends(connection.localAddress(), connection.remoteAddress());
        }

        @Override
        public void write(ByteBuffer bytes) {
            connection.write(bytes);
        }

        @Override
        public boolean isFull() {
            return connection.pendingBytes() > 0;
        }

        @Override
        public void close() {
            connection.close();
        }

        @Override
        public void reset() {
            connection.reset();
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            if (delay.isZero()) {
                connection.execute(task);
            } else {
                connection.schedule(delay, task);
            }
        }
    }
}

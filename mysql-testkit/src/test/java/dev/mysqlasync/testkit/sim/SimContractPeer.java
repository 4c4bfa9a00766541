package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.testkit.contract.ContractPeer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's peer in memory. */
final class SimContractPeer implements ContractPeer, TransportHandler {

    private final Endpoint endpoint;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<byte[]> unsent = new ArrayList<>();
    private @Nullable InMemoryConnection connection;
    private boolean reading = true;
    private boolean ending;
    private boolean closed;

    SimContractPeer(InMemoryNetwork network, Endpoint endpoint) {
        this.endpoint = endpoint;
        network.listen(endpoint, accepted -> {
            connection = accepted;
            return this;
        });
    }

    @Override
    public void connected(TransportConnection made) {
        if (!reading) {
            made.pauseReading();
        }
        unsent.forEach(bytes -> made.write(ByteBuffer.wrap(bytes)));
    }

    @Override
    public void received(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        received.writeBytes(copy);
    }

    @Override
    public void drained() {
        if (ending) {
            end();
        }
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        closed = true;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void send(byte[] bytes) {
        if (connection == null) {
            unsent.add(bytes);
        } else {
            connection.write(ByteBuffer.wrap(bytes));
        }
    }

    @Override
    public byte[] received() {
        return received.toByteArray();
    }

    @Override
    public long receivedCount() {
        return received.size();
    }

    @Override
    public void stopReading() {
        reading = false;
        if (connection != null) {
            connection.pauseReading();
        }
    }

    @Override
    public void startReading() {
        reading = true;
        if (connection != null) {
            connection.resumeReading();
        }
    }

    @Override
    public void end() {
        ending = true;
        if (connection != null && connection.pendingBytes() == 0) {
            connection.close();
        }
    }

    @Override
    public void reset() {
        if (connection != null) {
            connection.reset();
        }
    }

    @Override
    public boolean sawEnd() {
        return closed;
    }
}

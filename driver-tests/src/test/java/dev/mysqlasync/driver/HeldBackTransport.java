package dev.mysqlasync.driver;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Another transport, whose connections can be kept from hearing of their servers, for a while or for good. It remembers what was
 * written.
 */
final class HeldBackTransport extends PassingTransport {

    private final List<Held> connections = new ArrayList<>();
    private boolean holding;

    HeldBackTransport(Transport inner) {
        super(inner);
    }

    /** What the servers send does not arrive, until {@link #release}. */
    void hold() {
        holding = true;
    }

    void release() {
        holding = false;
        connections.forEach(Held::release);
    }

    /** Nothing arrives any more, on the connections that there are now. */
    void silence() {
        connections.forEach(connection -> connection.silent = true);
    }

    /** Whether a text was written on some connection. */
    boolean hasWritten(String text) {
        return connections.stream()
                .anyMatch(connection ->
                        connection.written.toString(StandardCharsets.ISO_8859_1).contains(text));
    }

    @Override
    public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
        Held held = new Held(handler);
        connections.add(held);
        return super.connect(endpoint, deadline, held);
    }

    private final class Held extends PassingHandler {

        private final Queue<byte[]> bytes = new ArrayDeque<>();
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private @Nullable TransportConnection connection;
        private boolean silent;
        private boolean closed;

        Held(TransportHandler handler) {
            super(handler);
        }

        @Override
        public void connected(TransportConnection made) {
            connection = made;
            super.connected(new Recording(made, written));
        }

        @Override
        public void received(ByteBuffer arrived) {
            byte[] copy = new byte[arrived.remaining()];
            arrived.get(copy);
            bytes.add(copy);
            deliver();
        }

        void release() {
            if (connection != null) {
                connection.execute(this::deliver);
            }
        }

        private void deliver() {
            while (!holding && !silent && !closed && !bytes.isEmpty()) {
                super.received(ByteBuffer.wrap(bytes.remove()));
            }
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            closed = true;
            super.closed(cause);
        }
    }

    /** A connection that remembers what is written on it. */
    private static final class Recording extends PassingConnection {

        private final ByteArrayOutputStream written;

        Recording(TransportConnection connection, ByteArrayOutputStream written) {
            super(connection);
            this.written = written;
        }

        @Override
        public void write(ByteBuffer... buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] copy = new byte[buffer.remaining()];
                buffer.duplicate().get(copy);
                written.writeBytes(copy);
            }
            super.write(buffers);
        }
    }
}

package dev.mysqlasync.internal.wire;

import dev.mysqlasync.protocol.session.ClientSession;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportConnection;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The bytes between a session and its transport's connection, with TLS on them from the moment it is started. On the I/O thread. */
public final class Wire implements TlsStage.Surroundings {

    /**
     * From so many bytes on that have not left, nothing more is sent: it would not be any faster, and a server that does not read
     * would have all of it kept here.
     */
    public static final int ENOUGH_UNSENT = 1 << 20;

    private static final int ENOUGH_FOR_A_TURN = 256 * 1024;

    /** What is told of the wire, on the connection's I/O thread. */
    public interface Listener {

        /** The session could not take what has come. */
        void receivingFailed(Throwable cause);

        /** TLS stands. */
        void secured();

        void tlsFailed(SSLException cause);

        /** The peer has ended TLS; nothing more will come. */
        void tlsEnded();
    }

    private final Transport transport;
    private final TransportConnection connection;
    private final ClientSession session;
    private final Listener listener;
    private final Turns turns;
    private @Nullable TlsStage tls;
    private boolean reading = true;

    public Wire(
            Transport transport,
            TransportConnection connection,
            ClientSession session,
            Listener listener,
            Turns turns) {
        this.transport = transport;
        this.connection = connection;
        this.session = session;
        this.listener = listener;
        this.turns = turns;
    }

    public SocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    public Transport transport() {
        return transport;
    }

    /** This end's address; {@code null} where the transport does not know it. */
    public @Nullable SocketAddress localAddress() {
        return connection.localAddress();
    }

    /** Further addresses of the name that was connected to. */
    public List<Endpoint> alternatives() {
        return connection.alternatives();
    }

    public boolean hasUnsent() {
        return unsent() > 0;
    }

    /** How many bytes that were sent have not left; under TLS, those of its records. */
    public long unsent() {
        return connection.pendingBytes() + (tls == null ? 0 : tls.waiting());
    }

    public boolean isTls() {
        return tls != null;
    }

    /**
     * Sends what the session has encoded: all of one turn at once, but a long command in pieces, one in a turn, so that the other
     * connections of the I/O thread get theirs; and none while enough waits to leave.
     */
    public void flush() {
        int sent = 0;
        while (session.hasOutput() && sent < ENOUGH_FOR_A_TURN && hasRoom()) {
            ByteBuffer piece = session.output();
            sent += piece.remaining();
            send(piece);
            session.outputTaken();
        }
    }

    /** Whether little enough waits to leave. */
    public boolean hasRoom() {
        return unsent() < ENOUGH_UNSENT;
    }

    private void send(ByteBuffer plain) {
        TlsStage stage = tls;
        if (stage == null) {
            connection.write(plain);
        } else {
            stage.send(plain);
        }
    }

    /** Takes bytes as they came from the transport. */
    public void received(ByteBuffer bytes) {
        TlsStage stage = tls;
        if (stage == null) {
            receive(() -> session.receive(bytes));
        } else {
            stage.received(bytes);
        }
    }

    /** Goes on with a result whose receiver asked for a pause. */
    public void resume() {
        receive(session::resume);
    }

    private void receive(Runnable step) {
        if (turns.isOver()) {
            return;
        }
        try {
            step.run();
        } catch (Throwable e) {
            listener.receivingFailed(e);
        }
    }

    /** Whether bytes are wanted; while they are not, they pile up at the peer. Those of a record under way are still given. */
    public void reading(boolean wanted) {
        if (wanted != reading) {
            reading = wanted;
            if (wanted) {
                connection.resumeReading();
            } else {
                connection.pauseReading();
            }
        }
    }

    /** Encrypts what is sent from now on, and decrypts what is received. */
    public void startTls(SSLEngine engine) {
        TlsStage stage = new TlsStage(engine, this);
        tls = stage;
        stage.start();
    }

    /** Ends TLS, and closes when what was sent has left. */
    public void close() {
        if (tls != null) {
            tls.closeOutbound();
        }
        connection.close();
    }

    public void abort() {
        connection.abort();
    }

    /** Runs a task on the connection's I/O thread; from any thread. */
    public void execute(Runnable task) {
        connection.execute(task);
    }

    public Cancellable schedule(Duration delay, Runnable task) {
        return connection.schedule(delay, task);
    }

    /** Computes off the I/O threads, then goes on with the outcome on the connection's own. */
    public <T> void offload(Callable<T> computation, Consumer<T> then, Consumer<Exception> failed) {
        transport.offload(() -> {
            Runnable step;
            try {
                T outcome = computation.call();
                step = () -> then.accept(outcome);
            } catch (Exception e) {
                step = () -> failed.accept(e);
            } catch (Error e) { // such as a class that is missing: nobody should wait for the deadline
                step = () -> failed.accept(new ExecutionException(e));
            }
            turns.run(step);
        });
    }

    @Override
    public void offload(Runnable task, Runnable after) {
        transport.offload(() -> {
            try {
                task.run();
            } finally { // what it threw, the engine throws again
                turns.run(after);
            }
        });
    }

    @Override
    public void encrypted(ByteBuffer records) {
        connection.write(records);
    }

    @Override
    public void decrypted(ByteBuffer plain) {
        receive(() -> session.receive(plain));
    }

    @Override
    public void secured() {
        listener.secured();
    }

    @Override
    public void ended() {
        listener.tlsEnded();
    }

    @Override
    public void failed(SSLException cause) {
        listener.tlsFailed(cause);
    }
}

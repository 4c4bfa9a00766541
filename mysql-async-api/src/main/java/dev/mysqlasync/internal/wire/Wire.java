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

/** A transport's connection, with TLS after {@link #startTls}. */
public final class Wire implements TlsStage.Surroundings {

    /**
     * If this many bytes wait to be sent, nothing more is sent. More would not be faster, and would fill the memory if
     * the server does not read.
     */
    public static final int ENOUGH_UNSENT = 1 << 20;

    private static final int ENOUGH_FOR_A_TURN = 256 * 1024;

    /** Receives the events of the wire, on the connection's I/O thread. */
    public interface Listener {

        /** The session could not process the received bytes. */
        void receivingFailed(Throwable cause);

        /** The TLS handshake is complete. */
        void secured();

        void tlsFailed(SSLException cause);

        /** The peer ended TLS; no more bytes will arrive. */
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

    /** The local address; {@code null} if the transport does not know it. */
    public @Nullable SocketAddress localAddress() {
        return connection.localAddress();
    }

    /** Further addresses of the host name. */
    public List<Endpoint> alternatives() {
        return connection.alternatives();
    }

    public boolean hasUnsent() {
        return unsent() > 0;
    }

    /** The number of bytes that wait to be sent; with TLS, the bytes of its records. */
    public long unsent() {
        return connection.pendingBytes() + (tls == null ? 0 : tls.waiting());
    }

    public boolean isTls() {
        return tls != null;
    }

    /**
     * Sends what the session has encoded. One turn sends all of it at once, but only one part of a long command, so
     * that the other connections of the I/O thread are not delayed. It sends nothing while {@link #hasRoom} is false.
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

    /** Whether fewer than {@link #ENOUGH_UNSENT} bytes wait to be sent. */
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

    /** Processes bytes from the transport. */
    public void received(ByteBuffer bytes) {
        TlsStage stage = tls;
        if (stage == null) {
            receive(() -> session.receive(bytes));
        } else {
            stage.received(bytes);
        }
    }

    /** Continues with a result whose receiver requested a pause. */
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

    /**
     * Pauses or resumes reading. While it is paused, bytes accumulate at the peer. The rest of a record under way is
     * still delivered.
     */
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

    /** Encrypts all bytes that are sent, and decrypts all bytes that are received, from now on. */
    public void startTls(SSLEngine engine) {
        TlsStage stage = new TlsStage(engine, this);
        tls = stage;
        stage.start();
    }

    /** Ends TLS, and closes the connection after all bytes are sent. */
    public void close() {
        if (tls != null) {
            tls.closeOutbound();
        }
        connection.close();
    }

    public void abort() {
        connection.abort();
    }

    /** Runs a task on the connection's I/O thread; called on any thread. */
    public void execute(Runnable task) {
        connection.execute(task);
    }

    public Cancellable schedule(Duration delay, Runnable task) {
        return connection.schedule(delay, task);
    }

    /**
     * Runs a computation on another thread than an I/O thread, then passes its result on to the connection's I/O
     * thread.
     */
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

package dev.mysqlasync.internal.wire;

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

/** A transport's connection, with TLS on it from the moment it is started. */
public final class Wire implements TlsStage.Surroundings {

    /** What is told of the wire, on the connection's I/O thread. */
    public interface Listener {

        /** Bytes for the session; valid until return. */
        void receivedPlain(ByteBuffer bytes);

        /** TLS stands. */
        void secured();

        void tlsFailed(SSLException cause);

        /** The peer has ended TLS; nothing more will come. */
        void tlsEnded();
    }

    private final Transport transport;
    private final TransportConnection connection;
    private final Listener listener;
    private final Turns turns;
    private @Nullable TlsStage tls;
    private boolean reading = true;

    public Wire(Transport transport, TransportConnection connection, Listener listener, Turns turns) {
        this.transport = transport;
        this.connection = connection;
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

    /** Sends all of {@code plain}, which is the caller's again on return. */
    public void send(ByteBuffer plain) {
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
            listener.receivedPlain(bytes);
        } else {
            stage.received(bytes);
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
        listener.receivedPlain(plain);
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

package dev.mysqlasync.internal.wire;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS between a session and a transport: plain text on one side, TLS records on the other. It performs no I/O, so it
 * works over any transport. All methods are called on the connection's I/O thread.
 *
 * <p>{@link Surroundings#offload} runs the engine's long computations. Until they finish, received records and plain
 * text wait here.
 */
final class TlsStage {

    /** What the stage needs from its connection. */
    interface Surroundings {

        /** Sends TLS records; the buffer is valid until this method returns. */
        void encrypted(ByteBuffer records);

        /** Receives plain text; the buffer is valid until this method returns. */
        void decrypted(ByteBuffer plain);

        /**
         * Runs {@code task} on another thread than an I/O thread, and then {@code after} on the connection's I/O
         * thread.
         */
        void offload(Runnable task, Runnable after);

        /** The handshake is complete: later bytes are encrypted, and the peer's certificate is accepted. */
        void secured();

        /** The peer sent close_notify. */
        void ended();

        /** The connection cannot continue. */
        void failed(SSLException cause);
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /**
     * The most bytes that may arrive during a computation. A server waits for an answer then and sends only a few
     * records.
     */
    private static final int MOST_WAITING = 1 << 20;

    private final SSLEngine engine;
    private final Surroundings surroundings;
    private final GrowingBuffer records = new GrowingBuffer(); // received, not decrypted yet
    private final GrowingBuffer waiting = new GrowingBuffer(); // plain text that waits for the handshake
    private ByteBuffer wrapped;
    private ByteBuffer unwrapped;
    private boolean computing;
    private boolean secured;

    TlsStage(SSLEngine engine, Surroundings surroundings) {
        this.engine = engine;
        this.surroundings = surroundings;
        this.wrapped = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        this.unwrapped = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    /** Starts the handshake. */
    void start() {
        guarded(() -> {
            engine.beginHandshake();
            advance();
        });
    }

    /** Processes all of {@code bytes}, which come from the transport. */
    void received(ByteBuffer bytes) {
        records.append(bytes);
        guarded(() -> {
            if (computing && records.size() > MOST_WAITING) {
                throw new SSLException(
                        "the server sent " + records.size() + " bytes out of turn during the TLS handshake");
            }
            advance();
        });
    }

    /** Encrypts all of {@code plain}, now or after the handshake. */
    void send(ByteBuffer plain) {
        if (!secured || computing) {
            waiting.append(plain);
        } else {
            guarded(() -> wrap(plain));
        }
    }

    /** The number of plain text bytes that wait to be encrypted. */
    int waiting() {
        return waiting.size();
    }

    /** Sends close_notify. */
    void closeOutbound() {
        engine.closeOutbound();
        guarded(() -> {
            while (!engine.isOutboundDone() && wrapOnce(NOTHING) == SSLEngineResult.Status.OK) {}
        });
    }

    /** Continues until the engine needs more records or a computation. */
    private void advance() throws SSLException {
        while (!computing) {
            refuseRenegotiation();
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> compute();
                case NEED_WRAP -> {
                    if (wrapOnce(NOTHING) == SSLEngineResult.Status.CLOSED) {
                        return;
                    }
                }
                default -> {
                    if (!unwrapOnce()) {
                        return;
                    }
                }
            }
        }
    }

    /**
     * A second TLS 1.2 handshake could end with another certificate, which nobody would check. TLS 1.3 has no
     * renegotiation; its later messages keep the peer's identity.
     */
    private void refuseRenegotiation() throws SSLException {
        boolean again = secured
                && engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                && engine.getSession().getProtocol().equals("TLSv1.2")
                && !engine.isInboundDone()
                && !engine.isOutboundDone();
        if (again) {
            engine.closeOutbound(); // instead of the answer that waits to be sent
            throw new SSLException("the server started a TLS renegotiation, which is refused");
        }
    }

    private void compute() {
        Runnable task = engine.getDelegatedTask();
        if (task == null) {
            return;
        }
        computing = true;
        surroundings.offload(task, () -> {
            computing = false;
            guarded(this::advance);
            sendWaiting();
        });
    }

    /** Decrypts one record. Returns false if there is no complete record. */
    private boolean unwrapOnce() throws SSLException {
        ByteBuffer source = records.readable();
        SSLEngineResult result = engine.unwrap(source, unwrapped);
        records.consumed(source);
        noticeEndOfHandshake(result.getHandshakeStatus());
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW -> unwrapped = ByteBuffer.allocate(unwrapped.capacity() * 2);
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case CLOSED -> {
                surroundings.ended();
                return false;
            }
            case OK -> deliver();
        }
        boolean progress = result.bytesConsumed() > 0 || result.bytesProduced() > 0;
        return progress || result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW || engineWantsMore();
    }

    private boolean engineWantsMore() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP;
    }

    private void deliver() {
        unwrapped.flip();
        if (unwrapped.hasRemaining()) {
            surroundings.decrypted(unwrapped);
        }
        unwrapped.clear();
    }

    private void wrap(ByteBuffer plain) throws SSLException {
        while (plain.hasRemaining()) {
            if (wrapOnce(plain) == SSLEngineResult.Status.CLOSED) {
                throw new SSLException("the TLS connection is closed");
            }
        }
    }

    private SSLEngineResult.Status wrapOnce(ByteBuffer plain) throws SSLException {
        SSLEngineResult result = engine.wrap(plain, wrapped);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            wrapped = ByteBuffer.allocate(wrapped.capacity() * 2);
            return SSLEngineResult.Status.OK;
        }
        wrapped.flip();
        if (wrapped.hasRemaining()) {
            surroundings.encrypted(wrapped);
        }
        wrapped.clear();
        noticeEndOfHandshake(result.getHandshakeStatus());
        return result.getStatus();
    }

    private void noticeEndOfHandshake(HandshakeStatus status) {
        if (status == HandshakeStatus.FINISHED && !secured) {
            secured = true;
            surroundings.secured();
            sendWaiting();
        }
    }

    private void sendWaiting() {
        if (secured && !computing && !waiting.isEmpty()) {
            ByteBuffer plain = waiting.readable();
            waiting.clear();
            guarded(() -> wrap(plain));
        }
    }

    private interface EngineCall {
        void run() throws SSLException;
    }

    private void guarded(EngineCall call) {
        try {
            call.run();
        } catch (SSLException e) {
            tellPeer(e);
            surroundings.failed(e);
        }
    }

    /** Sends the alert that says why TLS failed on this side, if there is one. */
    private void tellPeer(SSLException cause) {
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                wrapOnce(NOTHING);
            }
        } catch (SSLException e) {
            cause.addSuppressed(e);
        }
    }
}

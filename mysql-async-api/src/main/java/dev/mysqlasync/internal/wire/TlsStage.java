package dev.mysqlasync.internal.wire;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS between a session and a transport: plain bytes on one side, records on the other. It does no I/O of its own, so it
 * works over any transport; all methods are called on the connection's I/O thread.
 *
 * <p>The engine's long computations are handed to {@link Surroundings#offload}; until they are done, records that arrive
 * and plain text to be sent wait here.
 */
final class TlsStage {

    /** What the stage needs of its connection. */
    interface Surroundings {

        /** Takes records to be written; the buffer is valid until return. */
        void encrypted(ByteBuffer records);

        /** Takes decrypted bytes; the buffer is valid until return. */
        void decrypted(ByteBuffer plain);

        /** Runs {@code task} off the I/O threads, and then {@code after} on the connection's. */
        void offload(Runnable task, Runnable after);

        /** The handshake is complete: what is sent from now on is encrypted, and the peer's certificate accepted. */
        void secured();

        /** The peer said that it sends nothing more. */
        void ended();

        /** The connection cannot go on. */
        void failed(SSLException cause);
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** A server waits for an answer while the engine computes: what it sends meanwhile is a few records. */
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

    /** Begins the handshake. */
    void start() {
        guarded(() -> {
            engine.beginHandshake();
            advance();
        });
    }

    /** Takes all of {@code bytes}, as they came from the transport. */
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

    /** Encrypts all of {@code plain}, now or when the handshake is complete. */
    void send(ByteBuffer plain) {
        if (!secured || computing) {
            waiting.append(plain);
        } else {
            guarded(() -> wrap(plain));
        }
    }

    /** How many bytes of plain text wait to be encrypted. */
    int waiting() {
        return waiting.size();
    }

    /** Says to the peer that nothing more will be sent. */
    void closeOutbound() {
        engine.closeOutbound();
        guarded(() -> {
            while (!engine.isOutboundDone() && wrapOnce(NOTHING) == SSLEngineResult.Status.OK) {}
        });
    }

    /** Goes on until the engine needs more records, or time for a computation. */
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
     * A second handshake of TLS 1.2 could end with another certificate, which nobody would look at. TLS 1.3 has none; what
     * it exchanges later keeps the peer's identity.
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

    /** Decrypts one record; false when no whole one is there. */
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

    /** Sends the alert that says why TLS failed here, if there is one. */
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

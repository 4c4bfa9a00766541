package dev.mysqlasync.driver;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** The server's end of TLS, on the spot: what it computes, it computes when asked. */
final class ServerTls {

    private static final int BUFFER = 64 * 1024;

    private final SSLEngine engine;
    private final Consumer<byte[]> records;
    private final Consumer<byte[]> plain;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private byte[] received = {};

    /**
     * @param engine a server's
     * @param records takes what is to be sent
     * @param plain takes what was decrypted
     */
    ServerTls(SSLEngine engine, Consumer<byte[]> records, Consumer<byte[]> plain) {
        this.engine = engine;
        this.records = records;
        this.plain = plain;
    }

    void received(byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(received);
        all.writeBytes(bytes);
        received = all.toByteArray();
        try {
            advance();
        } catch (SSLException e) {
            flushAlert();
        }
    }

    void send(byte[] bytes) {
        waiting.writeBytes(bytes);
        try {
            wrapWaiting();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks the client for another handshake, as TLS 1.2 can. */
    void renegotiate() {
        try {
            engine.beginHandshake();
            advance();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says in TLS that nothing more is sent. */
    void closeOutbound() {
        engine.closeOutbound();
        flushAlert();
    }

    private void advance() throws SSLException {
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (status == HandshakeStatus.NEED_WRAP) {
                wrap(ByteBuffer.allocate(0));
            } else if (!unwrap()) {
                wrapWaiting();
                return;
            }
        }
    }

    private boolean unwrap() throws SSLException {
        ByteBuffer source = ByteBuffer.wrap(received);
        ByteBuffer target = ByteBuffer.allocate(BUFFER);
        SSLEngineResult result = engine.unwrap(source, target);
        received = new byte[source.remaining()];
        source.get(received);
        if (target.position() > 0) {
            plain.accept(Arrays.copyOf(target.array(), target.position()));
        }
        return result.getStatus() == SSLEngineResult.Status.OK
                && (result.bytesConsumed() > 0 || result.bytesProduced() > 0);
    }

    private void wrapWaiting() throws SSLException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && waiting.size() > 0) {
            ByteBuffer source = ByteBuffer.wrap(waiting.toByteArray());
            waiting.reset();
            while (source.hasRemaining()) {
                wrap(source);
            }
        }
    }

    private SSLEngineResult wrap(ByteBuffer source) throws SSLException {
        ByteBuffer target = ByteBuffer.allocate(BUFFER);
        SSLEngineResult result = engine.wrap(source, target);
        records.accept(Arrays.copyOf(target.array(), target.position()));
        return result;
    }

    private void flushAlert() {
        try {
            while (!engine.isOutboundDone() && wrap(ByteBuffer.allocate(0)).getStatus() == SSLEngineResult.Status.OK) {}
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }
}

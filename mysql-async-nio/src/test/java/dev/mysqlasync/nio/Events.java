package dev.mysqlasync.nio;

import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A handler whose events can be waited for. */
class Events implements TransportHandler {

    final CompletableFuture<TransportConnection> connected = new CompletableFuture<>();
    final CompletableFuture<Thread> thread = new CompletableFuture<>();
    final CompletableFuture<Outcome> closed = new CompletableFuture<>();
    final AtomicLong received = new AtomicLong();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** How it ended. */
    record Outcome(@Nullable Throwable cause) {}

    @Override
    public void connected(TransportConnection connection) {
        thread.complete(Thread.currentThread());
        connected.complete(connection);
    }

    @Override
    public void received(ByteBuffer piece) {
        received.addAndGet(piece.remaining());
        while (piece.hasRemaining() && bytes.size() < 1000) {
            bytes.write(piece.get());
        }
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        closed.complete(new Outcome(cause));
    }

    TransportConnection connection() {
        return connected.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** The cause it was closed with, after waiting for that. */
    @Nullable
    Throwable cause() {
        return closed.orTimeout(60, TimeUnit.SECONDS).join().cause();
    }

    /** The first thousand bytes; of use once it is closed. */
    byte[] firstBytes() {
        return bytes.toByteArray();
    }
}

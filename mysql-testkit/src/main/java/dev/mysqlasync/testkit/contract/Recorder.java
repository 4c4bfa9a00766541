package dev.mysqlasync.testkit.contract;

import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A handler that records its calls, runs a test's code in them, and records violations of the contract. */
final class Recorder implements TransportHandler {

    private final Transport transport;
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger receivedCalls = new AtomicInteger();
    private final AtomicInteger drainedCalls = new AtomicInteger();
    private final AtomicInteger closedCalls = new AtomicInteger();
    private volatile @Nullable TransportConnection connection;
    private volatile boolean connectedReturned;
    private volatile @Nullable Throwable cause;
    private volatile Consumer<TransportConnection> onConnected = connection -> {};
    private volatile Runnable onReceived = () -> {};
    private volatile Runnable onDrained = () -> {};
    private volatile Runnable onClosed = () -> {};

    Recorder(Transport transport) {
        this.transport = transport;
    }

    Recorder onConnected(Consumer<TransportConnection> code) {
        onConnected = code;
        return this;
    }

    Recorder onReceived(Runnable code) {
        onReceived = code;
        return this;
    }

    Recorder onDrained(Runnable code) {
        onDrained = code;
        return this;
    }

    Recorder onClosed(Runnable code) {
        onClosed = code;
        return this;
    }

    TransportConnection connection() {
        TransportConnection opened = connection;
        if (opened == null) {
            throw new AssertionError("not connected");
        }
        return opened;
    }

    /** Whether {@code connected} was called, and the test's code in it has run. */
    boolean isConnected() {
        return connectedReturned;
    }

    byte[] bytes() {
        lock.lock();
        try {
            return bytes.toByteArray();
        } finally {
            lock.unlock();
        }
    }

    long byteCount() {
        lock.lock();
        try {
            return bytes.size();
        } finally {
            lock.unlock();
        }
    }

    int receivedCalls() {
        return receivedCalls.get();
    }

    int drainedCalls() {
        return drainedCalls.get();
    }

    boolean isClosed() {
        return closedCalls.get() > 0;
    }

    int closedCalls() {
        return closedCalls.get();
    }

    @Nullable
    Throwable cause() {
        return cause;
    }

    List<String> violations() {
        return violations;
    }

    /**
     * Wraps a task for {@link TransportConnection#execute}. Records a violation if it runs concurrently with a
     * callback.
     */
    Runnable serially(Runnable code) {
        return () -> alone("a task", code);
    }

    @Override
    public void connected(TransportConnection opened) {
        alone("connected", () -> {
            expect(connection == null && !isClosed(), "connected called twice or after closed");
            expect(transport.isIoThread(), "connected called on a thread that is not an I/O thread");
            connection = opened;
            onConnected.accept(opened);
            connectedReturned = true;
        });
    }

    @Override
    public void received(ByteBuffer piece) {
        alone("received", () -> {
            expect(isConnected() && !isClosed(), "received called before connected or after closed");
            expect(piece.hasRemaining(), "received called without bytes");
            keep(piece);
            receivedCalls.incrementAndGet();
            onReceived.run();
        });
    }

    private void keep(ByteBuffer piece) {
        byte[] copy = new byte[piece.remaining()];
        piece.get(copy);
        lock.lock();
        try {
            bytes.writeBytes(copy);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void drained() {
        alone("drained", () -> {
            expect(isConnected() && !isClosed(), "drained called before connected or after closed");
            drainedCalls.incrementAndGet();
            onDrained.run();
        });
    }

    @Override
    public void closed(@Nullable Throwable why) {
        alone("closed", () -> {
            expect(!isClosed(), "closed called twice");
            cause = why;
            closedCalls.incrementAndGet();
            onClosed.run();
        });
    }

    private void alone(String what, Runnable code) {
        expect(inside.getAndIncrement() == 0, what + " called while another callback or task was running");
        try {
            code.run();
        } finally {
            inside.decrementAndGet();
        }
    }

    private void expect(boolean rule, String violation) {
        if (!rule) {
            violations.add(violation);
        }
    }
}

package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.testkit.contract.ContractPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The contract's peer on a blocking socket, with a thread that accepts and reads and one that sends. */
final class SocketPeer implements ContractPeer, AutoCloseable {

    private final ServerSocketChannel listener;
    private final CompletableFuture<SocketChannel> accepted = new CompletableFuture<>();
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final ExecutorService sender = Executors.newSingleThreadExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readingAgain = lock.newCondition();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean reading = true;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean ended;

    SocketPeer(SocketAddress address) {
        try {
            listener = address instanceof UnixDomainSocketAddress
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            listener.bind(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader.execute(this::acceptAndRead);
    }

    private void acceptAndRead() {
        try (SocketChannel channel = listener.accept()) {
            accepted.complete(channel);
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            awaitReading();
            while (channel.read(buffer) >= 0) {
                keep(buffer.flip());
                buffer.clear();
                awaitReading();
            }
        } catch (IOException | InterruptedException e) {
            accepted.completeExceptionally(e);
        } finally {
            ended = true;
        }
    }

    private void awaitReading() throws InterruptedException {
        lock.lock();
        try {
            while (!reading) {
                readingAgain.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(ByteBuffer bytes) {
        lock.lock();
        try {
            received.write(bytes.array(), 0, bytes.limit());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Endpoint endpoint() {
        try {
            SocketAddress address = listener.getLocalAddress();
            return address instanceof InetSocketAddress tcp
                    ? new Endpoint.Tcp(tcp.getAddress().getHostAddress(), tcp.getPort())
                    : new Endpoint.UnixSocket(((UnixDomainSocketAddress) address).getPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void send(byte[] bytes) {
        sender.execute(() -> {
            try {
                accepted.join().write(ByteBuffer.wrap(bytes));
                sent.addAndGet(bytes.length);
            } catch (IOException e) {
                ended = true;
            }
        });
    }

    /** Sends the bytes again and again, until the connection ends. */
    void sendWithoutEnd(byte[] bytes) {
        sender.execute(() -> {
            try {
                while (accepted.join().write(ByteBuffer.wrap(bytes)) > 0) {
                    sent.addAndGet(bytes.length);
                }
            } catch (IOException e) {
                ended = true;
            }
        });
    }

    /** How many bytes the system has taken. */
    long sent() {
        return sent.get();
    }

    @Override
    public byte[] received() {
        lock.lock();
        try {
            return received.toByteArray();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long receivedCount() {
        lock.lock();
        try {
            return received.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stopReading() {
        setReading(false);
    }

    @Override
    public void startReading() {
        setReading(true);
    }

    private void setReading(boolean wanted) {
        lock.lock();
        try {
            reading = wanted;
            readingAgain.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() {
        sender.execute(() -> {
            try {
                accepted.join().shutdownOutput();
            } catch (IOException e) {
                ended = true;
            }
        });
    }

    /** The system sends a reset in place of an orderly end when it is told not to linger. */
    @Override
    public void reset() {
        try {
            accepted.join().setOption(StandardSocketOptions.SO_LINGER, 0);
            accepted.join().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean sawEnd() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        reader.shutdownNow();
        accepted.cancel(false);
        sender.shutdownNow();
        listener.close();
    }
}

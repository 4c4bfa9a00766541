package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a unix domain socket. The connect blocks, and so runs off the loop: in non-blocking mode the system
 * refuses at once where the listener's queue is full, with nothing to wait for.
 */
final class UnixDial implements Dial {

    private final Endpoint.UnixSocket endpoint;
    private final Dialer dialer;
    private final EventLoop loop;
    private final Outcome outcome;
    private @Nullable SocketChannel channel;
    private boolean abandoned;

    UnixDial(Endpoint.UnixSocket endpoint, Dialer dialer, EventLoop loop, Outcome outcome) {
        this.endpoint = endpoint;
        this.dialer = dialer;
        this.loop = loop;
        this.outcome = outcome;
    }

    @Override
    public void start() {
        try {
            SocketChannel opened = dialer.sockets().unix();
            channel = opened;
            dialer.offload().execute(() -> connect(opened));
        } catch (IOException | UnsupportedOperationException e) {
            outcome.failed(failure(e));
        }
    }

    private void connect(SocketChannel opened) {
        try {
            opened.connect(UnixDomainSocketAddress.of(endpoint.path()));
            opened.configureBlocking(false);
            loop.execute(() -> connected(opened));
        } catch (IOException | RuntimeException e) {
            Closing.close(opened, e);
            loop.execute(() -> failed(e));
        }
    }

    private void connected(SocketChannel opened) {
        if (!abandoned) {
            outcome.opened(opened);
        }
    }

    private void failed(Exception cause) {
        if (!abandoned) {
            outcome.failed(failure(cause));
        }
    }

    private ConnectException failure(Exception cause) {
        ConnectException failure =
                new ConnectException("cannot connect to unix socket " + endpoint + ": " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    /** Closing the channel also ends a connect that is blocked in the system. */
    @Override
    public void abandon() {
        abandoned = true;
        if (channel != null) {
            loop.close(channel);
        }
    }

    @Override
    public String doing() {
        return "its listener has no room for another connection";
    }
}

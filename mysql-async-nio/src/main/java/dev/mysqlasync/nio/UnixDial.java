package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a unix domain socket. The system connects it at once or refuses. In non-blocking mode it also refuses if
 * the listener's queue is full, and offers no event to wait for. Then the dial connects again in blocking mode, off the
 * loop.
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
            SocketChannel opened = open();
            if (isConnectedAtOnce(opened)) {
                outcome.opened(opened, List.of());
            } else {
                opened.close();
                SocketChannel another = open();
                another.configureBlocking(true);
                dialer.blocking().execute(() -> connect(another));
            }
        } catch (Throwable e) {
            if (channel != null) {
                Closing.close(channel, e);
            }
            outcome.failed(failure(e));
        }
    }

    private SocketChannel open() throws IOException {
        SocketChannel opened = dialer.sockets().unix();
        channel = opened;
        return opened;
    }

    /**
     * Returns false on a failure that may be a full queue, which has no exception of its own. Other failures recur in
     * blocking mode.
     */
    private boolean isConnectedAtOnce(SocketChannel opened) throws IOException {
        try {
            return opened.connect(UnixDomainSocketAddress.of(endpoint.path()));
        } catch (ConnectException e) {
            throw e;
        } catch (SocketException e) {
            return false;
        }
    }

    private void connect(SocketChannel opened) {
        try {
            opened.connect(UnixDomainSocketAddress.of(endpoint.path()));
            opened.configureBlocking(false);
            loop.execute(() -> connected(opened));
        } catch (Throwable e) {
            Closing.close(opened, e);
            loop.execute(() -> failed(e));
        }
    }

    private void connected(SocketChannel opened) {
        if (!abandoned) {
            outcome.opened(opened, List.of());
        }
    }

    private void failed(Throwable cause) {
        if (!abandoned) {
            outcome.failed(failure(cause));
        }
    }

    private ConnectException failure(Throwable cause) {
        ConnectException failure =
                new ConnectException("cannot connect to unix socket " + endpoint + ": " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    /** Closing the channel also ends a blocked connect. */
    @Override
    public void abandon() {
        abandoned = true;
        if (channel != null) {
            loop.close(channel);
        }
    }

    @Override
    public String waitingFor() {
        return "the listener's queue is full";
    }
}

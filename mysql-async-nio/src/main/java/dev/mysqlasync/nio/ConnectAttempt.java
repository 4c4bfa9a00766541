package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportHandler;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link NioTransport#connect}. Runs a {@link Dial} until it ends, the deadline passes, the attempt is
 * cancelled or the transport is closed. Reports the first of these to the handler. The deadline is reported even while
 * something blocks the loop; all else runs on the loop.
 */
final class ConnectAttempt implements Cancellable, Dial.Outcome, LoopMember {

    private enum State {
        /** The loop has not started it. Exits: DIALLING, ENDED. */
        NEW,
        /** The dial is running. Exit: ENDED. */
        DIALLING,
        /** The handler knows the outcome. No exit. */
        ENDED
    }

    private final Endpoint endpoint;
    private final TransportHandler handler;
    private final EventLoop loop;
    private final Dial dial;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private volatile @Nullable Cancellable timeout;
    private volatile boolean cancelled;

    ConnectAttempt(Endpoint endpoint, TransportHandler handler, EventLoop loop, Dialer dialer) {
        this.endpoint = endpoint;
        this.handler = handler;
        this.loop = loop;
        this.dial = dialer.dial(endpoint, loop, this);
    }

    /** Starts the attempt with a time limit. Called on any thread. If it throws, nothing has been started. */
    void begin(Duration limit, BiFunction<Duration, Runnable, Cancellable> timer) {
        timeout = timer.apply(limit, this::timedOut);
        try {
            loop.execute(this::start);
        } catch (Throwable e) {
            end();
            throw e;
        }
    }

    private void start() {
        if (!loop.join(this)) {
            loopStopped();
        } else if (state.compareAndSet(State.NEW, State.DIALLING)) {
            dial.start();
        } else {
            loop.leave(this);
        }
    }

    @Override
    public void opened(SocketChannel channel, List<Endpoint> alternatives) {
        if (cancelled) {
            CancellationException reason = cancellation();
            Closing.close(channel, reason);
            fail(reason);
        } else if (end()) {
            loop.leave(this);
            NioConnection.open(channel, alternatives, loop, handler);
        } else { // the deadline has just passed
            loop.close(channel);
        }
    }

    @Override
    public void failed(IOException cause) {
        fail(cancelled ? cancellation() : cause);
    }

    /**
     * Cancels the attempt, on any thread. A connection that the handler does not know when this returns is not reported
     * to it.
     */
    @Override
    public void cancel() {
        cancelled = true;
        loop.execute(() -> fail(cancellation()));
    }

    private CancellationException cancellation() {
        return new CancellationException("the attempt to connect to " + endpoint + " was cancelled");
    }

    /** Called on any thread. */
    private void timedOut() {
        String waitingFor = state.get() == State.NEW ? "the I/O thread is blocked" : dial.waitingFor();
        if (end()) {
            loop.execute(this::abandon);
            Guard.run(() -> handler.closed(
                    new SocketTimeoutException("timed out connecting to " + endpoint + ": " + waitingFor)));
        }
    }

    @Override
    public void loopStopped() {
        Throwable reason = loop.reason();
        fail(
                reason instanceof CancellationException
                        ? new CancellationException("cannot connect to " + endpoint + ": the transport was closed")
                        : reason);
    }

    private void fail(Throwable cause) {
        if (end()) {
            abandon();
            Guard.run(() -> handler.closed(cause));
        }
    }

    private void abandon() {
        loop.leave(this);
        dial.abandon();
    }

    /** Ends the attempt. Returns whether this was the first call. Thread-safe. */
    private boolean end() {
        boolean first = state.getAndSet(State.ENDED) != State.ENDED;
        Cancellable timer = timeout;
        if (timer != null) {
            timer.cancel();
        }
        return first;
    }
}

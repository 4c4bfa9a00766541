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
 * One call of {@link NioTransport#connect}: lets a {@link Dial} run against the deadline, a cancellation and the
 * transport's close, and tells the handler of whichever comes first. The deadline is told also while something blocks the loop;
 * all else runs on it.
 */
final class ConnectAttempt implements Cancellable, Dial.Outcome, LoopMember {

    private enum State {
        /** Not yet on the loop. Exits: DIALLING, ENDED. */
        NEW,
        /** The dial is under way and the deadline armed. Exit: ENDED. */
        DIALLING,
        /** The handler knows the outcome. No exit. */
        ENDED
    }

    private final Endpoint endpoint;
    private final TransportHandler handler;
    private final EventLoop loop;
    private final Dial dial;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private volatile @Nullable Cancellable alarm;
    private volatile boolean cancelled;

    ConnectAttempt(Endpoint endpoint, TransportHandler handler, EventLoop loop, Dialer dialer) {
        this.endpoint = endpoint;
        this.handler = handler;
        this.loop = loop;
        this.dial = dialer.dial(endpoint, loop, this);
    }

    /** Begins, within so much time. From any thread; what it throws has not begun. */
    void begin(Duration limit, BiFunction<Duration, Runnable, Cancellable> timer) {
        alarm = timer.apply(limit, this::timedOut);
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
            CancellationException reason = givenUp();
            Closing.close(channel, reason);
            fail(reason);
        } else if (end()) {
            loop.leave(this);
            NioConnection.open(channel, alternatives, loop, handler);
        } else { // its time has just gone by
            loop.close(channel);
        }
    }

    @Override
    public void failed(IOException cause) {
        fail(cancelled ? givenUp() : cause);
    }

    /** From any thread: once it has returned, the handler is not told of a connection that was not there before. */
    @Override
    public void cancel() {
        cancelled = true;
        loop.execute(() -> fail(givenUp()));
    }

    private CancellationException givenUp() {
        return new CancellationException("the attempt to connect to " + endpoint + " was given up");
    }

    /** On any thread. */
    private void timedOut() {
        String doing = state.get() == State.NEW ? "something blocks the I/O thread" : dial.doing();
        if (end()) {
            loop.execute(this::abandon);
            Guard.run(() ->
                    handler.closed(new SocketTimeoutException("timed out connecting to " + endpoint + ": " + doing)));
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

    /** Whether this is the end; from any thread. */
    private boolean end() {
        boolean first = state.getAndSet(State.ENDED) != State.ENDED;
        Cancellable timer = alarm;
        if (timer != null) {
            timer.cancel();
        }
        return first;
    }
}

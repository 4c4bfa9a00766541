package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportHandler;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link NioTransport#connect}: lets a {@link Dial} run against the deadline, a cancellation and the
 * transport's close, and tells the handler of whichever comes first. All but {@link #cancel} runs on the loop.
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
    private final Deadline deadline;
    private final TransportHandler handler;
    private final EventLoop loop;
    private State state = State.NEW;
    private @Nullable Dial dial;
    private @Nullable Cancellable alarm;
    private volatile boolean cancelled;

    ConnectAttempt(Endpoint endpoint, Deadline deadline, TransportHandler handler, EventLoop loop) {
        this.endpoint = endpoint;
        this.deadline = deadline;
        this.handler = handler;
        this.loop = loop;
    }

    void start(Dial chosen) {
        if (state == State.ENDED) {
            return;
        }
        if (!loop.join(this)) {
            loopStopped();
            return;
        }
        state = State.DIALLING;
        dial = chosen;
        long left = deadline.nanoTime() - System.nanoTime();
        if (left <= 0) {
            timedOut();
            return;
        }
        alarm = loop.schedule(left, this::timedOut);
        chosen.start();
    }

    @Override
    public void opened(SocketChannel channel) {
        if (cancelled) {
            CancellationException reason = givenUp();
            Closing.close(channel, reason);
            fail(reason);
        } else if (end()) {
            NioConnection.open(channel, loop, handler);
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

    private void timedOut() {
        String doing = dial == null ? "" : ": " + dial.doing();
        fail(new SocketTimeoutException("timed out connecting to " + endpoint + doing));
    }

    @Override
    public void loopStopped() {
        IOException failure = loop.failure();
        fail(
                failure != null
                        ? failure
                        : new CancellationException("cannot connect to " + endpoint + ": the transport was closed"));
    }

    private void fail(Throwable cause) {
        if (!end()) {
            return;
        }
        if (dial != null) {
            dial.abandon();
        }
        loop.guard(() -> handler.closed(cause));
    }

    private boolean end() {
        if (state == State.ENDED) {
            return false;
        }
        state = State.ENDED;
        if (alarm != null) {
            alarm.cancel();
        }
        loop.leave(this);
        return true;
    }
}

package dev.mysqlasync.internal.upload;

import dev.mysqlasync.internal.failure.UsersCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream. It is opened, read and closed on threads that are not I/O threads, by one thread at a time. */
final class StreamFeed implements Feed {

    private enum State {
        /** No thread uses the stream. Exits: {@link #READING}, {@link #CLOSED}. */
        IDLE,
        /** A chunk is being read. Exits: {@link #IDLE}, {@link #READING_IN_VAIN}, {@link #CLOSED}. */
        READING,
        /** A chunk is being read that is no longer needed; its reader closes the stream. Exit: {@link #CLOSED}. */
        READING_IN_VAIN,
        /** The stream is closed, or the thread that set this state closes it. No exit. */
        CLOSED;

        State cancelled() {
            return this == IDLE || this == CLOSED ? CLOSED : READING_IN_VAIN;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(StreamFeed.class);
    private static final int CHUNK = 256 * 1024;

    private final Callable<? extends InputStream> opener;
    private final UploadLine line;
    private final Receiver receiver;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    // handed from reader to reader through the state
    private @Nullable InputStream stream;
    private byte[] buffer = {};

    StreamFeed(Callable<? extends InputStream> opener, UploadLine line, Receiver receiver) {
        this.opener = opener;
        this.line = line;
        this.receiver = receiver;
    }

    @Override
    public void next() {
        if (state.compareAndSet(State.IDLE, State.READING)) {
            UsersCode.run(() -> line.turns().block(this::read), this::fail);
        }
    }

    private void read() {
        try {
            int count = fill();
            if (count == 0) {
                close();
                receiver.ended();
            } else if (state.compareAndSet(State.READING, State.IDLE)) {
                receiver.chunk(ByteBuffer.wrap(buffer, 0, count));
            } else {
                close();
            }
        } catch (Throwable e) { // an Error, too, is the source's failure, and must not leave the statement waiting
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        closeAfter(cause);
        receiver.failed(cause);
    }

    private int fill() throws Exception {
        InputStream open = stream;
        if (open == null) {
            open = Objects.requireNonNull(opener.call(), "the supplier returned null instead of a stream");
            stream = open;
            buffer = new byte[CHUNK];
        }
        return open.readNBytes(buffer, 0, buffer.length);
    }

    @Override
    public void cancel() {
        if (state.getAndUpdate(State::cancelled) == State.IDLE) {
            UsersCode.run(() -> line.turns().block(this::closeUnread), noThread -> closeUnread());
        }
    }

    private void closeUnread() {
        try {
            close();
        } catch (Throwable e) { // the statement is over: nobody is left to fail
            LOG.warn("a source could not be closed", e);
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (Throwable e) {
            failure.addSuppressed(e);
        }
    }

    private void close() throws IOException {
        state.set(State.CLOSED);
        InputStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }
}

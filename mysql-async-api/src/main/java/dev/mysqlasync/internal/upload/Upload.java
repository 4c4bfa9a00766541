package dev.mysqlasync.internal.upload;

import dev.mysqlasync.ByteSource;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a source to the server in parts. A part is sent after the previous one has left the transport, so at most one
 * waits there. Used only on the connection's I/O thread.
 */
public final class Upload implements Feed.Receiver {

    /** Receives the bytes of the upload. */
    public interface Target {

        /** Sends these bytes, which may change afterwards. */
        void piece(ByteBuffer bytes);

        /** All of the source was sent. The last call. */
        void ended();

        /** The source failed, or the statement was cancelled ({@link CancellationException}). The last call. */
        void failed(Throwable cause);
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteSource source;
    private final UploadLine line;
    private final Target target;
    private final Feed feed;
    private ByteBuffer chunk = NOTHING;
    private long sent;
    private boolean open; // the source has given a first sign of life
    private boolean begun;
    private boolean ended;
    private boolean stopped;
    private @Nullable Throwable failure;

    public Upload(ByteSource source, UploadLine line, Target target) {
        this.source = source;
        this.line = line;
        this.target = target;
        this.feed = Feed.of(source, line, this);
    }

    /** Opens the source and requests its first bytes. */
    public void open() {
        feed.next();
    }

    /** Cancels the upload: it fails now, or when it begins. */
    public void cancel() {
        feed.cancel();
        if (failure == null) {
            failure = new CancellationException("the statement was cancelled while its source was being sent");
        }
        arrived();
    }

    /** Whether the first bytes, the end, or a failure have arrived. */
    public boolean isOpen() {
        return open;
    }

    @Nullable
    public Throwable failure() {
        return failure;
    }

    /** Starts sending with the next turn, or when the first bytes arrive. */
    public void begin() {
        begun = true;
        if (open) {
            line.turns().run(this::sendNext);
        }
    }

    /** Sends no more and reports nothing. */
    public void stop() {
        stopped = true;
        feed.cancel();
    }

    // --- the feed, from any thread ---------------------------------------------------------------------------------

    @Override
    public void chunk(ByteBuffer bytes) {
        line.turns().run(() -> {
            chunk = bytes;
            arrived();
        });
    }

    @Override
    public void ended() {
        line.turns().run(() -> {
            ended = true;
            arrived();
        });
    }

    @Override
    public void failed(Throwable cause) {
        line.turns().run(() -> {
            failure = failure == null ? cause : failure;
            arrived();
        });
    }

    private void arrived() {
        open = true;
        if (begun) {
            sendNext();
        }
    }

    // --- sending ---------------------------------------------------------------------------------------------------

    private void sendNext() {
        if (stopped) {
            return;
        }
        Throwable cause = failure;
        if (cause != null) {
            stop();
            target.failed(cause);
        } else if (chunk.hasRemaining()) {
            sendPiece();
        } else if (ended) {
            stop();
            target.ended();
        } else {
            feed.next();
        }
    }

    private void sendPiece() {
        if (!line.isClear()) {
            line.whenClear(this::sendNext);
            return;
        }
        int length = Math.min(chunk.remaining(), line.longestPiece());
        ByteBuffer piece = chunk.slice(chunk.position(), length);
        chunk.position(chunk.position() + length);
        target.piece(piece);
        sent += length;
        report();
        line.turns().run(this::sendNext); // a turn of its own: the piece leaves at the end of this one
    }

    private void report() {
        ByteSource reported = source;
        try {
            while (reported instanceof ByteSource.Watched watched) {
                watched.progress().accept(sent);
                reported = watched.source();
            }
        } catch (Throwable e) {
            failure = e;
        }
    }
}

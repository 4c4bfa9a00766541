package dev.mysqlasync.internal.upload;

import dev.mysqlasync.ByteSource;
import java.nio.ByteBuffer;

/** An open {@link ByteSource}. It delivers its bytes in chunks, one for each request. */
interface Feed {

    /**
     * Receives the chunks. It is called from any thread, once for each {@link #next}, and never after the end or a
     * failure.
     */
    interface Receiver {

        /** The next bytes, possibly none. They do not change before the next request. */
        void chunk(ByteBuffer bytes);

        void ended();

        void failed(Throwable cause);
    }

    /** Requests the next chunk. Called on the connection's I/O thread, after the previous chunk has arrived. */
    void next();

    /** Closes the source, unless it is closed already. Called from any thread. */
    void cancel();

    static Feed of(ByteSource source, UploadLine line, Receiver receiver) {
        if (source instanceof ByteSource.Watched watched) {
            return of(watched.source(), line, receiver);
        }
        if (source instanceof ByteSource.Stream stream) {
            return new StreamFeed(stream.opener(), line, receiver);
        }
        if (source instanceof ByteSource.Published published) {
            return new PublisherFeed(published.publisher(), receiver);
        }
        return new BytesFeed(((ByteSource.Bytes) source).bytes(), receiver);
    }
}

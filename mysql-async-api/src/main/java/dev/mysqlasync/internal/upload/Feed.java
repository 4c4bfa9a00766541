package dev.mysqlasync.internal.upload;

import dev.mysqlasync.ByteSource;
import java.nio.ByteBuffer;

/** A {@link ByteSource} in use: it gives its bytes in chunks, each when it is asked for. */
interface Feed {

    /** Who asked. Told from any thread, one call for each {@link #next}, and none after the end or a failure. */
    interface Receiver {

        /** The next bytes, maybe none, which stay as they are until the next are asked for. */
        void chunk(ByteBuffer bytes);

        void ended();

        void failed(Throwable cause);
    }

    /** Asks for the next chunk. On the connection's I/O thread, when the one before has come. */
    void next();

    /** Lets go of the source, unless that has happened. From any thread. */
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

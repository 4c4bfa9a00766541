package dev.mysqlasync;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Bytes to send that need not be in memory as a whole: the file of a LOAD DATA LOCAL, or the value of a
 * {@link LongParameter}. Immutable.
 *
 * <p>The driver opens a source anew for each statement. It reads the source only as fast as the server accepts the
 * bytes. At most a few hundred KiB are read and not sent. It closes or cancels the source exactly once: at its end, or
 * earlier if the statement ends first.
 */
public sealed interface ByteSource {

    /** The content of a file. The driver opens the file when it sends the statement. */
    static ByteSource ofFile(Path file) {
        Objects.requireNonNull(file, "file");
        return new Stream(() -> Files.newInputStream(file));
    }

    /** The bytes of an array, which is not copied. It must not be changed before the statement's future completes. */
    static ByteSource ofBytes(byte[] bytes) {
        return ofBytes(ByteBuffer.wrap(bytes));
    }

    /** The buffer's remaining bytes, which are not copied. The buffer's position does not change. */
    static ByteSource ofBytes(ByteBuffer bytes) {
        return new Bytes(bytes.slice());
    }

    /**
     * The bytes of a stream.
     *
     * @param stream supplies a new stream for each statement. The supplier and the stream may block: the driver calls
     *     both on threads that are not I/O threads, one call at a time, and closes the stream there. A read that does
     *     not return keeps its thread; the driver does not interrupt it
     */
    static ByteSource ofStream(Supplier<? extends InputStream> stream) {
        Objects.requireNonNull(stream, "stream");
        return new Stream(stream::get);
    }

    /**
     * The bytes of a publisher, in buffers of any size. Large buffers are faster.
     *
     * @param publisher the driver subscribes to it once for each statement, on the I/O thread, and requests one buffer
     *     at a time. Signals may come from any thread. A buffer must not change before the next one is requested
     */
    static ByteSource ofPublisher(Flow.Publisher<? extends ByteBuffer> publisher) {
        return new Published(publisher);
    }

    /**
     * This source with a progress callback.
     *
     * @param progress receives the number of bytes sent so far, on the I/O thread. An exception that it throws counts
     *     as a failure of the source
     */
    default ByteSource onProgress(LongConsumer progress) {
        return new Watched(this, progress);
    }

    /** A source that is read with blocking calls. */
    record Stream(Callable<? extends InputStream> opener) implements ByteSource {

        public Stream {
            Objects.requireNonNull(opener, "opener");
        }
    }

    /** A source in memory. */
    record Bytes(ByteBuffer bytes) implements ByteSource {

        public Bytes {
            Objects.requireNonNull(bytes, "bytes");
        }
    }

    /** A source that the driver subscribes to. */
    record Published(Flow.Publisher<? extends ByteBuffer> publisher) implements ByteSource {

        public Published {
            Objects.requireNonNull(publisher, "publisher");
        }
    }

    /** A source with a progress callback. */
    record Watched(ByteSource source, LongConsumer progress) implements ByteSource {

        public Watched {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(progress, "progress");
        }
    }
}

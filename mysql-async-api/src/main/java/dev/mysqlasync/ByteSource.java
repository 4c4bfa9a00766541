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
 * Bytes to be sent that need not be in memory at once: the file of a LOAD DATA LOCAL, or a {@link LongParameter}.
 *
 * <p>A source is opened anew for each statement that is run with it, and read no faster than the server takes it: a
 * few hundred KiB at most have been read and not sent. It is let go of exactly once, at its end or when the statement is
 * over before that. Immutable.
 */
public sealed interface ByteSource {

    /** The bytes of a file, which is opened when the statement is sent. */
    static ByteSource ofFile(Path file) {
        Objects.requireNonNull(file, "file");
        return new Stream(() -> Files.newInputStream(file));
    }

    /** These bytes, which are not copied: they must not be changed before the statement is complete. */
    static ByteSource ofBytes(byte[] bytes) {
        return ofBytes(ByteBuffer.wrap(bytes));
    }

    /** The buffer's remaining bytes, which are not copied; the buffer's position stays as it is. */
    static ByteSource ofBytes(ByteBuffer bytes) {
        return new Bytes(bytes.slice());
    }

    /**
     * The bytes of a stream.
     *
     * @param stream gives a new one for each statement; it may block, and so may the stream: both are called off the
     *     I/O threads, one call at a time, and the stream is closed there. A read that does not return keeps its thread
     *     and is not interrupted
     */
    static ByteSource ofStream(Supplier<? extends InputStream> stream) {
        Objects.requireNonNull(stream, "stream");
        return new Stream(stream::get);
    }

    /**
     * The bytes that a publisher gives, in buffers of any size.
     *
     * @param publisher subscribed to on the I/O thread, once for each statement, and asked for one buffer after the
     *     other: large buffers are faster. Its signals may come from any thread. A buffer that it gave must stay as it is until it is asked for the
     *     next
     */
    static ByteSource ofPublisher(Flow.Publisher<? extends ByteBuffer> publisher) {
        return new Published(publisher);
    }

    /**
     * This source, with its progress reported.
     *
     * @param progress gets the number of bytes sent so far, on the I/O thread; what it throws counts as a failure of the source
     */
    default ByteSource onProgress(LongConsumer progress) {
        return new Watched(this, progress);
    }

    /** A source that is read, blocking. */
    record Stream(Callable<? extends InputStream> opener) implements ByteSource {

        public Stream {
            Objects.requireNonNull(opener, "opener");
        }
    }

    /** A source that is in memory. */
    record Bytes(ByteBuffer bytes) implements ByteSource {

        public Bytes {
            Objects.requireNonNull(bytes, "bytes");
        }
    }

    /** A source that is subscribed to. */
    record Published(Flow.Publisher<? extends ByteBuffer> publisher) implements ByteSource {

        public Published {
            Objects.requireNonNull(publisher, "publisher");
        }
    }

    /** A source whose progress is reported. */
    record Watched(ByteSource source, LongConsumer progress) implements ByteSource {

        public Watched {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(progress, "progress");
        }
    }
}

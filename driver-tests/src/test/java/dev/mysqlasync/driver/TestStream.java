package dev.mysqlasync.driver;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A stream of any length that counts what is read of it and how often it is closed, and may fail at its end. */
final class TestStream extends InputStream {

    private final long length;
    private final @Nullable IOException failure;
    private long read;
    private int closed;

    TestStream(long length) {
        this(length, null);
    }

    TestStream(long length, @Nullable IOException failure) {
        this.length = length;
        this.failure = failure;
    }

    /** How many bytes were read. */
    long bytesRead() {
        return read;
    }

    int closed() {
        return closed;
    }

    @Override
    public int read() throws IOException {
        if (read < length) {
            return (int) ('a' + read++ % 26);
        }
        if (failure != null) {
            throw failure;
        }
        return -1;
    }

    @Override
    public void close() {
        closed++;
    }
}

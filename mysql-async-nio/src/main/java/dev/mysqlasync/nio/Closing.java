package dev.mysqlasync.nio;

import java.io.Closeable;

/** Closes what is given up because of a failure. */
final class Closing {

    private Closing() {}

    /** Closes {@code resource}; a failure to do so is kept as suppressed in {@code reason}. */
    static void close(Closeable resource, Throwable reason) {
        try {
            resource.close();
        } catch (Throwable e) {
            reason.addSuppressed(e);
        }
    }
}

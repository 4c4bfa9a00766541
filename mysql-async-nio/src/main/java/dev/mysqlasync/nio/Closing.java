package dev.mysqlasync.nio;

import java.io.Closeable;

/** Closes resources after a failure. */
final class Closing {

    private Closing() {}

    /** Closes {@code resource}. Adds an exception to {@code reason} as suppressed. */
    static void close(Closeable resource, Throwable reason) {
        try {
            resource.close();
        } catch (Throwable e) {
            reason.addSuppressed(e);
        }
    }
}

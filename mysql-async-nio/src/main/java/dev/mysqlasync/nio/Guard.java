package dev.mysqlasync.nio;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs code whose exceptions must not end the thread. */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private Guard() {}

    /** Runs code. Passes an exception to the thread's uncaught exception handler. */
    static void run(Runnable code) {
        try {
            code.run();
        } catch (Throwable e) {
            report(e);
        }
    }

    /** Passes an exception to the thread's uncaught exception handler. Logs what the handler throws. */
    static void report(Throwable thrown) {
        try {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, thrown);
        } catch (Throwable another) {
            log(another);
        }
    }

    private static void log(Throwable thrown) {
        try {
            LOG.error("an uncaught exception handler threw", thrown);
        } catch (Throwable last) {
            thrown.addSuppressed(last); // it cannot be reported anywhere
        }
    }
}

package dev.mysqlasync.nio;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what must not end the thread it runs on. */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private Guard() {}

    /** Runs code; what it throws goes to the thread's uncaught exception handler. */
    static void run(Runnable code) {
        try {
            code.run();
        } catch (Throwable e) {
            report(e);
        }
    }

    /** Hands something thrown to the thread's uncaught exception handler, which may throw itself. */
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
            thrown.addSuppressed(last); // nobody is left who could be told
        }
    }
}

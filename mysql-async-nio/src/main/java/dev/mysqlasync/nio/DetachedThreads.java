package dev.mysqlasync.nio;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes daemon threads that keep nothing of whoever happens to need them first: a transport may serve applications that
 * come and go, and an application that goes must leave no class loader behind. A thread inherits the context class loader
 * of its maker, and in JDKs that have it the protection domains of all that is on the maker's stack.
 */
final class DetachedThreads {

    private DetachedThreads() {}

    @SuppressWarnings("removal") // for as long as JDKs have it, threads inherit it
    static <T extends Thread> T make(PrivilegedAction<T> maker) {
        T thread = AccessController.doPrivileged(maker);
        thread.setContextClassLoader(DetachedThreads.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }
}

package dev.mysqlasync.nio;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Creates daemon threads that hold no reference to the application that needs them first. A transport may outlive an
 * application, whose class loader must then be collectable. A thread inherits the context class loader of its creator.
 * In some JDKs it also inherits the protection domains on the creator's stack.
 */
final class DetachedThreads {

    private DetachedThreads() {}

    @SuppressWarnings("removal") // needed as long as threads inherit the access control context
    static <T extends Thread> T make(PrivilegedAction<T> factory) {
        T thread = AccessController.doPrivileged(factory);
        thread.setContextClassLoader(DetachedThreads.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }
}

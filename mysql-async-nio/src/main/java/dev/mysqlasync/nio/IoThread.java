package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Transport;

/** The thread of an event loop. It knows the transport that it serves. */
final class IoThread extends Thread {

    private final Transport owner;

    private IoThread(Transport owner, Runnable body, String name) {
        super(null, body, name, 0, false);
        this.owner = owner;
    }

    static IoThread of(Transport owner, Runnable body, String name) {
        return DetachedThreads.make(() -> new IoThread(owner, body, name));
    }

    Transport owner() {
        return owner;
    }
}

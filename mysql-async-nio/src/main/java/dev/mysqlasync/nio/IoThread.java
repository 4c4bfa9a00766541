package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Transport;

/** An event loop's thread, which knows the transport it serves. */
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

package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Transport;

/** An event loop's thread, which knows the transport it serves. */
final class IoThread extends Thread {

    private final Transport owner;

    IoThread(Transport owner, Runnable body, String name) {
        super(null, body, name, 0, false); // nothing of the thread that happens to connect first is inherited
        this.owner = owner;
        setDaemon(true);
    }

    Transport owner() {
        return owner;
    }
}

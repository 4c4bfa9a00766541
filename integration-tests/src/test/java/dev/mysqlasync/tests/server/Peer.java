package dev.mysqlasync.tests.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Something that listens where a MySQL server is expected: it says one thing to whoever comes. */
final class Peer implements AutoCloseable {

    private final ServerSocket listener;
    private final byte[] words;
    private final boolean hangsUp;

    private Peer(byte[] words, boolean hangsUp) throws IOException {
        this.listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        this.words = words;
        this.hangsUp = hangsUp;
        Thread thread = new Thread(this::serve, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says this, and waits for the other to close. */
    static Peer saying(byte... words) throws IOException {
        return new Peer(words, false);
    }

    /** Says this, and closes. */
    static Peer hangingUpAfter(byte... words) throws IOException {
        return new Peer(words, true);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                answer(listener.accept());
            }
        } catch (IOException e) {
            // closed, and so the test is over
        }
    }

    private void answer(Socket caller) throws IOException {
        try (caller) {
            caller.getOutputStream().write(words);
            if (!hangsUp) {
                caller.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

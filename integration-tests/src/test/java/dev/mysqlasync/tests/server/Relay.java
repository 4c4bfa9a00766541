package dev.mysqlasync.tests.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/** Passes bytes between clients and servers and reads nothing in them, as a balancer does; it keeps what clients send. */
final class Relay implements AutoCloseable {

    private final ServerSocket listener;
    private final IntFunction<Integer> servers;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<ByteArrayOutputStream> sent = new CopyOnWriteArrayList<>();

    /** @param servers the port on loopback that the connection of this number leads to, from 0 on */
    Relay(IntFunction<Integer> servers) {
        this.servers = servers;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections were made. */
    int connections() {
        return sent.size();
    }

    /** What the client of the connection of this number has sent so far. */
    String sent(int number) {
        return sent.get(number).toString(StandardCharsets.ISO_8859_1);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            for (int number = 0; ; number++) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), servers.apply(number));
                sockets.add(client);
                sockets.add(server);
                ByteArrayOutputStream kept = new ByteArrayOutputStream();
                sent.add(kept);
                daemon(() -> pass(client, server, kept));
                daemon(() -> pass(server, client, OutputStream.nullOutputStream()));
            }
        } catch (IOException e) {
            close(); // the usual end: the listener was closed
        }
    }

    private static void pass(Socket from, Socket to, OutputStream copy) {
        byte[] buffer = new byte[8192];
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                copy.write(buffer, 0, count);
                to.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException e) {
            return; // one of the two has ended, and now the other one does
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

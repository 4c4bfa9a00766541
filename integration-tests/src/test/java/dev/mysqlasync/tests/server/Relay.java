package dev.mysqlasync.tests.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Passes bytes between clients and servers and reads nothing in them, as a balancer does. */
final class Relay implements AutoCloseable {

    private final ServerSocket listener;
    private final IntFunction<Integer> servers;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

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
                daemon(() -> pass(client, server));
                daemon(() -> pass(server, client));
            }
        } catch (IOException e) {
            close(); // the usual end: the listener was closed
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
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

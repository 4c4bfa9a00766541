package dev.mysqlasync.tests.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on a socket that does what {@link HostileAnswer} says: the user's name is that of the answer. It reads no SQL but for the
 * questions of a session's beginning, and takes no notice of KILL.
 */
final class HostilePeer implements AutoCloseable {

    /** A client that has connected, and what it has sent last. */
    record Client(DataInputStream in, OutputStream out, HostileAnswer answer) {

        Flood flood() {
            return new Flood(out, 1);
        }

        byte[] readPacket() throws IOException {
            int length = in.read() | in.read() << 8 | in.read() << 16;
            if (in.read() < 0) {
                throw new IOException("the client has gone");
            }
            return in.readNBytes(length);
        }
    }

    /** Where the name stands in the client's first packet: capabilities, packet size, collation and filler are before it. */
    private static final int NAME_AT = 32;

    private static final int COM_QUIT = 1;
    private static final int COM_QUERY = 3;
    private static final int COM_PING = 14;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hostile-peer");
        thread.setDaemon(true);
        return thread;
    });

    HostilePeer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            greet(out);
            Client unknown = new Client(in, out, HostileAnswer.NONE);
            Client client = new Client(in, out, HostileAnswer.valueOf(name(unknown.readPacket())));
            client.answer.login(client);
            while (true) {
                command(client, client.readPacket());
            }
        } catch (IOException e) {
            // the client has gone, as it should
        }
    }

    private static String name(byte[] login) {
        int end = NAME_AT;
        while (login[end] != 0) {
            end++;
        }
        return new String(login, NAME_AT, end - NAME_AT, UTF_8);
    }

    /** What a MySQL 9.7 offers, apart from TLS. */
    private static void greet(OutputStream out) throws IOException {
        new Flood(out, 0)
                .packet(
                        10,
                        "9.7.4",
                        0,
                        72,
                        0,
                        0,
                        0,
                        "abcdefgh",
                        0,
                        0xFF,
                        0xF7,
                        45,
                        2,
                        0,
                        0xFF,
                        0xDF,
                        21,
                        new byte[10],
                        "ijklmnopqrst",
                        0,
                        "mysql_native_password",
                        0)
                .flush();
    }

    private static void command(Client client, byte[] command) throws IOException {
        String sql = new String(command, 1, command.length - 1, UTF_8);
        if (command[0] == COM_QUIT) {
            throw new IOException("the client says good-bye");
        } else if (command[0] == COM_QUERY && sql.contains("SET NAMES")) {
            client.answer.settings(client);
        } else if (command[0] == COM_QUERY && sql.contains("SELECT CONNECTION_ID()")) {
            client.answer.facts(client);
        } else if (command[0] == COM_QUERY && sql.contains("KILL ")
                || command[0] == COM_PING && client.answer == HostileAnswer.NONE) {
            client.flood().ok().flush();
        } else {
            client.answer.command(client);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}

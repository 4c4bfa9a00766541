package dev.mysqlasync.testkit.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A private server: an empty data directory, a free port, and a process that runs until {@link #close()}. */
final class PrivateServer implements RunningServer {

    private static final Duration TIME_TO_START = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 3;
    private static final int PROTOCOL_VERSION = 10;

    private static final String INIT_SQL = """
        create user if not exists root@'127.0.0.1' identified by '';
        grant all on *.* to root@'127.0.0.1' with grant option;
        create database if not exists test character set utf8mb4;
        """;

    private final ServerProgram program;
    private final InstanceDirectory directory;
    private final ServerProcess process;
    private final int port;
    private final AtomicBoolean discarded = new AtomicBoolean();
    private final Thread discardAtExit = new Thread(this::discard, "discard-server");

    private PrivateServer(ServerProgram program, InstanceDirectory directory, ServerProcess process, int port) {
        this.program = program;
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    private PrivateServer discardedAtExit() {
        Runtime.getRuntime().addShutdownHook(discardAtExit);
        return this;
    }

    static PrivateServer start(ServerProgram program, Environment environment) throws UnavailableException {
        try {
            InstanceDirectory directory = InstanceDirectory.create(CacheDirectory.of(environment));
            try {
                bootstrap(program, directory);
                return serve(program, directory, !environment.isWindows());
            } catch (IOException | InterruptedException e) {
                String log = endOfLog(directory);
                directory.close();
                throw new UnavailableException(program.name() + " did not start (" + e.getMessage() + log + ")", e);
            }
        } catch (IOException e) {
            throw new UnavailableException(
                    "no directory for the data of " + program.name() + " could be created (" + e + ")", e);
        }
    }

    private static void bootstrap(ServerProgram program, InstanceDirectory directory)
            throws IOException, InterruptedException {
        Files.writeString(directory.bootstrapSql(), program.bootstrapSql());
        Files.writeString(directory.initSql(), INIT_SQL);
        Process process = new ProcessBuilder(program.bootstrapCommand(directory))
                .redirectErrorStream(true)
                .redirectInput(directory.bootstrapSql().toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log().toFile()))
                .start();
        if (!process.waitFor(TIME_TO_START.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("creating its system tables took longer than " + TIME_TO_START.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException("creating its system tables failed");
        }
    }

    /** Starts the server. Tries several ports: one that was free may have been taken meanwhile. */
    private static PrivateServer serve(ServerProgram program, InstanceDirectory directory, boolean shell)
            throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            ServerProcess process = ServerProcess.start(program.serveCommand(directory, port), shell, directory.log());
            if (awaitGreeting(process, directory.pidFile(), port)) {
                return new PrivateServer(program, directory, process, port).discardedAtExit();
            }
            process.close();
        }
        throw new IOException("it ended before it accepted connections");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, localhost())) {
            return socket.getLocalPort();
        }
    }

    /** The address that the server binds, independent of this JVM's preference for IPv6. */
    private static InetAddress localhost() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static boolean awaitGreeting(ServerProcess process, Path pidFile, int port)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TIME_TO_START.toNanos();
        while (!process.endsWithin(20)) {
            // the pid file proves that it is our server, not another one that has taken the port
            if (Files.exists(pidFile) && greets(port)) {
                return true;
            }
            if (System.nanoTime() > end) {
                process.close();
                throw new IOException("it did not accept connections within " + TIME_TO_START.toSeconds() + " s");
            }
        }
        return false;
    }

    /** Whether a MySQL server listens: the payload of its first packet starts with the protocol version. */
    static boolean greets(int port) {
        try (Socket socket = new Socket()) {
            int timeout = (int) TIME_TO_START.toMillis();
            socket.connect(new InetSocketAddress(localhost(), port), timeout);
            socket.setSoTimeout(timeout);
            byte[] start = socket.getInputStream().readNBytes(5);
            return start.length == 5 && start[4] == PROTOCOL_VERSION;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    private static String endOfLog(InstanceDirectory directory) throws IOException {
        if (!Files.exists(directory.log())) {
            return "";
        }
        List<String> lines = Files.readString(directory.log(), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        return "; its log ends: " + String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public String url() {
        return "mysql://root@127.0.0.1:" + port + "/test";
    }

    @Override
    public Path socket() {
        return directory.socket();
    }

    @Override
    public void close() {
        discard();
        try {
            Runtime.getRuntime().removeShutdownHook(discardAtExit);
        } catch (IllegalStateException e) {
            // this JVM is ending; the hook has nothing left to do
        }
    }

    private void discard() {
        if (!discarded.compareAndSet(false, true)) {
            return;
        }
        process.close();
        try {
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the data of " + program.name(), e);
        }
    }
}

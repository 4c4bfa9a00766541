package dev.mysqlasync.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.testkit.real.Origin;
import dev.mysqlasync.testkit.real.RealServer;
import dev.mysqlasync.tests.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** A server of our own, which may be stopped and killed. */
final class PrivateServer implements AutoCloseable {

    private final RealServer server;
    private final List<String> command;
    private ProcessHandle process;

    private PrivateServer(RealServer server, ProcessHandle process) {
        this.server = server;
        this.process = process;
        this.command = command(process);
    }

    private static List<String> command(ProcessHandle process) {
        try {
            String line = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
            return List.of(line.split("\0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the one that comes with the tests; {@code -Dsuite.origin=path} starts the one that is installed. */
    static PrivateServer start() throws IOException {
        String origin = System.getProperty("suite.origin", "embedded");
        RealServer server = RealServer.find(Origin.valueOf(origin.toUpperCase(Locale.ROOT)));
        // it writes the file into its data directory, where its socket is too
        String pid = Files.readString(Objects.requireNonNull(server.socket()).resolveSibling("pid"));
        return new PrivateServer(
                server, ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow());
    }

    MySqlOptions options() {
        return MySqlOptions.parse(server.url()).toBuilder()
                .connectTimeout(Await.LIMIT)
                .build();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() {
        assertThat(process.destroyForcibly()).isTrue();
    }

    /** Waits until nothing is left of it after {@link #kill}. */
    void awaitEnd() {
        Await.await(process.onExit());
    }

    /** Halts it: the system still takes connections and bytes on its behalf, and nobody answers. */
    void halt() throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(status).isZero();
        Await.until(this::isHalted); // the signal is sent, but threads may run on for a moment
    }

    /** Lets it go on after {@link #halt}. */
    void resume() throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-CONT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    /**
     * Starts it again after {@link #kill}, with the same data at the same address; it takes connections a little later.
     *
     * @param options more of them
     */
    void startAgain(String... options) throws IOException {
        awaitEnd();
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(options));
        process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .toHandle();
    }

    private boolean isHalted() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            return threads.allMatch(PrivateServer::isHalted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The state is the letter behind the thread's name, which stands in parentheses. */
    private static boolean isHalted(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            return true; // it has ended meanwhile
        }
    }

    @Override
    public void close() {
        if (process.destroyForcibly()) {
            process.onExit().join();
        }
        server.close();
    }
}

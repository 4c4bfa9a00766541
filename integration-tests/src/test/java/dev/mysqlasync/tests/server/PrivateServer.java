package dev.mysqlasync.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.testkit.real.Origin;
import dev.mysqlasync.testkit.real.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;

/** A server of our own, which may be stopped and killed. */
final class PrivateServer implements AutoCloseable {

    private final RealServer server;
    private final ProcessHandle process;

    private PrivateServer(RealServer server, ProcessHandle process) {
        this.server = server;
        this.process = process;
    }

    static PrivateServer start() throws IOException {
        RealServer server = RealServer.find(Origin.EMBEDDED);
        // it writes the file into its data directory, where its socket is too
        String pid = Files.readString(Objects.requireNonNull(server.socket()).resolveSibling("pid"));
        return new PrivateServer(
                server, ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow());
    }

    MySqlOptions options() {
        return MySqlOptions.parse(server.url());
    }

    /** Kills it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Halts it: the system still takes connections and bytes on its behalf, and nobody answers. */
    void halt() throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    @Override
    public void close() {
        server.close();
    }
}

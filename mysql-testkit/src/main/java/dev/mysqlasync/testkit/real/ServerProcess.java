package dev.mysqlasync.testkit.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server's process, which does not outlive this JVM.
 *
 * <p>If there is a shell, it runs the server as a child. It also waits for the end of its standard input, a pipe from
 * this JVM. The system closes the pipe when the JVM ends, even by {@code SIGKILL}, and the shell then kills the server.
 * Without a shell, {@link #close()} must be called.
 */
final class ServerProcess implements AutoCloseable {

    private static final String KEEPER = """
        exec 3<&0
        "$@" </dev/null 3<&- & server=$!
        trap 'kill "$server"' TERM INT HUP
        { cat <&3 >/dev/null; kill "$server"; } 2>/dev/null & keeper=$!
        exec 3<&-
        while kill -0 "$server" 2>/dev/null; do wait "$server"; done
        kill "$keeper" 2>/dev/null
        """;

    private static final long SECONDS_TO_STOP = 20;

    private final Process process;
    private final boolean shell;

    private ServerProcess(Process process, boolean shell) {
        this.process = process;
        this.shell = shell;
    }

    /** Starts the process. Its output is appended to {@code log}. */
    static ServerProcess start(List<String> command, boolean shell, Path log) throws IOException {
        List<String> kept = new ArrayList<>(shell ? List.of("sh", "-c", KEEPER, "server-keeper") : List.of());
        kept.addAll(command);
        Process process = new ProcessBuilder(kept)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ServerProcess(process, shell);
    }

    /** Waits for the end of the process. Returns whether it has ended. */
    boolean endsWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Kills the process, whose data are no longer needed, and waits for its end. Idempotent. */
    @Override
    public void close() {
        if (shell) {
            // the shell ends by itself after its child, so that it leaves no zombie
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            closeInput();
        } else {
            process.destroyForcibly();
        }
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "the server process " + process.pid() + " did not end within " + SECONDS_TO_STOP + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the shell kill a server that it has started after the descendants were listed. */
    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

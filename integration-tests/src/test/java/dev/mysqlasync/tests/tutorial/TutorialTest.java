package dev.mysqlasync.tests.tutorial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.examples.quickstart.Quickstart;
import dev.mysqlasync.tests.Servers;
import dev.mysqlasync.tests.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TutorialTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final List<String> STYLES =
            List.of("(1, 'heavy metal')", "(2, 'death metal')", "(3, 'power metal')");

    static Stream<Arguments> waysIn() {
        return Servers.all().flatMap(server -> waysInto(server).stream());
    }

    private static List<Arguments> waysInto(TestServer server) {
        List<Arguments> ways = new ArrayList<>();
        ways.add(way(server, "root over TCP", options(server, "root", "")));
        if (server.socket() != null) {
            ways.add(way(server, "root over a unix socket", overSocket(server, "root", "")));
        }
        for (String account : accounts(server)) {
            ways.add(way(server, account + " over TCP", options(server, account, account)));
            if (server.socket() != null) {
                ways.add(way(server, account + " over a unix socket", overSocket(server, account, account)));
            }
        }
        if (server.ca() != null) {
            // the certificates of MySQL's own making carry no host name
            TlsMode mode = server.isMariaDb() ? TlsMode.VERIFY_IDENTITY : TlsMode.VERIFY_CA;
            ways.add(way(
                    server,
                    "tls with " + mode,
                    options(server, "tls", "tls").tls(mode).tlsCa(server.ca())));
        }
        return ways;
    }

    private static List<String> accounts(TestServer server) {
        return switch (server.name()) {
            case "MYSQL9" -> List.of("sha2");
            case "MYSQL80" -> List.of("native", "sha2");
            case "MARIADB10", "MARIADB11" -> List.of("native");
            default -> List.of();
        };
    }

    private static MySqlOptionsBuilder options(TestServer server, String user, String password) {
        return MySqlOptions.parse(server.url(user, password)).toBuilder().connectTimeout(LIMIT);
    }

    private static MySqlOptionsBuilder overSocket(TestServer server, String user, String password) {
        return options(server, user, password).socketPath(server.socket());
    }

    private static Arguments way(TestServer server, String name, MySqlOptionsBuilder options) {
        return Arguments.of(server, name, options.build());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("waysIn")
    void tutorial_byEveryWayIn_printsWhatItDocuments(TestServer server, String way, MySqlOptions options) {
        List<String> lines = output(options);

        int inserting = lines.indexOf("-- inserting data, with a commit");
        int autocommit = lines.indexOf("-- inserting data, with autocommit");
        assertThat(lines.get(0)).isEqualTo("-- getting started: the accounts of this server");
        assertThat(lines.get(1)).isEqualTo("[Host CHAR, User CHAR]");
        assertThat(lines.subList(2, inserting)).contains("('127.0.0.1', 'root')");
        assertThat(lines.subList(inserting + 1, autocommit)).isEqualTo(STYLES);
        assertThat(lines.subList(autocommit + 1, lines.size())).isEqualTo(STYLES);
    }

    private static List<String> output(MySqlOptions options) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            Quickstart.run(options, out);
        }
        return bytes.toString(UTF_8).lines().toList();
    }
}

package dev.mysqlasync.tests.tutorial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.examples.quickstart.Quickstart;
import dev.mysqlasync.tests.Await;
import dev.mysqlasync.tests.Servers;
import dev.mysqlasync.tests.TestAccount;
import dev.mysqlasync.tests.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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

    private static final String ROOT = "the account of the URL";
    private static final String FOR_TLS = "an account that demands it";

    private static final List<String> STYLES =
            List.of("(1, 'heavy metal')", "(2, 'death metal')", "(3, 'power metal')");

    static Stream<Arguments> waysIn() {
        return Servers.all().flatMap(server -> waysInto(server).stream());
    }

    private static List<Arguments> waysInto(TestServer server) {
        List<Arguments> ways = new ArrayList<>();
        ways.add(Arguments.of(server, ROOT, "TCP"));
        if (server.socket() != null) {
            ways.add(Arguments.of(server, ROOT, "a unix socket"));
        }
        for (String plugin : List.of("mysql_native_password", "caching_sha2_password")) {
            if (TestAccount.isPossible(server, plugin)) {
                ways.add(Arguments.of(server, plugin, "TCP"));
                if (server.socket() != null) {
                    ways.add(Arguments.of(server, plugin, "a unix socket"));
                }
            }
        }
        if (server.ca() != null) {
            ways.add(Arguments.of(server, FOR_TLS, "TLS"));
        }
        return ways;
    }

    @ParameterizedTest(name = "{0}: {1} over {2}")
    @MethodSource("waysIn")
    void tutorial_byEveryWayIn_printsWhatItDocuments(TestServer server, String who, String way) {
        if (who.equals(ROOT)) {
            check(over(way, server, MySqlOptions.parse(server.url()).toBuilder().connectTimeout(Await.LIMIT)), server);
            return;
        }
        try (TestAccount account =
                who.equals(FOR_TLS) ? TestAccount.createForTls(server) : TestAccount.create(server, who)) {
            check(over(way, server, account.options()), server);
        }
    }

    private static MySqlOptions over(String way, TestServer server, MySqlOptionsBuilder options) {
        return switch (way) {
            case "a unix socket" -> options.socketPath(server.socket()).build();
            // the certificates of MySQL's own making carry no host name
            case "TLS" ->
                options.tls(server.isMariaDb() ? TlsMode.VERIFY_IDENTITY : TlsMode.VERIFY_CA)
                        .tlsCa(server.ca())
                        .build();
            default -> options.build();
        };
    }

    private static void check(MySqlOptions options, TestServer server) {
        List<String> lines = output(options);

        int inserting = lines.indexOf("-- inserting data, with a commit");
        int autocommit = lines.indexOf("-- inserting data, with autocommit");
        assertThat(lines.get(0)).isEqualTo("-- getting started: the accounts of this server");
        assertThat(lines.get(1)).isEqualTo("[Host CHAR, User CHAR]");
        assertThat(lines.subList(2, inserting))
                .anyMatch(line -> line.endsWith(", '" + server.user() + "')"))
                .allMatch(line -> line.matches("\\('.*', '.*'\\)"));
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

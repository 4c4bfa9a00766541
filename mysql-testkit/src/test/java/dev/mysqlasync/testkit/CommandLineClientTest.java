package dev.mysqlasync.testkit;

import static dev.mysqlasync.testkit.Replies.error;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fake server against a client that is not ours; skipped where neither {@code mariadb} nor {@code mysql} is. */
class CommandLineClientTest {

    private final FakeMySqlServer mysql =
            FakeMySqlServer.builder().user("app", "secret", AuthMode.NATIVE).socket();
    private Path program;

    @BeforeEach
    void findProgram() {
        Optional<Path> found =
                Stream.of("mariadb", "mysql").flatMap(this::onPath).findFirst();
        assumeTrue(found.isPresent(), "no command-line client on the PATH");
        program = found.orElseThrow();
    }

    private Stream<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable);
    }

    @AfterEach
    void close() {
        mysql.close();
    }

    private record Outcome(int exitCode, String output) {}

    private Outcome run(String password, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--protocol=tcp",
                "--host=127.0.0.1",
                "--port=" + mysql.port(),
                "--user=app",
                "--password=" + password,
                "--batch"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }

    @Test
    void select_rowsOfAStub_arePrinted() throws Exception {
        mysql.when("SELECT id, name FROM users")
                .reply(rows("id BIGINT, name VARCHAR(50)").row(7, "Ada").row(8, null));

        Outcome outcome = run("secret", "--execute=SELECT id, name FROM users", "shop");

        assertThat(outcome.output()).isEqualTo("id\tname\n7\tAda\n8\tNULL\n");
        assertThat(outcome.exitCode()).isZero();
        mysql.verifyNoUnexpected();
        assertThat(mysql.connections().get(0).database()).isEqualTo("shop");
        mysql.await(Duration.ofSeconds(60), () -> mysql.connections().get(0).closedBy() == ClosedBy.QUIT);
    }

    @Test
    void severalResults_areAllPrinted() throws Exception {
        mysql.when("CALL p()")
                .reply(rows("a INT").row(1).then(rows("b INT").row(2)).then(ok()));

        assertThat(run("secret", "--execute=CALL p()").output()).isEqualTo("a\n1\nb\n2\n");
    }

    @Test
    void error_isPrintedWithCodeAndState() throws Exception {
        mysql.when("DROP TABLE t").reply(error(1051, "42S02", "Unknown table 'shop.t'"));

        Outcome outcome = run("secret", "--execute=DROP TABLE t");

        assertThat(outcome.output()).contains("ERROR 1051 (42S02)").contains("Unknown table 'shop.t'");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void wrongPassword_isRefused() throws Exception {
        assertThat(run("wrong", "--execute=SELECT 1").output()).contains("ERROR 1045 (28000)");
    }
}

package dev.mysqlasync.tests.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mysqlasync.tests.Reactor;
import dev.mysqlasync.tests.Servers;
import dev.mysqlasync.tests.TestServer;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the application of {@code src/it/consumer}, which Maven has built before from the BOM and the jars of this build,
 * in the three ways that users run theirs.
 */
class ConsumerIT {

    private static final Path APPLICATION = Reactor.root().resolve("integration-tests/target/it/consumer/target/app");
    private static final String MAIN = "consumer.Main";

    @Test
    void application_onTheModulePath_asksTheServer() throws Exception {
        List<String> output = run(
                java(),
                "-p",
                APPLICATION.toString(),
                "--add-modules",
                "dev.mysqlasync.nio",
                "-m",
                "consumer/" + MAIN,
                url());

        assertThat(output).containsExactly("module consumer", "answer 42");
    }

    @Test
    void application_onTheClassPath_asksTheServer() throws Exception {
        List<String> output = run(java(), "-cp", jars().collect(Collectors.joining(File.pathSeparator)), MAIN, url());

        assertThat(output).hasSize(2);
        assertThat(output.get(0)).startsWith("unnamed module");
        assertThat(output.get(1)).isEqualTo("answer 42");
    }

    /** With what the README says that an image needs. */
    @Test
    void application_asAnImage_asksTheServer(@TempDir Path directory) throws Exception {
        String java = image(directory, "consumer," + ofReadme("--add-modules (\\S+)`"));

        assertThat(run(java, "-m", "consumer/" + MAIN, url())).containsExactly("module consumer", "answer 42");
    }

    @ParameterizedTest
    @MethodSource("dev.mysqlasync.tests.Servers#all")
    void application_asAnImage_asksTheServerOverTls(TestServer server, @TempDir Path directory) throws Exception {
        assumeTrue(server.offersTls(), "the server offers TLS");
        String java = image(directory, "consumer," + ofReadme("--add-modules (\\S+)`"));

        assertThat(run(java, "-m", "consumer/" + MAIN, server.url() + "?tls=required"))
                .containsExactly("module consumer", "answer 42");
    }

    /** Surefire puts the testkit there in a modular project that does not name it. */
    @Test
    void testkit_onTheClassPathBesideTheModules_answers() throws Exception {
        Path classes = Path.of(FakeAnswer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        List<String> output = run(
                java(),
                "-p",
                APPLICATION.toString(),
                "--add-modules",
                "dev.mysqlasync,dev.mysqlasync.nio",
                "-cp",
                Reactor.jar("mysql-testkit") + File.pathSeparator + classes,
                FakeAnswer.class.getName());

        assertThat(output).containsExactly("module dev.mysqlasync", "answer 42");
    }

    private static String image(Path directory, String modules) throws IOException {
        Path image = directory.resolve("image");
        link(
                "--module-path",
                APPLICATION.toString(),
                "--add-modules",
                modules,
                ofReadme("`(--ignore-signing-information)`"),
                "--output",
                image.toString());
        return image.resolve("bin/java").toString();
    }

    private static String ofReadme(String pattern) throws IOException {
        Matcher matcher =
                Pattern.compile(pattern).matcher(Files.readString(Reactor.root().resolve("README.md")));
        assertThat(matcher.find()).as("README.md has " + pattern).isTrue();
        return matcher.group(1);
    }

    private static String url() {
        return Servers.all().findFirst().orElseThrow().url();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Stream<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(APPLICATION)) {
            return files.map(Path::toString).sorted().toList().stream();
        }
    }

    private static void link(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter output = new PrintWriter(text);
        int code = ToolProvider.findFirst("jlink").orElseThrow().run(output, output, arguments);
        assertThat(code).as(text.toString()).isZero();
    }

    /** What the program prints, a line each, once it has ended well. */
    private static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .filter(line -> !line.startsWith("SLF4J"))
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .toList();
    }
}

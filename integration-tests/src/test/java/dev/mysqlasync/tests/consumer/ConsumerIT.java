package dev.mysqlasync.tests.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.tests.Reactor;
import dev.mysqlasync.tests.Servers;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void application_asAnImage_asksTheServer(@TempDir Path directory) throws Exception {
        Path image = directory.resolve("image");
        link(
                "--module-path",
                APPLICATION.toString(),
                "--add-modules",
                "consumer,dev.mysqlasync.nio",
                "--ignore-signing-information",
                "--output",
                image.toString());

        assertThat(run(image.resolve("bin/java").toString(), "-m", "consumer/" + MAIN, url()))
                .containsExactly("module consumer", "answer 42");
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

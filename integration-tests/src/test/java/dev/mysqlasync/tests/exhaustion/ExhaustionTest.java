package dev.mysqlasync.tests.exhaustion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.testkit.real.Origin;
import dev.mysqlasync.testkit.real.RealServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that waits ends within its own limit, and afterwards new connects work. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the jar with the server is for this system")
class ExhaustionTest {

    private static RealServer server;

    @BeforeAll
    static void start() {
        server = RealServer.find(Origin.EMBEDDED);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blockedLoop", "blockedStreams", "blockedCallbacks", "directMemory", "descriptors"})
    void usedUp_everythingEndsAndGoesOnAfterwards(String what) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        "sh",
                        "-c",
                        "ulimit -n 300; exec \"$0\" \"$@\"",
                        java,
                        "-Xmx48m",
                        "-XX:MaxDirectMemorySize=2m",
                        "-XX:+UseSerialGC",
                        "-XX:ActiveProcessorCount=2",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Exhaustion.class.getName(),
                        server.url(),
                        what))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(output).endsWith("ends well\n");
    }
}

package dev.mysqlasync.tests.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.tests.Servers;
import dev.mysqlasync.tests.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Results of more bytes than a JVM of 64 MiB has. */
class StreamMemoryTest {

    private static final Logger LOG = LoggerFactory.getLogger(StreamMemoryTest.class);
    private static final int MOST_ALIVE = 16 << 20;
    private static final Pattern OUTPUT = Pattern.compile("(\\d+) rows, (\\d+) bytes alive, (\\d+) ms");

    /** One server of each vendor. */
    static Stream<TestServer> servers() {
        return Servers.all()
                .collect(Collectors.toMap(TestServer::isMariaDb, server -> server, (first, second) -> first))
                .values()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void stream_of5000000RowsOneByOne_needsNoMoreMemoryThanOfFew(TestServer server) throws Exception {
        String output = run(StreamMemory.class, server);

        LOG.info("{}: {}", server, output.strip());
        Matcher numbers = OUTPUT.matcher(output);
        assertThat(numbers.find()).as(output).isTrue();
        assertThat(Integer.parseInt(numbers.group(1))).isEqualTo(StreamMemory.ROWS);
        assertThat(Integer.parseInt(numbers.group(2))).isLessThan(MOST_ALIVE);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void stream_fetchOf100MegabytesAtOnce_needsMemoryForFewRows(TestServer server) throws Exception {
        assertThat(run(CursorMemory.class, server)).contains(CursorMemory.ROWS + " rows");
    }

    private static String run(Class<?> program, TestServer server) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        server.url())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

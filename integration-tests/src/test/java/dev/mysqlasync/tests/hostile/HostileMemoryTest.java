package dev.mysqlasync.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A client in a JVM of 96 MiB, and servers that send without end: each ends in an error of its kind, and nothing of it stays. */
class HostileMemoryTest {

    private static final int MOST_STAYING = 4 << 20;
    private static final Pattern LINE = Pattern.compile("(\\w+) (.+) (-?\\d+) bytes \\d+ ms");

    @TestFactory
    Stream<DynamicTest> answers_withLimitsOfTheirOwn_costNoMoreThanTheseAllow() throws Exception {
        return tests(run("narrow"));
    }

    @TestFactory
    Stream<DynamicTest> answers_withLimitsThatFollowTheHeap_costNoMoreThanTheseAllow() throws Exception {
        return tests(run());
    }

    private static Stream<DynamicTest> tests(String output) {
        return Stream.of(HostileAnswer.values())
                .map(answer -> DynamicTest.dynamicTest(answer.name(), () -> assertHarmless(answer, output)));
    }

    private static void assertHarmless(HostileAnswer answer, String output) {
        Matcher line = LINE.matcher(output);
        while (line.find()) {
            if (line.group(1).equals(answer.name())) {
                assertThat(line.group(2)).isEqualTo("OK");
                assertThat(Long.parseLong(line.group(3))).as("bytes that stay").isLessThan(MOST_STAYING);
                return;
            }
        }
        throw new AssertionError("the program has not come as far as this: " + output);
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        try (HostilePeer peer = new HostilePeer()) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    HostileMemory.class.getName(),
                    String.valueOf(peer.port())));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        }
    }
}

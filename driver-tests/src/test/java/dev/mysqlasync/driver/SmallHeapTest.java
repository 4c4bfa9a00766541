package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.LimitOptions;
import dev.mysqlasync.MySqlOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits that nobody has set follow the heap, also where it is smaller than the one that tests run in. */
class SmallHeapTest {

    private static final long MIB = 1 << 20;

    /** A program of its own, as each JVM has one heap. */
    public static final class Defaults {

        private Defaults() {}

        public static void main(String[] arguments) {
            LimitOptions limits =
                    MySqlOptions.builder().host("db").user("app").build().limits();
            System.out.print(limits.maxResultBytes() / MIB + " " + limits.maxRowSize() / MIB);
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 8 8", "384, 48 48"})
    void limits_inASmallHeap_areAnEighthOfIt(int heap, String expected) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap + "m",
                        "-XX:+UseG1GC", // which counts all of the heap, as others do not
                        "-cp",
                        System.getProperty("java.class.path"),
                        Defaults.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).isZero();
        assertThat(printed).isEqualTo(expected);
    }
}

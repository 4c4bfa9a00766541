package dev.mysqlasync.testkit.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void of_usualHome_isBelowIt() throws IOException {
        assertThat(of(directory.resolve("home"), Map.of()).path())
                .isEqualTo(directory.resolve("home/.cache/mysql-async"))
                .isDirectory();
    }

    @Test
    void of_cacheHomeSaid_isBelowThat() throws IOException {
        Map<String, String> environment =
                Map.of("XDG_CACHE_HOME", directory.resolve("c").toString());

        assertThat(of(directory, environment).path()).isEqualTo(directory.resolve("c/mysql-async"));
    }

    @Test
    void of_homeThatCannotBeWritten_isInTheTemporaryDirectory() throws IOException {
        Path noDirectory = Files.createFile(directory.resolve("file"));

        assertThat(of(noDirectory, Map.of()).path())
                .isEqualTo(directory.resolve("mysql-async-ann"))
                .isDirectory();
    }

    @Test
    void of_homeTooDeepForASocket_isInTheTemporaryDirectory() throws IOException {
        assertThat(of(directory.resolve("x".repeat(90)), Map.of()).path())
                .isEqualTo(directory.resolve("mysql-async-ann"));
    }

    private CacheDirectory of(Path home, Map<String, String> environment) throws IOException {
        Properties properties = new Properties();
        properties.put("user.home", home.toString());
        properties.put("user.name", "ann");
        properties.put("java.io.tmpdir", directory.toString());
        return CacheDirectory.of(new Environment(environment, properties, ClassLoader.getSystemClassLoader()));
    }

    @Test
    void unpackedOnce_secondTime_isNotFilledAgain() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        CacheDirectory cache = new CacheDirectory(directory);
        cache.unpackedOnce("it", filled -> calls.incrementAndGet());
        cache.unpackedOnce("it", filled -> calls.incrementAndGet());

        assertThat(calls).hasValue(1);
    }

    @Test
    void unpackedOnce_failureHalfWay_isDoneAnewTheNextTime() throws IOException {
        CacheDirectory cache = new CacheDirectory(directory);
        assertThatThrownBy(() -> cache.unpackedOnce("it", partial -> {
                    Files.createFile(partial.resolve("half"));
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        Path complete = cache.unpackedOnce("it", partial -> Files.createFile(partial.resolve("whole")));

        assertThat(complete).isDirectoryContaining("glob:**/whole").isDirectoryNotContaining("glob:**/half");
    }

    @Test
    void instance_leftBehind_isSweptByTheNext() throws IOException {
        CacheDirectory cache = new CacheDirectory(directory);
        Path leftover = Files.createDirectories(directory.resolve("run/123/data"));
        try (InstanceDirectory instance = InstanceDirectory.create(cache)) {
            assertThat(leftover.getParent()).doesNotExist();
            assertThat(instance.data()).isEmptyDirectory();
        }
    }

    @Test
    void instance_inUse_isNotSweptByTheNext() throws IOException {
        CacheDirectory cache = new CacheDirectory(directory);
        try (InstanceDirectory one = InstanceDirectory.create(cache);
                InstanceDirectory other = InstanceDirectory.create(cache)) {
            assertThat(one.data()).isDirectory().isNotEqualTo(other.data());
        }
        assertThat(directory.resolve("run")).isEmptyDirectory();
    }
}

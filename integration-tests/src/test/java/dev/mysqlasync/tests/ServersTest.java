package dev.mysqlasync.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServersTest {

    private static final TestServer REAL = new TestServer("REAL", "mysql://root@127.0.0.1:1/test", null, null);

    private static final Map<String, String> TWO = Map.of(
            "TEST_SERVER_MYSQL9", "mysql://root@127.0.0.1:3306/test",
            "TEST_SERVER_MYSQL9_CA", "/srv/ca.pem",
            "TEST_SERVER_MYSQL9_SOCKET", "/srv/sock",
            "TEST_SERVER_MARIADB10", "mysql://root@127.0.0.1:3307/test");

    @ParameterizedTest
    @MethodSource("dev.mysqlasync.tests.Servers#all")
    void all_everyServer_answers(TestServer server) {
        assertThat(server.answers()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.mysqlasync.tests.Servers#all")
    void server_ofAnyName_isWhatItSaysItself(TestServer server) {
        String version = MySqlConnection.connect(MySqlOptions.parse(server.url()))
                .thenCompose(connection -> connection
                        .query("SELECT VERSION()", row -> row.getString(0))
                        .thenCompose(versions -> connection.close().thenApply(closed -> versions.get(0))))
                .join();
        String[] release = version.split("[.]");
        int major = Integer.parseInt(release[0]);
        int minor = Integer.parseInt(release[1]);

        for (String name : List.of("REAL", "MYSQL9", "MARIADB10")) {
            TestServer named = new TestServer(name, server.url(), null, null);
            assertThat(named.isMariaDb()).isEqualTo(version.contains("MariaDB"));
            assertThat(named.isAtLeast(major, minor)).isTrue();
            assertThat(named.isAtLeast(major, minor + 1)).isFalse();
            assertThat(named.isAtLeast(major + 1, 0)).isFalse();
        }
    }

    @Test
    void select_listedServers_areTakenWithTheirFiles() {
        assertThat(Servers.select(TWO, server -> true, () -> REAL))
                .containsExactly(
                        new TestServer(
                                "MYSQL9",
                                "mysql://root@127.0.0.1:3306/test",
                                Path.of("/srv/ca.pem"),
                                Path.of("/srv/sock")),
                        new TestServer("MARIADB10", "mysql://root@127.0.0.1:3307/test", null, null));
    }

    @Test
    void select_noServerListed_findsOne() {
        assertThat(Servers.select(Map.of(), server -> true, () -> REAL)).containsExactly(REAL);
    }

    @Test
    void select_silentServer_isLeftOut() {
        assertThat(Servers.select(TWO, server -> server.port() == 3307, () -> REAL))
                .extracting(TestServer::name)
                .isEqualTo(List.of("MARIADB10"));
    }

    @Test
    void select_silentServerInCi_fails() {
        Map<String, String> environment = new HashMap<>(TWO);
        environment.put("CI", "true");

        assertThatThrownBy(() -> Servers.select(environment, server -> server.port() == 3307, () -> REAL))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MYSQL9");
    }

    @Test
    void url_otherAccount_replacesTheUserAlone() {
        assertThat(REAL.url("sha2", "secret")).isEqualTo("mysql://sha2:secret@127.0.0.1:1/test");
    }
}

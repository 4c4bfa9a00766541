package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Pipelining;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether statements are pipelined, by what the server says of itself. */
class DirectnessTest {

    /** A MySQL 9.7.4 that greets as connection 72, and says this of itself. */
    private static Manners saying(String connectionId, String version, String comment) {
        return new Manners() {
            @Override
            byte[] facts(Peer peer, boolean ofOrigin) {
                return facts(peer, ofOrigin, connectionId, version, comment);
            }

            @Override
            String maxPacket() {
                return "1024";
            }
        };
    }

    private static List<String> sentAtOnce(Manners manners, Pipelining pipelining) {
        try (Scene scene = new Scene(manners)) {
            MySqlConnection connection = scene.connection(options -> options.pipelining(pipelining));
            scene.watch(connection.execute("DO 1"));
            scene.watch(connection.execute("DO 2"));
            scene.run();
            return scene.peer().commands();
        }
    }

    @Test
    void auto_serverThatTheGreetingCameFrom_isPipelined() {
        assertThat(sentAtOnce(saying("72", "9.7.4", "MySQL Community Server - GPL"), Pipelining.AUTO))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "73, 9.7.4, MySQL Community Server - GPL",
        "72, 9.7.3, MySQL Community Server - GPL",
        "72, 9.7.4, (ProxySQL)",
        "72, 9.7.4, MariaDB MaxScale",
        "72, 9.7.4, Source distribution"
    })
    void auto_anySignOfAProxy_sendsOneAfterTheOther(String connectionId, String version, String comment) {
        assertThat(sentAtOnce(saying(connectionId, version, comment), Pipelining.AUTO))
                .containsExactly("QUERY DO 1");
    }

    /** A server behind something that passes its greeting on, of which it says this. */
    private static Manners seeing(String port, String client) {
        return new Manners() {
            @Override
            @Nullable
            String[] origin(Peer peer) {
                return new @Nullable String[] {port, "", client, SERVER};
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"3306, localhost:40001", "3306, 10.0.0.7", "3306, localhost", "3306, ''", "3307, localhost:32768"})
    void auto_serverThatSeesAnotherClientOrListensElsewhere_sendsOneAfterTheOther(String port, String client) {
        assertThat(sentAtOnce(seeing(port, client), Pipelining.AUTO)).containsExactly("QUERY DO 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:32768", "10.0.0.7:32768", "[::1]:32768", "app.example:32768"})
    void auto_serverThatSeesThePortOfThisEnd_isPipelined(String client) {
        assertThat(sentAtOnce(seeing("3306", client), Pipelining.AUTO)).hasSize(2);
    }

    @Test
    void on_proxy_isPipelinedAllTheSame() {
        assertThat(sentAtOnce(saying("73", "8.0.30", "(ProxySQL)"), Pipelining.ON))
                .hasSize(2);
    }

    @Test
    void off_directServer_sendsOneAfterTheOther() {
        assertThat(sentAtOnce(new Manners(), Pipelining.OFF)).containsExactly("QUERY DO 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Pipelining.class,
            names = {"AUTO", "OFF"})
    void notPipelined_answerArrives_sendsTheNext(Pipelining pipelining) {
        try (Scene scene = new Scene(saying("73", "9.7.4", ""))) {
            MySqlConnection connection = scene.connection(options -> options.pipelining(pipelining));
            scene.watch(connection.execute("DO 1"));
            scene.watch(connection.execute("DO 2"));
            scene.run();
            scene.send(ServerBytes.okAnswer());

            assertThat(scene.peer().commands()).containsExactly("QUERY DO 1", "QUERY DO 2");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void connection_facts_areTheServersOwn() {
        try (Scene scene = new Scene(saying("73", "9.7.4", "(ProxySQL)"))) {
            MySqlConnection connection = scene.connection();

            assertThat(connection.connectionId()).isEqualTo(73);
            assertThat(connection.maxAllowedPacket()).isEqualTo(1024);
            assertThat(connection.characterSet()).isEqualTo("utf8mb4");
            assertThat(connection.collation()).isEqualTo("utf8mb4_0900_ai_ci");
            assertThat(connection.capabilities())
                    .contains("CLIENT_PROTOCOL_41", "CLIENT_QUERY_ATTRIBUTES")
                    .doesNotContain("CLIENT_SSL", "CLIENT_LOCAL_FILES");
        }
    }
}

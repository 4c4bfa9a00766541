package dev.mysqlasync.testkit;

import static dev.mysqlasync.testkit.Replies.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.ComPing;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerLogTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final FakeMySqlServer mysql = FakeMySqlServer.socket();

    @AfterEach
    void close() {
        mysql.close();
    }

    @Test
    void commands_areInTheirOrderWithTheirConnection() throws Exception {
        try (RawClient one = RawClient.login(mysql);
                RawClient two = RawClient.login(mysql)) {
            one.query("BEGIN");
            two.run(new ComPing());
            one.query("COMMIT");
        }
        assertThat(mysql.commands()).extracting(ReceivedCommand::sequence).containsExactly(1, 2, 3);
        assertThat(mysql.commands()).extracting(ReceivedCommand::connectionId).containsExactly(1L, 2L, 1L);
        assertThat(mysql.commands())
                .extracting(ReceivedCommand::command)
                .containsExactly("COM_QUERY", "COM_PING", "COM_QUERY");
        assertThat(mysql.commands()).extracting(ReceivedCommand::inTransaction).containsExactly(false, false, true);
    }

    @Test
    void closedBy_clientThatJustGoes_isAbrupt() throws Exception {
        RawClient.login(mysql).close();

        mysql.await(LONG, () -> mysql.connections().get(0).closedBy() != null);
        assertThat(mysql.connections().get(0).closedBy()).isEqualTo(ClosedBy.ABRUPT);
    }

    @Test
    void await_conditionThatNeverHolds_fails() {
        assertThatThrownBy(() -> mysql.await(Duration.ZERO, () -> false)).isInstanceOf(AssertionError.class);
    }

    @Test
    void verify_countsStatementsHoweverTheyAreWritten() throws Exception {
        mysql.when("DELETE FROM t").reply(ok());
        try (RawClient client = RawClient.login(mysql)) {
            client.query("DELETE FROM t");
            client.query("DELETE  FROM t;");
        }
        mysql.verify("DELETE FROM t").times(2);
        mysql.verify("DELETE FROM t").atLeast(1);
        mysql.verify("DELETE FROM u").never();
        assertThatThrownBy(() -> mysql.verify("DELETE FROM t").times(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected 1 times, but was executed 2 times: DELETE FROM t");
        assertThatThrownBy(() -> mysql.verify("DELETE FROM t").withParams(1).atLeast(1))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void password_isNowhereInTheLog() throws Exception {
        RawClient.login(mysql).close();
        mysql.await(LONG, () -> mysql.connections().get(0).closedBy() != null);

        assertThat(mysql.commands() + " " + mysql.connections() + " " + mysql).doesNotContain("secret");
    }

    @Test
    void url_namesAccountAndPlace() {
        assertThat(mysql.url()).isEqualTo("mysql://app:secret@127.0.0.1:" + mysql.port() + "/?tls=disabled");
    }

    @Test
    void url_specialCharacters_areEncoded() {
        try (FakeMySqlServer other =
                FakeMySqlServer.builder().user("a b", "p@:/?", AuthMode.NATIVE).socket()) {
            assertThat(other.url()).startsWith("mysql://a%20b:p%40%3A%2F%3F@127.0.0.1:");
        }
    }

    @Test
    void close_endsConnectionsAndListening() throws Exception {
        RawClient client = RawClient.login(mysql);
        mysql.close();

        assertThat(client.atEnd()).isTrue();
        assertThatThrownBy(() -> new RawClient(mysql)).isInstanceOf(ConnectException.class);
    }
}

package dev.mysqlasync.testkit;

import static dev.mysqlasync.testkit.Replies.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.ComInitDb;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnexpectedTest {

    private final FakeMySqlServer mysql = FakeMySqlServer.socket();

    @AfterEach
    void close() {
        mysql.close();
    }

    @Test
    void query_withoutAStub_isErrorAndConnectionStaysUsable() throws Exception {
        try (RawClient client = RawClient.login(mysql)) {
            Answer answer = client.query("SELECT nobody FROM nowhere");

            assertThat(answer.errorCode()).isEqualTo(1105);
            assertThat(answer.err().sqlState()).isEqualTo("HY000");
            assertThat(answer.message()).contains("SELECT nobody FROM nowhere").contains("no stubs");
            assertThat(client.query("SELECT 1").rows()).containsExactly(List.of(1L));
        }
    }

    @Test
    void report_showsTheNearestStubAndWhereItDiffers() throws Exception {
        mysql.when("DELETE FROM users").reply(ok());
        mysql.when("SELECT id, name FROM users WHERE id = ?").withParams(7).reply(ok());

        try (RawClient client = RawClient.login(mysql)) {
            client.run(new ComInitDb("shop"));
            client.query("BEGIN");
            client.query("SELECT id, name FROM users WHERE id = 7 AND active");
        }
        String report = mysql.unexpected().get(0);
        assertThat(report)
                .contains("connection 1 (user=app, db=shop, COM_QUERY, in transaction)")
                .contains("Nearest stub (7")
                .contains("UnexpectedTest.java:")
                .contains("  sql    : SELECT id, name FROM users WHERE id = ?\n" + " ".repeat(11 + 38) + "^")
                .contains("params : [7]")
                .contains("Stubs in all: 2")
                .contains("when(\"SELECT id, name FROM users WHERE id = 7 AND active\").reply(");
    }

    @Test
    void report_stubUsedUp_saysSo() throws Exception {
        mysql.when("X").reply(ok()).times(1);

        try (RawClient client = RawClient.login(mysql)) {
            client.query("X");

            assertThat(client.query("X").message())
                    .contains("Nearest stub (100 %)")
                    .contains("used up after 1");
        }
    }

    @Test
    void message_isCutTo512Characters() throws Exception {
        try (RawClient client = RawClient.login(mysql)) {
            assertThat(client.query("SELECT " + "x".repeat(2000)).message()).hasSize(512);
        }
        assertThat(mysql.unexpected().get(0)).hasSizeGreaterThan(4000);
    }

    @Test
    void verifyNoUnexpected_missThatTheClientSwallowed_fails() throws Exception {
        mysql.verifyNoUnexpected();
        try (RawClient client = RawClient.login(mysql)) {
            client.query("SELECT nobody");
        }
        assertThatThrownBy(mysql::verifyNoUnexpected)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SELECT nobody");
    }
}

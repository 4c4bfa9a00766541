package dev.mysqlasync.testkit;

import static dev.mysqlasync.protocol.StatusFlag.SERVER_STATUS_AUTOCOMMIT;
import static dev.mysqlasync.protocol.StatusFlag.SERVER_STATUS_IN_TRANS;
import static dev.mysqlasync.testkit.Replies.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.protocol.ComInitDb;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.ComQuit;
import dev.mysqlasync.protocol.ComResetConnection;
import dev.mysqlasync.protocol.ComSetOption;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.SessionChange;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HousekeepingTest {

    private final FakeMySqlServer mysql = FakeMySqlServer.socket();
    private RawClient client;

    @BeforeEach
    void login() throws IOException {
        client = RawClient.login(mysql);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        mysql.verifyNoUnexpected();
        mysql.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "begin work", "START TRANSACTION READ ONLY"})
    void begin_setsTheTransactionFlag(String sql) throws Exception {
        assertThat(client.query(sql).status()).isEqualTo(SERVER_STATUS_AUTOCOMMIT | SERVER_STATUS_IN_TRANS);
        assertThat(client.query("SELECT 1").status() & SERVER_STATUS_IN_TRANS).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ROLLBACK", "rollback work"})
    void end_clearsTheTransactionFlag(String sql) throws Exception {
        client.query("BEGIN");

        assertThat(client.query(sql).status()).isEqualTo(SERVER_STATUS_AUTOCOMMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAVEPOINT a", "ROLLBACK TO SAVEPOINT a", "RELEASE SAVEPOINT a", "COMMIT AND CHAIN"})
    void transaction_staysOpen(String sql) throws Exception {
        client.query("BEGIN");

        assertThat(client.query(sql).status() & SERVER_STATUS_IN_TRANS).isNotZero();
    }

    @Test
    void autocommitOff_stubbedStatement_startsATransaction() throws Exception {
        mysql.when("INSERT").reply(ok());

        assertThat(client.query("SET NAMES utf8mb4, autocommit=0").status()).isZero();
        assertThat(client.query("INSERT").status()).isEqualTo(SERVER_STATUS_IN_TRANS);
        assertThat(client.query("SET autocommit = ON").status()).isEqualTo(SERVER_STATUS_AUTOCOMMIT);
    }

    @Test
    void stubForBegin_setsTheTransactionFlagToo() throws Exception {
        mysql.when("BEGIN").reply(ok().warnings(1));

        assertThat(client.query("BEGIN").status() & SERVER_STATUS_IN_TRANS).isNotZero();
    }

    @Test
    void use_changesTheSchemaAndTellsSo() throws Exception {
        OkPacket ok = client.query("USE `shop`").ok();

        assertThat(ok.sessionChanges()).containsExactly(new SessionChange.Schema("shop"));
        assertThat(client.query("SELECT DATABASE()").rows()).containsExactly(List.of("shop"));
        assertThat(mysql.connections().get(0).database()).isEqualTo("shop");
    }

    @Test
    void initDb_changesTheSchema() throws Exception {
        client.run(new ComInitDb("shop"));

        assertThat(mysql.connections().get(0).database()).isEqualTo("shop");
    }

    @Test
    void set_variables_areReadBack() throws Exception {
        client.query("SET SESSION sql_mode = 'ANSI', @@time_zone = '+00:00', @answer := 42, wait_timeout=5");

        assertThat(client.query("SELECT @@sql_mode, @@session.time_zone AS tz, @answer, @@wait_timeout, @none LIMIT 1")
                        .rows())
                .containsExactly(Arrays.asList("ANSI", "+00:00", 42L, 5L, null));
    }

    @Test
    void select_whatAConnectionIsSetUpWith_isKnown() throws Exception {
        Answer answer = client.query("SELECT CONNECTION_ID(), VERSION(), @@version_comment, @@session.sql_mode,"
                + " @@session.time_zone, @@system_time_zone, @@max_allowed_packet");

        assertThat(answer.rows())
                .containsExactly(List.of(
                        1L,
                        "8.4.6",
                        "MySQL Community Server - GPL",
                        "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION",
                        "SYSTEM",
                        "UTC",
                        64L << 20));
        assertThat(answer.columns().get(3).name()).isEqualTo("@@session.sql_mode");
    }

    @Test
    void set_namesAndIsolation_areReadBack() throws Exception {
        client.query("SET NAMES latin1 COLLATE 'latin1_bin'");
        client.query("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");

        assertThat(client.query("SELECT @@character_set_results, @@collation_connection, @@transaction_isolation")
                        .rows())
                .containsExactly(List.of("latin1", "latin1_bin", "READ-COMMITTED"));
    }

    @Test
    void select_column_isNamedByItsAliasOrItsExpression() throws Exception {
        Answer answer = client.query("select @@version_comment limit 1");

        assertThat(answer.columns().get(0).name()).isEqualTo("@@version_comment");
        assertThat(client.query("SELECT 1 AS one").columns().get(0).name()).isEqualTo("one");
    }

    @Test
    void select_ownIds_areTheSessions() throws Exception {
        assertThat(client.query("SELECT CONNECTION_ID(), VERSION(), @@autocommit")
                        .rows())
                .containsExactly(List.of(1L, "8.4.6", 1L));
    }

    @Test
    void resetConnection_startsTheSessionOver() throws Exception {
        client.query("SET autocommit=0, @a=1");
        client.query("BEGIN");

        assertThat(client.run(new ComResetConnection()).status()).isEqualTo(SERVER_STATUS_AUTOCOMMIT);
        assertThat(client.query("SELECT @a").rows()).containsExactly(Arrays.asList((Object) null));
    }

    @Test
    void setOption_isAnsweredAsRowsEnd() throws Exception {
        client.send(new ComSetOption(true));

        assertThat(client.read().readRemaining()).startsWith(0xFE).hasSize(7);
    }

    @Test
    void ping_isAnswered() throws Exception {
        assertThat(client.run(new ComPing()).ok()).isNotNull();
    }

    @Test
    void quit_closesTheConnection() throws Exception {
        client.send(new ComQuit());

        assertThat(client.atEnd()).isTrue();
        assertThat(mysql.connections().get(0).closedBy()).isEqualTo(ClosedBy.QUIT);
    }

    @Test
    void showWarnings_isEmpty() throws Exception {
        assertThat(client.query("SHOW WARNINGS").rows()).isEmpty();
    }
}

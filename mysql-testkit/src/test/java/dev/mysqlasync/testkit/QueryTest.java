package dev.mysqlasync.testkit;

import static dev.mysqlasync.testkit.Replies.error;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.QueryAttribute;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.StatusFlag;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    private final FakeMySqlServer mysql = FakeMySqlServer.socket();

    @AfterEach
    void close() {
        mysql.close();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                RawClient.CAPABILITIES,
                RawClient.CAPABILITIES & ~Capability.CLIENT_DEPRECATE_EOF,
                RawClient.CAPABILITIES & ~Capability.CLIENT_SESSION_TRACK,
                RawClient.CAPABILITIES | Capability.CLIENT_OPTIONAL_RESULTSET_METADATA
            })
    void query_stubWithRows_givesThemInTheFormNegotiated(long capabilities) throws Exception {
        mysql.when("SELECT * FROM users")
                .reply(rows("id BIGINT, name VARCHAR(50), born DATE, balance DECIMAL(10,2)")
                        .row(7, "Ada", LocalDate.of(1815, 12, 10), new BigDecimal("1.50"))
                        .row(8, null, null, null)
                        .warnings(2));

        try (RawClient client = RawClient.login(mysql, capabilities)) {
            Answer answer = client.query("SELECT  *  FROM users;");

            assertThat(answer.rows())
                    .containsExactly(
                            List.of(7L, "Ada", LocalDate.of(1815, 12, 10), new BigDecimal("1.50")),
                            Arrays.asList(8L, null, null, null));
            assertThat(answer.ok().warnings()).isEqualTo(2);
            assertThat(answer.status()).isEqualTo(StatusFlag.SERVER_STATUS_AUTOCOMMIT);
        }
    }

    @Test
    void query_stubWithOk_givesAllItsFields() throws Exception {
        mysql.when("UPDATE t SET a = 1")
                .reply(ok().affected(3).insertId(42).warnings(1).info("Rows matched: 3  Changed: 3  Warnings: 1"));

        try (RawClient client = RawClient.login(mysql)) {
            Answer answer = client.query("UPDATE t SET a = 1");

            assertThat(answer.ok().affectedRows()).isEqualTo(3);
            assertThat(answer.ok().lastInsertId()).isEqualTo(42);
            assertThat(answer.ok().warnings()).isEqualTo(1);
            assertThat(answer.ok().info()).isEqualTo("Rows matched: 3  Changed: 3  Warnings: 1");
        }
    }

    @Test
    void query_stubWithError_givesItAndConnectionStaysUsable() throws Exception {
        mysql.when("INSERT INTO t VALUES (7)").reply(error(1062, "23000", "Duplicate entry '7' for key 'PRIMARY'"));

        try (RawClient client = RawClient.login(mysql)) {
            Answer answer = client.query("INSERT INTO t VALUES (7)");

            assertThat(answer.err().code()).isEqualTo(1062);
            assertThat(answer.err().sqlState()).isEqualTo("23000");
            assertThat(client.query("SELECT 1").rows()).containsExactly(List.of(1L));
        }
    }

    @Test
    void query_severalResults_areAnnouncedToFollow() throws Exception {
        mysql.when("CALL p()")
                .reply(rows("a INT")
                        .row(1)
                        .then(rows("b INT").row(2).outParameters())
                        .then(ok().affected(5)));

        try (RawClient client = RawClient.login(mysql, RawClient.CAPABILITIES & ~Capability.CLIENT_DEPRECATE_EOF)) {
            List<Answer> answers = client.queries("CALL p()");

            assertThat(answers).hasSize(3);
            assertThat(answers.get(1).rows()).containsExactly(List.of(2));
            assertThat(answers.get(1).status() & StatusFlag.SERVER_PS_OUT_PARAMS)
                    .isNotZero();
            assertThat(answers.get(2).ok().affectedRows()).isEqualTo(5);
        }
    }

    @Test
    void query_generatedRows_areMadeAsTheClientTakesThem() throws Exception {
        long count = 100_000;
        mysql.when("SELECT n FROM numbers")
                .reply(rows("n BIGINT")
                        .generate(() ->
                                LongStream.range(0, count).mapToObj(List::of).iterator()));

        try (RawClient client = RawClient.login(mysql)) {
            Answer answer = client.query("SELECT n FROM numbers");

            assertThat(answer.rows()).hasSize((int) count).last().isEqualTo(List.of(count - 1));
        }
    }

    @Test
    void query_generatorThatFails_becomesAnErrorAndIsReported() throws Exception {
        mysql.when("SELECT n")
                .reply(rows("n INT")
                        .generate(
                                () -> List.of(List.of(1), List.of("no number")).iterator()));

        try (RawClient client = RawClient.login(mysql)) {
            Answer answer = client.query("SELECT n");

            assertThat(answer.rows()).containsExactly(List.of(1));
            assertThat(answer.errorCode()).isEqualTo(1105);
            assertThat(client.query("SELECT 1").rows()).hasSize(1);
            assertThatThrownBy(mysql::verifyNoUnexpected).hasMessageContaining("row 1");
        }
    }

    @Test
    void query_computedReply_seesTheCommand() throws Exception {
        mysql.whenMatches("SELECT \\d+ \\+ 1").reply(command -> {
            long number = Long.parseLong(command.sql().split(" ")[1]);
            return rows("n BIGINT").row(number + 1);
        });

        try (RawClient client = RawClient.login(mysql)) {
            assertThat(client.query("SELECT 41 + 1").rows()).containsExactly(List.of(42L));
        }
    }

    @Test
    void query_queryAttributes_areInTheLog() throws Exception {
        mysql.when("SELECT 2").reply(rows("n INT").row(2));

        try (RawClient client = RawClient.login(mysql, RawClient.CAPABILITIES | Capability.CLIENT_QUERY_ATTRIBUTES)) {
            client.send(new ComQuery("SELECT 2", List.of(new QueryAttribute("traceparent", "00-1"))));
            client.answers(RowFormat.TEXT);
        }
        assertThat(mysql.commands().get(0).attributes()).containsEntry("traceparent", "00-1");
    }

    @Test
    void query_pipelined_isAnsweredInOrder() throws Exception {
        mysql.when("A").reply(ok().affected(1).delay(Duration.ofMillis(1)));
        mysql.when("B").reply(ok().affected(2));

        try (RawClient client = RawClient.login(mysql)) {
            client.send(new ComQuery("A"));
            client.send(new ComQuery("B"));

            assertThat(readOk(client)).isEqualTo(1);
            assertThat(readOk(client)).isEqualTo(2);
        }
    }

    private static long readOk(RawClient client) throws Exception {
        client.startAt(1);
        return client.answers(RowFormat.TEXT).get(0).ok().affectedRows();
    }

    @Test
    void row_valueThatDoesNotFit_isRefusedAtOnce() {
        RowsReply reply = rows("id TINYINT");

        assertThatThrownBy(() -> reply.row(1000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reply.row(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void then_afterAnError_isRefused() {
        assertThatThrownBy(() -> error(1317, "70100", "x").then(ok())).isInstanceOf(IllegalArgumentException.class);
    }
}

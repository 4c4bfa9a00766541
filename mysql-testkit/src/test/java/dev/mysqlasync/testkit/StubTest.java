package dev.mysqlasync.testkit;

import static dev.mysqlasync.testkit.Replies.error;
import static dev.mysqlasync.testkit.Replies.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.ComPing;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StubTest {

    private final FakeMySqlServer mysql = FakeMySqlServer.socket();

    @AfterEach
    void close() {
        mysql.close();
    }

    private long affected(RawClient client) throws IOException {
        Answer answer = client.query("X");
        return answer.ok() == null ? -1 : answer.ok().affectedRows();
    }

    @Test
    void reply_single_answersAnyNumberOfCommands() throws Exception {
        mysql.when("X").reply(ok().affected(1));

        try (RawClient client = RawClient.login(mysql)) {
            assertThat(affected(client)).isEqualTo(1);
            assertThat(affected(client)).isEqualTo(1);
        }
    }

    @Test
    void thenReply_answersInOrderAndIsUsedUp() throws Exception {
        mysql.when("X").reply(ok().affected(1)).thenReply(ok().affected(2));

        try (RawClient client = RawClient.login(mysql)) {
            assertThat(affected(client)).isEqualTo(1);
            assertThat(affected(client)).isEqualTo(2);
            assertThat(affected(client)).isEqualTo(-1);
        }
    }

    @Test
    void repeating_lastReplyGoesOn() throws Exception {
        mysql.when("X").reply(ok().affected(1)).thenReply(ok().affected(2)).repeating();

        try (RawClient client = RawClient.login(mysql)) {
            assertThat(affected(client)).isEqualTo(1);
            assertThat(affected(client)).isEqualTo(2);
            assertThat(affected(client)).isEqualTo(2);
        }
    }

    @Test
    void times_limitsTheAnswers() throws Exception {
        mysql.when("X").reply(ok().affected(1)).times(2);

        try (RawClient client = RawClient.login(mysql)) {
            affected(client);
            assertThat(affected(client)).isEqualTo(1);
            assertThat(affected(client)).isEqualTo(-1);
        }
    }

    @Test
    void when_declaredLater_answersUntilUsedUp() throws Exception {
        mysql.when("X").reply(ok().affected(1));
        mysql.whenMatches("(?i)x").reply(ok().affected(2)).times(1);

        try (RawClient client = RawClient.login(mysql)) {
            assertThat(affected(client)).isEqualTo(2);
            assertThat(affected(client)).isEqualTo(1);
        }
    }

    @Test
    void when_housekeepingStatement_isOverridden() throws Exception {
        mysql.when("COMMIT").reply(error(1213, "40001", "Deadlock found"));

        try (RawClient client = RawClient.login(mysql)) {
            assertThat(client.query("COMMIT").errorCode()).isEqualTo(1213);
        }
    }

    @Test
    void whenCommand_answersCommandsWithoutSql() throws Exception {
        mysql.whenCommand("COM_PING").reply(error(1053, "08S01", "Server shutdown in progress"));
        mysql.when(command -> true).reply(ok());

        try (RawClient client = RawClient.login(mysql)) {
            assertThat(client.run(new ComPing()).errorCode()).isEqualTo(1053);
        }
    }

    @Test
    void when_predicateThatFails_isAnErrorAndReported() throws Exception {
        mysql.when(command -> {
                    throw new IllegalStateException("mistake");
                })
                .reply(ok());

        try (RawClient client = RawClient.login(mysql)) {
            assertThat(client.query("X").message()).contains("mistake");
            assertThatThrownBy(mysql::verifyNoUnexpected).hasMessageContaining("mistake");
        }
    }

    @Test
    void reply_claimedByManyConnections_isGivenOnceEach() throws Exception {
        int turns = 64;
        Stub stub = mysql.when("X");
        IntStream.rangeClosed(1, turns).forEach(turn -> stub.thenReply(ok().affected(turn)));
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        Callable<Void> asking = () -> {
            try (RawClient client = RawClient.login(mysql)) {
                for (int i = 0; i < turns / 4; i++) {
                    seen.add(affected(client));
                }
            }
            return null;
        };

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> asked : threads.invokeAll(Collections.nCopies(4, asking))) {
                asked.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(seen).hasSize(turns).doesNotContain(-1L);
    }

    @Test
    void verifyAllStubsUsed_namesThoseThatAreNot() throws Exception {
        mysql.when("X").reply(ok());
        mysql.when("NEVER ASKED").reply(ok());
        mysql.when("TWICE").reply(ok()).times(2);

        try (RawClient client = RawClient.login(mysql)) {
            client.query("X");
            client.query("TWICE");
        }
        assertThatThrownBy(mysql::verifyAllStubsUsed)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("NEVER ASKED")
                .hasMessageContaining("TWICE")
                .hasMessageContaining("StubTest.java:")
                .hasMessageNotContaining("  X,");
    }
}

package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Transactions with an end, and statements in them, that are late or called off. */
class TransactionDeadlineTest {

    private static final int IN_TRANSACTION = TransactionScene.IN_TRANSACTION;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = new Scene(new SlowKill());
    private final MySqlConnection connection = scene.connection(options -> options.statementTimeout(SECOND));
    private final CompletableFuture<String> work = new CompletableFuture<>();

    private void expect(int peer, String... statements) {
        scene.run();
        assertThat(scene.peers().get(peer).takeCommands())
                .containsExactlyElementsOf(
                        List.of(statements).stream().map(sql -> "QUERY " + sql).toList());
    }

    private void answer(int peer, byte[] bytes) {
        scene.peers().get(peer).send(bytes);
        scene.run();
    }

    private void begin() {
        expect(0, "START TRANSACTION");
        answer(0, ServerBytes.answer().ok(IN_TRANSACTION).bytes());
    }

    private void pass(Duration time) {
        scene.loop().clock().advance(time);
        scene.run();
    }

    @Test
    void beginning_late_failsAndClosesTheConnection() {
        try (scene) {
            CompletableFuture<String> result = scene.watch(connection.inTransaction(transaction -> work));
            expect(0, "START TRANSACTION");
            pass(SECOND);

            scene.failure(result, MySqlTimeoutException.class);
            assertThat(connection.isOpen()).isFalse();
            pass(Duration.ofSeconds(5));
        }
    }

    @Test
    void commit_late_isOfUnknownOutcome() {
        try (scene) {
            CompletableFuture<String> result = scene.watch(connection.inTransaction(transaction -> work));
            begin();
            work.complete("done");
            expect(0, "COMMIT");
            pass(SECOND);

            scene.failure(result, MySqlCommitUnknownException.class);
            assertThat(connection.isOpen()).isFalse();
            pass(Duration.ofSeconds(5));
        }
    }

    @Test
    void rollback_late_closesTheConnection() {
        try (scene) {
            CompletableFuture<String> result = scene.watch(connection.inTransaction(transaction -> work));
            begin();
            work.completeExceptionally(new IllegalArgumentException("mine"));
            expect(0, "ROLLBACK");
            pass(SECOND);

            Throwable failure = scene.failure(result, IllegalArgumentException.class);
            assertThat(failure.getSuppressed()).singleElement().isInstanceOf(MySqlTimeoutException.class);
            assertThat(connection.isOpen()).isFalse();
            pass(Duration.ofSeconds(5));
        }
    }

    @Test
    void commit_notSentInTime_closesTheConnection() {
        try (scene) {
            CompletableFuture<String> result = scene.watch(connection.inTransaction(transaction -> work));
            begin();
            scene.watch(connection.ping()).exceptionally(late -> null);
            work.complete("done");
            scene.run();
            pass(SECOND);

            assertThat(scene.failure(result)).isInstanceOf(MySqlTimeoutException.class);
            assertThat(connection.isOpen()).isFalse();
            assertThat(scene.peers().get(0).takeCommands()).doesNotContain("QUERY COMMIT");
            pass(Duration.ofSeconds(5));
        }
    }

    @Test
    void cancel_statementUnderWay_isKilledBeforeTheRollback() {
        try (scene) {
            CompletableFuture<?> result =
                    scene.watch(connection.inTransaction(transaction -> transaction.execute("UPDATE 1")));
            begin();
            expect(0, "UPDATE 1");
            result.cancel(false);
            expect(1, "KILL QUERY " + connection.connectionId());
            expect(0);
            answer(1, ServerBytes.okAnswer());
            answer(0, ServerBytes.errorAnswer(1317));

            expect(0, "ROLLBACK");
            answer(0, ServerBytes.okAnswer());
            assertThat(connection.isInTransaction()).isFalse();
        }
    }
}

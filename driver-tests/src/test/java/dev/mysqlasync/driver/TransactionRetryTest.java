package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.TransactionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transactions that are run again. */
class TransactionRetryTest {

    private static final RetryPolicy POLICY =
            RetryPolicy.defaults().maxAttempts(3).random(new SplittableRandom(4));
    private static final Duration LONGEST = Duration.ofMillis(40);

    private int calls;

    private CompletableFuture<Void> update(TransactionScene scene, RetryPolicy policy) {
        return scene.watch(scene.connection().retryTransaction(policy, TransactionOptions.defaults(), transaction -> {
            calls++;
            return transaction.execute("UPDATE 1").thenAccept(done -> {});
        }));
    }

    private static void attempt(TransactionScene scene) {
        scene.expect("START TRANSACTION").ok().expect("UPDATE 1");
    }

    private static void pass(TransactionScene scene, Duration time) {
        scene.scene().loop().clock().advance(time);
        scene.scene().run();
    }

    @ParameterizedTest
    @CsvSource({"1213, 40001", "3101, 40000", "1614, XA102", "1613, XA106", "9999, 40001"})
    void failure_ofATransactionThatGaveWay_isRetriedOnceRolledBack(int code, String sqlState) {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = update(scene, POLICY);
            attempt(scene);
            scene.error(code, sqlState).expect("ROLLBACK");
            pass(scene, LONGEST);
            scene.expect().ok(0);
            pass(scene, LONGEST);
            attempt(scene);
            scene.ok().expect("COMMIT").ok(0);

            assertThat(result).isCompleted();
            assertThat(calls).isEqualTo(2);
        }
    }

    @Test
    void lockWaitTimeout_isRetriedOnceRolledBack() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = update(scene, POLICY);
            attempt(scene);
            scene.error(1205, "HY000").expect(TransactionFateTest.QUESTION);
            scene.scene().send(ServerBytes.rowsAnswer("0"));
            scene.expect("ROLLBACK").ok(0);
            pass(scene, LONGEST);
            attempt(scene);
            scene.ok().expect("COMMIT").ok(0);

            assertThat(result).isCompleted();
        }
    }

    @ParameterizedTest
    @CsvSource({"1062, 23000", "1020, HY000", "1644, 40001", "1064, 42000", "3024, HY000"})
    void failure_ofAnotherKind_isNotRetried(int code, String sqlState) {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = update(scene, POLICY);
            attempt(scene);
            scene.error(code, sqlState).expect("ROLLBACK").ok(0);

            assertThat(scene.failure(result, MySqlServerException.class).errorCode())
                    .isEqualTo(code);
            assertThat(calls).isEqualTo(1);
        }
    }

    @Test
    void failures_asManyAsAttempts_endIt() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = update(scene, POLICY);
            for (int i = 0; i < 3; i++) {
                attempt(scene);
                scene.deadlock().expect("ROLLBACK").ok(0);
                pass(scene, LONGEST);
            }

            assertThat(scene.failure(result, MySqlException.class).isTransactionRolledBack())
                    .isTrue();
            assertThat(calls).isEqualTo(3);
        }
    }

    @Test
    void deadlock_answeringCommit_isRetried() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = update(scene, POLICY);
            attempt(scene);
            scene.ok().expect("COMMIT").error(3101, "40000").expect("ROLLBACK").ok(0);
            pass(scene, LONGEST);
            attempt(scene);
            scene.ok().expect("COMMIT").ok(0);

            assertThat(result).isCompleted();
        }
    }

    @Test
    void commit_cut_isNeverRetried() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = update(scene, POLICY);
            attempt(scene);
            scene.ok().expect("COMMIT");
            scene.scene().peer().reset();

            scene.failure(result, MySqlCommitUnknownException.class);
            assertThat(calls).isEqualTo(1);
        }
    }

    @Test
    void connection_lost_isNotRetried() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = update(scene, POLICY);
            attempt(scene);
            scene.scene().peer().reset();

            scene.failure(result, MySqlConnectionLostException.class);
            assertThat(calls).isEqualTo(1);
        }
    }

    @Test
    void pauses_areThoseThatTheRandomnessGives() {
        List<Duration> drawn = new ArrayList<>();
        RetryPolicy twin = POLICY.random(new SplittableRandom(4));
        try (TransactionScene scene = new TransactionScene()) {
            update(scene, POLICY.random(new SplittableRandom(4)));
            for (int i = 1; i < 3; i++) {
                attempt(scene);
                scene.deadlock().expect("ROLLBACK").ok(0);
                Duration pause = twin.pauseAfter(i);
                drawn.add(pause);
                pass(scene, pause.minusNanos(1));
                scene.expect();
                pass(scene, Duration.ofNanos(1));
            }
            attempt(scene);
            scene.ok().expect("COMMIT").ok(0);
        }
        assertThat(drawn).doesNotHaveDuplicates();
    }

    @Test
    void cancel_inAPause_endsIt() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = update(scene, POLICY);
            attempt(scene);
            scene.deadlock().expect("ROLLBACK").ok(0);
            result.cancel(false);
            pass(scene, LONGEST);

            scene.expect();
            assertThat(calls).isEqualTo(1);
        }
    }

    @Test
    void cancel_inTheSecondAttempt_rollsThatBack() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = scene.watch(scene.connection()
                    .retryTransaction(
                            POLICY,
                            TransactionOptions.defaults(),
                            transaction -> calls++ == 0
                                    ? transaction.execute("UPDATE 1").thenAccept(done -> {})
                                    : never));
            attempt(scene);
            scene.deadlock().expect("ROLLBACK").ok(0);
            pass(scene, LONGEST);
            scene.expect("START TRANSACTION").ok();
            result.cancel(false);

            scene.expect("ROLLBACK").ok(0);
            assertThat(never).isCancelled();
        }
    }

    @Test
    void connection_lostInAPause_failsAtOnce() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> result = update(scene, POLICY);
            attempt(scene);
            scene.deadlock().expect("ROLLBACK").ok(0);
            scene.scene().peer().reset();

            scene.failure(result, MySqlConnectionLostException.class);
        }
    }
}

package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Written;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Statements that are called off, by their user or by a deadline, and what the connection does until they have ended. */
class StoppingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int KILLED = 1317;

    private final Scene scene = new Scene(new SlowKill());
    private final MySqlConnection connection = scene.connection();

    private CompletableFuture<Rows> query(String sql) {
        CompletableFuture<Rows> future = scene.watch(connection.query(sql));
        scene.run();
        return future;
    }

    private CompletableFuture<Rows> queryWithin(Duration timeout, String sql) {
        CompletableFuture<Rows> future =
                scene.watch(connection.query(Statement.of(sql).timeout(timeout)));
        scene.run();
        return future;
    }

    private Peer victim() {
        return scene.peers().get(0);
    }

    private Peer killer() {
        assertThat(scene.peers()).hasSize(2);
        return scene.peers().get(1);
    }

    private void answer(Peer peer, byte[] bytes) {
        peer.send(bytes);
        scene.run();
    }

    private void pass(Duration time) {
        scene.loop().clock().advance(time);
        scene.run();
    }

    @Test
    void cancel_statementUnderWay_isKilledFromAnotherConnection() {
        try (scene) {
            query("SELECT SLEEP(9)").cancel(true);
            scene.run();

            assertThat(killer().takeCommands()).containsExactly("QUERY KILL QUERY 72");
            answer(killer(), ServerBytes.okAnswer());
            answer(victim(), ServerBytes.errorAnswer(KILLED));
            assertThat(killer().takeCommands()).containsExactly("QUIT");
        }
    }

    @Test
    void cancel_derivedFuture_killsTheStatement() {
        try (scene) {
            query("SELECT SLEEP(9)").thenApply(Rows::size).cancel(true);
            scene.run();

            assertThat(killer().commands()).containsExactly("QUERY KILL QUERY 72");
            answer(killer(), ServerBytes.okAnswer());
            answer(victim(), ServerBytes.errorAnswer(KILLED));
        }
    }

    @Test
    void cancel_nextStatement_waitsForTheKillsAnswerAndTheVictims() {
        try (scene) {
            query("SELECT SLEEP(9)").cancel(true);
            CompletableFuture<Rows> next = query("SELECT 1");

            answer(victim(), ServerBytes.errorAnswer(KILLED));
            assertThat(victim().commands()).containsExactly("QUERY SELECT SLEEP(9)");
            answer(killer(), ServerBytes.okAnswer());
            assertThat(victim().commands()).containsExactly("QUERY SELECT SLEEP(9)", "QUERY SELECT 1");
            answer(victim(), ServerBytes.rowsAnswer("1"));
            assertThat(next.join().size()).isEqualTo(1);
        }
    }

    @Test
    void cancel_killAnsweredFirst_nextStatementWaitsForTheVictim() {
        try (scene) {
            query("SELECT SLEEP(9)").cancel(true);
            CompletableFuture<Rows> next = query("SELECT 1");

            answer(killer(), ServerBytes.okAnswer());
            assertThat(victim().commands()).hasSize(1);
            answer(victim(), ServerBytes.rowsAnswer("1")); // as SLEEP does on MySQL when it is killed
            assertThat(victim().commands()).hasSize(2);
            answer(victim(), ServerBytes.rowsAnswer("x", "y"));
            assertThat(next.join().size()).isEqualTo(2);
        }
    }

    @Test
    void cancel_victimEndsBeforeTheKillerIsThere_nothingIsKilled() {
        try (scene) {
            CompletableFuture<Rows> cancelled = query("SELECT 1");
            victim().send(ServerBytes.rowsAnswer("1"));
            cancelled.cancel(true);
            CompletableFuture<Rows> next = query("SELECT 2");
            answer(victim(), ServerBytes.rowsAnswer("2"));

            assertThat(next.join().size()).isEqualTo(1);
            scene.peers().stream()
                    .skip(1)
                    .forEach(peer -> assertThat(peer.commands()).doesNotContain("QUERY KILL QUERY 72"));
        }
    }

    @Test
    void cancel_notSentYet_isNeverSent() {
        try (scene) {
            CompletableFuture<Rows> one = scene.watch(connection.query("SELECT 1"));
            scene.watch(connection.query("SELECT 2")).cancel(true);
            scene.run();
            answer(victim(), ServerBytes.rowsAnswer("1"));

            assertThat(one).isCompleted();
            assertThat(victim().commands()).containsExactly("QUERY SELECT 1");
            assertThat(scene.peers()).hasSize(1);
        }
    }

    @Test
    void cancel_othersWereSentBehind_dropsTheAnswerAndKillsNothing() {
        try (scene) {
            CompletableFuture<Rows> cancelled = query("SELECT 1");
            CompletableFuture<Rows> behind = query("SELECT 2");
            cancelled.cancel(true);
            scene.run();
            answer(victim(), ServerBytes.rowsAnswer("1"));
            answer(victim(), ServerBytes.rowsAnswer("x", "y"));

            assertThat(behind.join().size()).isEqualTo(2);
            assertThat(scene.peers()).hasSize(1);
        }
    }

    @Test
    void cancel_othersWereSentBehindAndItDoesNotEnd_closesTheConnectionAfterTheGrace() {
        try (scene) {
            CompletableFuture<Rows> cancelled = query("SELECT SLEEP(9)");
            CompletableFuture<Rows> behind = query("SELECT 2");
            cancelled.cancel(true);
            scene.run();
            assertThat(scene.peers()).hasSize(1);
            pass(Duration.ofSeconds(5));

            scene.failure(behind, MySqlTimeoutException.class);
            assertThat(killer().commands()).contains("QUERY KILL CONNECTION 72");
            scene.forget(connection);
        }
    }

    @Test
    void cancel_allThatIsUnderWay_isKilledOneAfterTheOther() {
        try (scene) {
            CompletableFuture<Rows> first = query("SELECT SLEEP(8)");
            CompletableFuture<Rows> second = query("SELECT SLEEP(9)");
            first.cancel(true);
            second.cancel(true);
            scene.run();

            assertThat(killer().takeCommands()).containsExactly("QUERY KILL QUERY 72");
            answer(killer(), ServerBytes.okAnswer());
            answer(victim(), ServerBytes.errorAnswer(KILLED));
            assertThat(killer().takeCommands()).containsExactly("QUERY KILL QUERY 72");
            answer(killer(), ServerBytes.okAnswer());
            answer(victim(), ServerBytes.errorAnswer(KILLED));
            assertThat(connection.isOpen()).isTrue();
            assertThat(victim().takeCommands()).hasSize(2);
            CompletableFuture<Rows> next = query("SELECT 1");
            answer(victim(), ServerBytes.rowsAnswer("1"));
            assertThat(next).isCompleted();
        }
    }

    @Test
    void cancel_behindALongStatement_hasItsGraceFromItsTurnOn() {
        try (scene) {
            CompletableFuture<Rows> before = query("SELECT SLEEP(60)");
            query("SELECT SLEEP(9)").cancel(true);
            scene.run();
            pass(Duration.ofSeconds(50));
            assertThat(connection.isOpen()).isTrue();
            answer(victim(), ServerBytes.rowsAnswer("1"));

            assertThat(before).isCompleted();
            assertThat(killer().commands()).containsExactly("QUERY KILL QUERY 72");
            answer(killer(), ServerBytes.okAnswer());
            answer(victim(), ServerBytes.errorAnswer(KILLED));
        }
    }

    @Test
    void cancel_nextStatementSubmittedInTheSameTurn_isNotSentBehind() {
        try (scene) {
            CompletableFuture<Rows> before = scene.watch(connection.query("SELECT 1"));
            CompletableFuture<Rows> cancelled = scene.watch(connection.query("SELECT SLEEP(9)"));
            CompletableFuture<CompletableFuture<Rows>> next = before.thenApply(rows -> {
                cancelled.cancel(true);
                return scene.watch(connection.query("SELECT 2"));
            });
            scene.run();
            answer(victim(), ServerBytes.rowsAnswer("1"));

            assertThat(victim().commands()).hasSize(2);
            answer(killer(), ServerBytes.okAnswer());
            answer(victim(), ServerBytes.errorAnswer(KILLED));
            answer(victim(), ServerBytes.rowsAnswer("2"));
            assertThat(next.join()).isCompleted();
        }
    }

    @Test
    void cancel_lastOfSeveral_isKilledWhenItsTurnHasCome() {
        try (scene) {
            CompletableFuture<Rows> before = query("SELECT 1");
            query("SELECT SLEEP(9)").cancel(true);
            scene.run();

            assertThat(killer().commands()).isEmpty();
            answer(victim(), ServerBytes.rowsAnswer("1"));
            assertThat(before).isCompleted();
            assertThat(killer().commands()).containsExactly("QUERY KILL QUERY 72");
            answer(killer(), ServerBytes.okAnswer());
            answer(victim(), ServerBytes.errorAnswer(KILLED));
        }
    }

    @Test
    void cancel_killCameTooEarlyForTheServer_isRepeated() {
        try (scene) {
            query("SELECT SLEEP(9)").cancel(true);
            scene.run();
            answer(killer(), ServerBytes.okAnswer());
            pass(SECOND);

            assertThat(killer().commands()).containsExactly("QUERY KILL QUERY 72", "QUERY KILL QUERY 72");
            answer(victim(), ServerBytes.errorAnswer(KILLED));
            CompletableFuture<Rows> next = query("SELECT 1");
            assertThat(victim().commands()).hasSize(1);
            answer(killer(), ServerBytes.okAnswer());
            assertThat(victim().commands()).hasSize(2);
            answer(victim(), ServerBytes.rowsAnswer("1"));
            assertThat(next).isCompleted();
        }
    }

    @Test
    void cancel_commit_isNotKilled() {
        try (scene) {
            CompletableFuture<Void> commit = scene.watch(connection.commit());
            scene.run();
            commit.cancel(true);
            scene.run();

            assertThat(scene.peers()).hasSize(1);
            answer(victim(), ServerBytes.okAnswer());
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void timeout_statementUnderWay_failsOnTimeAndKills() {
        try (scene) {
            CompletableFuture<Rows> late = queryWithin(SECOND, "SELECT SLEEP(9)");
            pass(SECOND.minusMillis(1));
            assertThat(late).isNotDone();
            pass(Duration.ofMillis(1));

            MySqlTimeoutException failure = scene.failure(late, MySqlTimeoutException.class);
            assertThat(failure.written()).isEqualTo(Written.ALL);
            assertThat(failure).hasMessageContaining("1000 ms");
            assertThat(killer().commands()).containsExactly("QUERY KILL QUERY 72");
            answer(killer(), ServerBytes.okAnswer());
            answer(victim(), ServerBytes.errorAnswer(KILLED));
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void timeout_whileItWaits_isNeverSent() {
        try (scene) {
            CompletableFuture<Rows> preparing = scene.watch(connection.query("SELECT ?", 1));
            CompletableFuture<Rows> waiting = queryWithin(SECOND, "SELECT 2"); // behind a PREPARE
            pass(SECOND);

            assertThat(scene.failure(waiting, MySqlTimeoutException.class).isSafeToRetry())
                    .isTrue();
            answer(victim(), ServerBytes.answer().prepared(7, 0, 1).bytes());
            answer(victim(), ServerBytes.okAnswer());
            assertThat(preparing).isCompleted();
            assertThat(victim().commands()).containsExactly("PREPARE SELECT ?", "EXECUTE 7");
        }
    }

    @Test
    void timeout_duringPrepare_isNotExecuted() {
        try (scene) {
            CompletableFuture<Rows> late =
                    scene.watch(connection.query(Statement.of("SELECT ?", 1).timeout(SECOND)));
            scene.run();
            pass(SECOND);

            assertThat(scene.failure(late, MySqlTimeoutException.class).isSafeToRetry())
                    .isTrue();
            answer(victim(), ServerBytes.answer().prepared(7, 0, 1).bytes());
            assertThat(victim().commands()).containsExactly("PREPARE SELECT ?");
            assertThat(scene.peers()).hasSize(1);
        }
    }

    @Test
    void timeout_answeredInTime_leavesNoTimer() {
        try (scene) {
            CompletableFuture<Rows> rows = queryWithin(SECOND, "SELECT 1");
            answer(victim(), ServerBytes.rowsAnswer("1"));

            assertThat(rows).isCompleted(); // the scene looks for timers
        }
    }

    @Test
    void timeout_victimDoesNotEndWithinTheGrace_closesTheConnection() {
        try (scene) {
            CompletableFuture<Rows> late = queryWithin(SECOND, "SELECT SLEEP(9)");
            pass(SECOND);
            scene.failure(late, MySqlTimeoutException.class);
            answer(killer(), ServerBytes.okAnswer());
            pass(Duration.ofSeconds(5));

            assertThat(connection.isOpen()).isFalse();
            scene.forget(connection);
        }
    }

    @Test
    void timeout_fencedStatement_isToldThatNothingOfItWasSent() {
        try (scene) {
            CompletableFuture<Rows> late = queryWithin(SECOND, "SELECT SLEEP(9)");
            pass(SECOND);
            CompletableFuture<Rows> behind = query("SELECT 2");
            scene.failure(late, MySqlTimeoutException.class);
            pass(Duration.ofSeconds(5));

            MySqlConnectionLostException lost = scene.failure(behind, MySqlConnectionLostException.class);
            assertThat(lost.isSafeToRetry()).isTrue();
            assertThat(lost).hasMessageContaining("cancelGrace");
            scene.forget(connection);
        }
    }

    @Test
    void timeout_killerIsRefused_closesTheConnectionAfterTheGraceAndSaysWhy() {
        Scene refusing = new Scene(new OneLogin());
        try (refusing) {
            MySqlConnection only = refusing.connection();
            CompletableFuture<Rows> late =
                    refusing.watch(only.query(Statement.of("SELECT SLEEP(9)").timeout(SECOND)));
            refusing.run();
            refusing.loop().clock().advance(SECOND);
            refusing.failure(late, MySqlTimeoutException.class);
            CompletableFuture<Rows> behind = refusing.watch(only.query("SELECT 2"));
            refusing.loop().clock().advance(Duration.ofSeconds(5));

            assertThat(refusing.failure(behind)).hasMessageContaining("it could not be killed");
            refusing.loop().clock().advance(Duration.ofSeconds(2)); // a few more tries to end it on the server
            refusing.forget(only);
        }
    }

    @Test
    void timeout_othersWereSentBehind_closesTheConnectionAfterTheGrace() {
        try (scene) {
            CompletableFuture<Rows> late = queryWithin(SECOND, "SELECT SLEEP(9)");
            CompletableFuture<Rows> behind = query("SELECT 2");
            pass(SECOND);
            scene.failure(late, MySqlTimeoutException.class);
            assertThat(behind).isNotDone();
            pass(Duration.ofSeconds(5));

            scene.failure(behind, MySqlTimeoutException.class);
            assertThat(killer().commands()).contains("QUERY KILL CONNECTION 72");
            scene.forget(connection);
        }
    }

    @Test
    void timeout_othersWereSentBehindAndItEndsInTime_everyoneGetsTheirOwn() {
        try (scene) {
            CompletableFuture<Rows> late = queryWithin(SECOND, "SELECT SLEEP(9)");
            CompletableFuture<Rows> behind = query("SELECT 2");
            pass(SECOND);
            scene.failure(late, MySqlTimeoutException.class);
            answer(victim(), ServerBytes.rowsAnswer("1"));
            answer(victim(), ServerBytes.rowsAnswer("x", "y"));

            assertThat(behind.join().size()).isEqualTo(2);
        }
    }

    @Test
    void timeout_ofTheOptions_holdsForEveryStatement() {
        try (scene) {
            MySqlConnection limited = scene.connection(options -> options.statementTimeout(SECOND));
            CompletableFuture<ExecuteResult> late = scene.watch(limited.execute("DO SLEEP(9)"));
            scene.run();
            pass(SECOND);

            scene.failure(late, MySqlTimeoutException.class);
            answer(scene.peers().get(1), ServerBytes.okAnswer());
            answer(scene.peers().get(2), ServerBytes.okAnswer());
            assertThat(limited.isOpen()).isTrue();
        }
    }

    @Test
    void timeout_commit_isUnknownAndEndsTheConnection() {
        try (scene) {
            MySqlConnection limited = scene.connection(options -> options.statementTimeout(SECOND));
            CompletableFuture<Void> commit = scene.watch(limited.commit());
            scene.run();
            pass(SECOND);

            scene.failure(commit, MySqlCommitUnknownException.class);
            assertThat(limited.isOpen()).isFalse();
            scene.forget(limited);
        }
    }

    @Test
    void close_whileAKillIsUnderWay_endsBoth() {
        try (scene) {
            query("SELECT SLEEP(9)").cancel(true);
            scene.run();
            assertThat(killer().commands()).hasSize(1);
        } // the scene closes the connection, and looks for what is left
    }

    @Test
    void loss_whileAKillIsUnderWay_endsTheKiller() {
        try (scene) {
            query("SELECT SLEEP(9)").cancel(true);
            scene.run();
            victim().reset();
            pass(Duration.ofMillis(500));

            assertThat(killer().isClosed()).isTrue();
            scene.forget(connection);
        }
    }

    /** A server that lets one connection in, and no other. */
    private static final class OneLogin extends Manners {
        private int logins;

        @Override
        void connected(Peer peer) {
            if (logins++ == 0) {
                super.connected(peer);
            } else {
                peer.send(ServerBytes.from(0).error(1040, "08004", "Too many connections"));
                peer.close();
            }
        }
    }
}

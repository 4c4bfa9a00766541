package dev.mysqlasync.driver;

import static dev.mysqlasync.driver.TransactionScene.IN_TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.TransactionOptions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How transactions with options begin, and what is known of a transaction's being open. */
class TransactionOptionsTest {

    private static final TransactionOptions SERIALIZABLE =
            TransactionOptions.defaults().isolation(IsolationLevel.SERIALIZABLE);

    @Test
    void begin_withOptions_leavesInOneWriteAndNothingBehindIt() {
        try (TransactionScene scene = new TransactionScene()) {
            int before = scene.scene().writes();
            CompletableFuture<Void> begun = scene.watch(scene.connection().begin(SERIALIZABLE.readOnly()));
            scene.watch(scene.connection().execute("DO 1"));
            scene.expect("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION READ ONLY");
            assertThat(scene.scene().writes() - before).isEqualTo(1);

            scene.ok(0);
            assertThat(begun).isNotDone();
            scene.ok();
            assertThat(begun).isCompleted();
            scene.expect("DO 1").ok();
        }
    }

    @Test
    void begin_withASnapshot_saysSo() {
        try (TransactionScene scene = new TransactionScene()) {
            TransactionOptions snapshot = TransactionOptions.defaults().consistentSnapshot();
            scene.watch(scene.connection().begin(snapshot));
            scene.expect("START TRANSACTION WITH CONSISTENT SNAPSHOT").ok();
            scene.watch(scene.connection().begin(snapshot.readWrite()));
            scene.expect("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ WRITE")
                    .ok();
        }
    }

    @Test
    void begin_withALevelInATransaction_commitsThatFirst() {
        try (TransactionScene scene = new TransactionScene()) {
            scene.watch(scene.connection().execute("INSERT 1"));
            scene.expect("INSERT 1").ok(IN_TRANSACTION);
            scene.watch(scene.connection().begin(SERIALIZABLE));

            scene.expect("COMMIT", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION");
            scene.ok(0).ok(0).ok();
        }
    }

    @Test
    void begin_behindAStatementUnderWay_waitsToKnowWhatItCommits() {
        try (TransactionScene scene = new TransactionScene()) {
            scene.watch(scene.connection().execute("INSERT 1"));
            scene.watch(scene.connection().begin(SERIALIZABLE));
            scene.expect("INSERT 1").ok(IN_TRANSACTION);

            scene.expect("COMMIT", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION");
            scene.ok(0).ok(0).ok();
        }
    }

    @Test
    void begin_levelRefused_isRolledBackAndFails() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> begun = scene.watch(scene.connection().begin(SERIALIZABLE));
            scene.expect("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION");
            scene.error(1568, "25001").ok().expect("ROLLBACK");
            assertThat(begun).isNotDone();
            scene.ok(0);

            MySqlServerException failure = scene.failure(begun, MySqlServerException.class);
            assertThat(failure.errorCode()).isEqualTo(1568);
            assertThat(failure.sql()).startsWith("SET TRANSACTION");
        }
    }

    @Test
    void begin_cut_isALoss() {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Void> begun = scene.watch(scene.connection().begin(SERIALIZABLE));
            scene.expect("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION")
                    .ok(0);
            scene.scene().peer().reset();

            scene.failure(begun, MySqlConnectionLostException.class);
        }
    }

    @Test
    void isInTransaction_afterAnErrorUnderAutocommitOff_isTrueUntilToldOtherwise() {
        try (TransactionScene scene = new TransactionScene()) {
            scene.watch(scene.connection().execute("INSERT 1"));
            scene.expect("INSERT 1").error(1062, "23000");
            assertThat(scene.connection().isInTransaction()).isTrue();

            scene.watch(scene.connection().rollback());
            scene.expect("ROLLBACK").ok(0);
            assertThat(scene.connection().isInTransaction()).isFalse();
        }
    }

    @Test
    void isInTransaction_afterAnErrorUnderAutocommitOn_isAsBefore() {
        try (TransactionScene scene = new TransactionScene()) {
            scene.watch(scene.connection().execute("DO 1"));
            scene.expect("DO 1").ok(ServerBytes.AUTOCOMMIT);
            scene.watch(scene.connection().execute("INSERT 1"));
            scene.expect("INSERT 1").error(1062, "23000");

            assertThat(scene.connection().isInTransaction()).isFalse();
        }
    }

    @Test
    void isInTransaction_afterRows_isWhatTheirEndSays() {
        try (TransactionScene scene = new TransactionScene()) {
            scene.watch(scene.connection().query("SELECT 1"));
            scene.expect("SELECT 1");
            scene.scene().send(ServerBytes.answer().rows(IN_TRANSACTION, "1"));

            assertThat(scene.connection().isInTransaction()).isTrue();
        }
    }
}

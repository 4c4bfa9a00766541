package dev.mysqlasync.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.internal.failure.ServerErrors;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pool does about servers that let it connect, and refuse to work. */
class UnfitServerTest {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final MySqlException READ_ONLY = ServerErrors.of(1290, "HY000", "--super-read-only", null);

    private final PoolScene scene =
            new PoolScene(options -> options.maxSize(3).connectBackoffMin(PAUSE).connectBackoffMax(PAUSE));

    /** The user of a connection is refused and gives it back; the pool restores it, if it tries to. */
    private void refused(PooledLease lease, ScriptedConnection connection, MySqlException cause) {
        connection.refuses(cause);
        scene.release(lease);
        if (!connection.restores().isEmpty()) {
            scene.restored(connection);
        }
    }

    private PooledLease proven() {
        PooledLease lease = scene.acquired();
        ScriptedConnection connection = scene.connections.get(scene.connections.size() - 1);
        scene.release(lease);
        scene.restored(connection);
        return scene.acquired();
    }

    @ParameterizedTest
    @ValueSource(ints = {1047, 3032})
    void firstUse_refusedByAServerThatIsNotReady_isAFailedConnectAndFollowedByAPause(int code) {
        PooledLease lease = scene.acquired();
        refused(lease, scene.connections.get(0), ServerErrors.of(code, "08S01", "not ready", null));
        CompletableFuture<PooledLease> waiting = scene.acquire();

        assertThat(scene.events).containsExactly("discarded 1 REFUSED");
        assertThat(scene.attempts).as("before the pause").isEmpty();
        scene.pass(PAUSE);
        scene.connected();
        refused(waiting.join(), scene.connections.get(1), ServerErrors.of(code, "08S01", "not ready", null));
        CompletableFuture<PooledLease> next = scene.acquire();
        assertThat(scene.attempts).as("before the next pause").isEmpty();
        scene.pass(PAUSE);
        scene.connected();
        scene.release(next.join());
        scene.restored(scene.connections.get(2));
        assertThat(scene.events).hasSize(2);
    }

    @Test
    void connects_afterRefusals_comeOneByOneUntilOneHasProvenItself() {
        refused(scene.acquired(), scene.connections.get(0), ServerErrors.of(1047, "08S01", "not ready", null));
        CompletableFuture<PooledLease> first = scene.acquire();
        CompletableFuture<PooledLease> second = scene.acquire();
        scene.acquire();
        scene.pass(PAUSE);

        assertThat(scene.attempts).hasSize(1);
        scene.connected();
        assertThat(first).isCompleted();
        assertThat(scene.attempts).as("that one was made says nothing").hasSize(1);
        scene.release(first.join());
        scene.restored(scene.connections.get(1));
        assertThat(second).isCompleted();
        scene.acquire();
        assertThat(scene.attempts).as("once one has proven itself").hasSize(2);
    }

    @Test
    void laterUse_refusedByAServerThatIsNotReady_replacesTheConnectionAtOnce() {
        PooledLease lease = proven();
        refused(lease, scene.connections.get(0), ServerErrors.of(1047, "08S01", "not ready", null));
        scene.acquire();

        assertThat(scene.events).containsExactly("discarded 1 REFUSED");
        assertThat(scene.attempts).hasSize(1);
    }

    @Test
    void write_refusedByAServerThatWasDemoted_replacesItsConnections() {
        PooledLease first = scene.acquired();
        PooledLease second = scene.acquired();
        PooledLease third = scene.acquired();
        scene.release(second);
        scene.restored(scene.connections.get(1));
        scene.release(first);
        scene.restored(scene.connections.get(0));
        PooledLease again = scene.acquired(); // the first
        scene.pass(Duration.ofNanos(1));

        scene.connections.get(0).readOnly(true);
        refused(again, scene.connections.get(0), READ_ONLY);

        assertThat(scene.events).containsExactly("discarded 2 REFUSED", "discarded 1 REFUSED");
        scene.release(third);
        assertThat(scene.events).as("used meanwhile").endsWith("discarded 3 REFUSED");
        scene.acquire();
        assertThat(scene.attempts).as("without a pause").hasSize(1);
    }

    @Test
    void write_refusedAfterADemotionByWhatIsStillReadOnly_isFollowedByAPause() {
        PooledLease lease = proven();
        scene.pass(Duration.ofNanos(1));
        scene.connections.get(0).readOnly(true);
        refused(lease, scene.connections.get(0), READ_ONLY);
        CompletableFuture<PooledLease> next = scene.acquire();
        scene.connected(true);
        refused(next.join(), scene.connections.get(1), READ_ONLY);
        scene.acquire();

        assertThat(scene.attempts).isEmpty();
        scene.pass(PAUSE);
        assertThat(scene.attempts).hasSize(1);
    }

    @Test
    void read_afterADemotion_keepsItsConnection() {
        PooledLease lease = proven();
        scene.pass(Duration.ofNanos(1));
        scene.connections.get(0).readOnly(true);
        refused(lease, scene.connections.get(0), READ_ONLY);
        CompletableFuture<PooledLease> next = scene.acquire();
        scene.connected(true);
        scene.release(next.join());
        scene.restored(scene.connections.get(1));

        assertThat(scene.core.figures().idle()).isEqualTo(1);
    }

    @Test
    void write_refusedByAServerThatHasAlwaysBeenReadOnly_keepsTheConnection() {
        CompletableFuture<PooledLease> acquired = scene.acquire();
        scene.connected(true);
        refused(acquired.join(), scene.connections.get(0), READ_ONLY);

        assertThat(scene.events).isEmpty();
        assertThat(scene.core.figures().idle()).isEqualTo(1);
    }

    /** Such as LOAD DATA INFILE under secure_file_priv. */
    @Test
    void statement_refusedForAnotherOption_keepsTheConnection() {
        PooledLease lease = proven();
        refused(lease, scene.connections.get(0), READ_ONLY);

        assertThat(scene.events).isEmpty();
        assertThat(scene.connections.get(0).refusal()).as("is forgotten").isNull();
    }

    @Test
    void usedConnection_isLost_isToldAsLost() {
        PooledLease lease = scene.acquired();
        scene.connections.get(0).breaks();
        scene.release(lease);

        assertThat(scene.events).containsExactly("discarded 1 LOST");
    }

    @Test
    void connection_lostWhileItIsRestored_isToldAsLost() {
        scene.release(scene.acquired());
        ScriptedConnection connection = scene.connections.get(0);
        connection.breaks();
        connection.restores().remove(0).completeExceptionally(new IllegalStateException("lost"));
        scene.transport.run();

        assertThat(scene.events).containsExactly("discarded 1 LOST");
    }
}

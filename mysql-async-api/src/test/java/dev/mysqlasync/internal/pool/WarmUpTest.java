package dev.mysqlasync.internal.pool;

import static dev.mysqlasync.internal.pool.PoolScene.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlPoolClosedException;
import dev.mysqlasync.MySqlPoolTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Waiting until as many connections are there as are kept. */
class WarmUpTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final MySqlConnectException REFUSED = new MySqlConnectException("refused", null, true);
    private static final MySqlConnectException HOPELESS = new MySqlConnectException("wrong password", null, false);

    private final PoolScene scene = new PoolScene(options -> options.minSize(2));

    private CompletableFuture<?> warmUp() {
        CompletableFuture<?> warm = scene.core.warmUp(SECOND);
        scene.transport.run();
        return warm;
    }

    private int ownTimers(CompletableFuture<?> warm) {
        int before = scene.transport.timers();
        warm.cancel(true);
        scene.transport.run();
        return before - scene.transport.timers();
    }

    @Test
    void connectionsAreMade_completesWithTheLastOfThem() {
        CompletableFuture<?> warm = warmUp();
        scene.connected();
        assertThat(warm).isNotDone();

        scene.connected();

        assertThat(warm).isCompleted();
        assertThat(warmUp()).as("asked again").isCompleted();
    }

    @Test
    void nothingIsKept_waitsForOneConnection() {
        PoolScene none = new PoolScene(options -> options);

        CompletableFuture<?> warm = none.core.warmUp(SECOND);
        none.transport.run();
        assertThat(warm).isNotDone();
        none.connected();

        assertThat(warm).isCompleted();
        assertThat(none.attempts).isEmpty();
    }

    @Test
    void nothingIsKeptAndNoServerIsThere_failsWithTheLastConnectError() {
        PoolScene none = new PoolScene(options -> options);
        CompletableFuture<?> warm = none.core.warmUp(SECOND);
        none.transport.run();
        none.connectFails(REFUSED);

        none.pass(SECOND);

        assertThat(failure(warm)).hasCause(REFUSED);
    }

    @Test
    void aConnectionEnds_waitsForTheOneThatReplacesIt() {
        scene.connected();
        CompletableFuture<?> warm = warmUp();
        scene.connections.get(0).end();
        scene.transport.run();
        scene.connected();
        assertThat(warm).isNotDone();

        scene.connected();

        assertThat(warm).isCompleted();
    }

    @Test
    void connectFails_waitsForThoseThatSucceed() {
        CompletableFuture<?> warm = warmUp();
        scene.connected();
        scene.connectFails(REFUSED);
        scene.pass(Duration.ofMillis(50));

        scene.connected();

        assertThat(warm).isCompleted();
    }

    @Test
    void connectCannotSucceed_failsWithItsCause() {
        CompletableFuture<?> warm = warmUp();

        scene.connectFails(HOPELESS);

        assertThat(failure(warm)).isSameAs(HOPELESS);
    }

    @Test
    void takesTooLong_failsWithTheLastConnectError() {
        CompletableFuture<?> warm = warmUp();
        scene.connectFails(REFUSED);

        scene.pass(SECOND);

        assertThat(failure(warm))
                .isInstanceOf(MySqlPoolTimeoutException.class)
                .hasMessageContaining("minSize")
                .hasCause(REFUSED);
        assertThat(scene.core.isOpen()).isTrue();
    }

    @Test
    void poolIsClosed_failsWithThat() {
        CompletableFuture<?> warm = warmUp();

        CompletableFuture<?> unused = scene.core.close(SECOND);
        scene.transport.run();

        assertThat(failure(warm)).isInstanceOf(MySqlPoolClosedException.class);
        assertThat(failure(warmUp())).isInstanceOf(MySqlPoolClosedException.class);
    }

    @Test
    void cancelled_leavesNoTimer() {
        assertThat(ownTimers(warmUp())).isEqualTo(1);
    }
}

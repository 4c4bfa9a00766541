package dev.mysqlasync.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.PoolOptionsBuilder;
import dev.mysqlasync.internal.command.Lease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A connection that its user has forgotten comes back to the pool. */
class ReclaimTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static PoolScene scene(UnaryOperator<PoolOptionsBuilder> change) {
        return new PoolScene(options -> change.apply(options.maxSize(1).reclaimAfter(SECOND.multipliedBy(3))));
    }

    @Test
    void connection_isKeptForTooLong_isTakenBackOnce() {
        PoolScene scene = scene(UnaryOperator.identity());
        Lease lease = scene.acquired().lease();
        CompletableFuture<PooledLease> waiting = scene.acquire();

        scene.pass(SECOND.multipliedBy(3).minusNanos(1));
        assertThat(lease.isRevoked()).isFalse();
        scene.pass(SECOND);
        scene.restored(scene.connections.get(0));

        assertThat(lease.isRevoked()).isTrue();
        assertThat(lease.refusal()).hasMessageContaining("reclaimAfter (PT3S)");
        assertThat(waiting).as("the next user gets it").isCompleted();
        assertThat(scene.events).containsExactly("took 1 back after 3 s");
    }

    @Test
    void connection_isSuspectedFirst_isReportedAndTakenBack() {
        PoolScene scene = scene(options -> options.leakThreshold(SECOND));
        scene.acquired().lease();

        scene.pass(SECOND.multipliedBy(5));

        assertThat(scene.events).containsExactly("leak of 1 after 1 s", "took 1 back after 3 s");
    }

    /** Its statement has a time limit for that. */
    @Test
    void connection_isUsedByAVerbOfThePool_isLeftToIt() {
        PoolScene scene = scene(UnaryOperator.identity());
        scene.acquired();

        scene.pass(SECOND.multipliedBy(30));

        assertThat(scene.events).isEmpty();
        assertThat(scene.core.figures().used()).isEqualTo(1);
    }

    /** The step that takes it back may have been on its way when its user released it. */
    @Test
    void revoke_comesTooLate_costsTheNextUserNothing() {
        PoolScene scene = scene(UnaryOperator.identity());
        PooledLease first = scene.acquired();
        first.lease().revoke("released");
        scene.transport.run();
        scene.restored(scene.connections.get(0));
        Lease second = scene.acquired().lease();

        assertThat(first.revoke("too late")).isFalse();
        scene.transport.run();

        assertThat(second.isRevoked()).isFalse();
        assertThat(scene.core.figures().used()).isEqualTo(1);
    }

    @Test
    void time_beginsAnewWithEachUser() {
        PoolScene scene = scene(UnaryOperator.identity());
        PooledLease first = scene.acquired();
        scene.pass(SECOND.multipliedBy(2));
        scene.release(first);
        scene.restored(scene.connections.get(0));
        scene.acquired().lease();

        scene.pass(SECOND.multipliedBy(2));

        assertThat(scene.events).isEmpty();
    }
}

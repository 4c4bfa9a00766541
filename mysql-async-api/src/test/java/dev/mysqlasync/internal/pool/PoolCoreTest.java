package dev.mysqlasync.internal.pool;

import static dev.mysqlasync.internal.pool.PoolScene.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlPoolClosedException;
import dev.mysqlasync.MySqlPoolFullException;
import dev.mysqlasync.MySqlPoolTimeoutException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.PoolOptionsBuilder;
import dev.mysqlasync.Written;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who gets which connection when, and what becomes of connections over time. */
class PoolCoreTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final MySqlConnectException REFUSED = new MySqlConnectException("refused", null, true);
    private static final MySqlConnectException HOPELESS = new MySqlConnectException("wrong port", null, false);

    private static PoolScene scene() {
        return new PoolScene(UnaryOperator.identity());
    }

    private static PoolScene scene(UnaryOperator<PoolOptionsBuilder> change) {
        return new PoolScene(change);
    }

    // --- the line --------------------------------------------------------------------------------------------------

    @Test
    void acquire_connectionAtHand_isCompleteOnReturn() {
        PoolScene scene = scene();
        scene.release(scene.acquired());
        scene.restored(scene.connections.get(0));

        assertThat(AcquiredLease.of(scene.core, null)).isCompleted();
        assertThat(scene.core.figures().used()).isEqualTo(1);
    }

    @Test
    void acquire_severalWait_areServedInOrder() {
        PoolScene scene = scene(options -> options.maxSize(1));
        PooledLease entry = scene.acquired();
        CompletableFuture<PooledLease> first = scene.acquire();
        CompletableFuture<PooledLease> second = scene.acquire();

        scene.release(entry);
        assertThat(first).isNotDone();
        scene.restored(scene.connections.get(0));

        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        scene.release(first.join());
        scene.restored(scene.connections.get(0));
        assertThat(second).isCompleted();
        assertThat(scene.connections).hasSize(1);
    }

    @Test
    void cancel_waiter_letsTheNextOneMoveUp() {
        PoolScene scene = scene(options -> options.maxSize(1));
        PooledLease entry = scene.acquired();
        CompletableFuture<PooledLease> first = scene.acquire();
        CompletableFuture<PooledLease> second = scene.acquire();

        first.cancel(true);
        scene.release(entry);
        scene.restored(scene.connections.get(0));

        assertThat(second).isCompleted();
        assertThat(scene.core.figures().waiting()).isZero();
    }

    /** The grant is on its way to the waiter's thread when the waiter gives up. */
    @Test
    void cancel_afterTheGrant_givesTheConnectionToTheNextOne() {
        PoolScene scene = scene(options -> options.maxSize(1));
        PooledLease entry = scene.acquired();
        CompletableFuture<PooledLease> first = scene.acquire();
        CompletableFuture<PooledLease> second = scene.acquire();
        entry.end(true);
        scene.connections.get(0).restores().remove(0).complete(null); // outside the loop: the grant waits for it

        first.cancel(true);
        scene.transport.run();

        assertThat(second).isCompleted();
    }

    @Test
    void acquire_nothingFree_failsAtTheDeadlineWithTheFigures() {
        PoolScene scene = scene(options -> options.maxSize(1).acquireTimeout(SECOND));
        scene.acquired();
        CompletableFuture<PooledLease> waiting = scene.acquire();

        scene.pass(SECOND.minusNanos(1));
        assertThat(waiting).isNotDone();
        scene.pass(Duration.ofNanos(1));

        assertThat(failure(waiting))
                .isInstanceOf(MySqlPoolTimeoutException.class)
                .hasNoCause()
                .hasMessageContaining("1000 ms")
                .hasMessageContaining("1 used");
        assertThat(scene.events).contains("timed out after 1000 ms");
        assertThat(scene.core.figures().timedOut()).isEqualTo(1);
    }

    @Test
    void acquire_serverDown_failsWithTheLastConnectErrorAsCause() {
        PoolScene scene = scene(options -> options.acquireTimeout(SECOND));
        CompletableFuture<PooledLease> waiting = scene.acquire();
        scene.connectFails(REFUSED);

        scene.pass(SECOND);

        assertThat(failure(waiting))
                .isInstanceOf(MySqlPoolTimeoutException.class)
                .hasCause(REFUSED);
    }

    @Test
    void acquire_statementsTimeIsShorter_failsAsTheStatementWould() {
        PoolScene scene = scene(options -> options.maxSize(1));
        scene.acquired();
        CompletableFuture<PooledLease> waiting = AcquiredLease.of(scene.core, Duration.ofMillis(20));

        scene.pass(Duration.ofMillis(20));

        assertThat(failure(waiting))
                .isInstanceOfSatisfying(
                        MySqlTimeoutException.class,
                        timeout -> assertThat(timeout.written()).isEqualTo(Written.NONE));
    }

    @Test
    void acquire_lineIsFull_isRefused() {
        PoolScene scene = scene(options -> options.maxSize(1).maxWaiters(1));
        scene.acquired();
        CompletableFuture<PooledLease> first = scene.acquire();

        assertThat(failure(scene.acquire())).isInstanceOf(MySqlPoolFullException.class);
        assertThat(first).isNotDone();
        assertThat(scene.events).containsExactly("refused");
    }

    @Test
    void release_twice_isHarmless() {
        PoolScene scene = scene(options -> options.maxSize(1));
        PooledLease entry = scene.acquired();
        scene.release(entry);
        scene.release(entry);
        scene.restored(scene.connections.get(0));
        scene.acquire();

        assertThat(scene.core.figures().used()).isEqualTo(1);
        assertThat(scene.connections.get(0).restores()).isEmpty();
    }

    // --- connecting ------------------------------------------------------------------------------------------------

    @Test
    void acquire_severalAtOnce_connectInParallel() {
        PoolScene scene = scene(options -> options.maxSize(10).maxConnecting(4));

        IntStream.range(0, 6).forEach(i -> scene.acquire());

        assertThat(scene.attempts).hasSize(4);
        scene.connected();
        assertThat(scene.attempts).hasSize(4);
    }

    @Test
    void acquire_moreThanMax_neverConnectsMore() {
        PoolScene scene = scene(options -> options.maxSize(3));

        IntStream.range(0, 10).forEach(i -> scene.acquire());

        assertThat(scene.attempts).hasSize(3);
    }

    @Test
    void connection_thatIsBeingClosed_takesItsPlaceUntilItIsGone() {
        PoolScene scene = scene(options -> options.maxSize(1));
        PooledLease entry = scene.acquired();
        scene.release(entry);
        scene.connections.get(0).restores().get(0).completeExceptionally(REFUSED);
        scene.transport.run();

        scene.acquire();
        assertThat(scene.attempts).hasSize(1);
        assertThat(scene.core.figures().size()).isEqualTo(1);
    }

    @Test
    void connect_fails_isTriedAgainAfterAPauseOneAtATime() {
        PoolScene scene = scene(options ->
                options.maxSize(4).connectBackoffMin(Duration.ofMillis(100)).connectBackoffMax(Duration.ofMillis(100)));
        List<CompletableFuture<PooledLease>> waiting =
                Stream.generate(scene::acquire).limit(4).toList();

        IntStream.range(0, 4).forEach(i -> scene.connectFails(REFUSED));
        assertThat(scene.attempts).isEmpty();
        scene.pass(Duration.ofMillis(100));

        assertThat(scene.attempts).hasSize(1);
        scene.connected();
        assertThat(scene.attempts).as("the others, now that it works").hasSize(3);
        assertThat(waiting.get(0)).isCompleted();
    }

    @Test
    void connect_cannotHelp_failsAllWhoWait() {
        PoolScene scene = scene();
        List<CompletableFuture<PooledLease>> waiting =
                Stream.generate(scene::acquire).limit(3).toList();

        scene.connectFails(HOPELESS);

        assertThat(waiting).allSatisfy(future -> assertThat(failure(future)).isSameAs(HOPELESS));
    }

    @Test
    void connect_cannotHelpButAConnectionIsLeft_letsThemWait() {
        PoolScene scene = scene();
        PooledLease entry = scene.acquired();
        CompletableFuture<PooledLease> waiting = scene.acquire();

        scene.connectFails(HOPELESS);
        assertThat(waiting).isNotDone();
        scene.release(entry);
        scene.restored(scene.connections.get(0));

        assertThat(waiting).isCompleted();
    }

    @Test
    void minSize_isConnectedFromTheBeginningAndKept() {
        PoolScene scene = scene(options -> options.minSize(2));
        scene.connected();
        scene.connected();

        scene.connections.get(0).end();
        scene.transport.run();

        assertThat(scene.attempts).hasSize(1);
        assertThat(scene.events).containsExactly("discarded 1 LOST");
    }

    // --- over time -------------------------------------------------------------------------------------------------

    private static ScriptedConnection idle(PoolScene scene) {
        PooledLease entry = scene.acquired();
        scene.release(entry);
        ScriptedConnection connection = scene.connections.get(scene.connections.size() - 1);
        scene.restored(connection);
        return connection;
    }

    @Test
    void connection_endsWhileIdle_isDiscardedSilently() {
        PoolScene scene = scene();
        idle(scene).end();
        scene.transport.run();

        PooledLease entry = scene.acquired();

        assertThat(entry.connection().connectionId()).isEqualTo(2);
        assertThat(scene.events).containsExactly("discarded 1 LOST");
    }

    @Test
    void connection_unusedForLong_isClosedDownToMinSize() {
        PoolScene scene =
                scene(options -> options.minSize(1).idleTimeout(SECOND).keepAlive(null));
        scene.connected();
        PooledLease first = scene.acquired();
        PooledLease second = scene.acquired();
        scene.release(first);
        scene.release(second);
        scene.connections.forEach(scene::restored);

        scene.pass(SECOND.multipliedBy(3));

        assertThat(scene.events).containsExactly("discarded 1 IDLE");
        assertThat(scene.core.figures().size()).isEqualTo(1);
    }

    @Test
    void connection_isOld_isClosedWithinTheLastTenthOfItsLife() {
        PoolScene scene = scene(options ->
                options.maxLifetime(SECOND.multipliedBy(100)).idleTimeout(null).keepAlive(null));
        idle(scene);

        scene.pass(SECOND.multipliedBy(90).minusMillis(1));
        assertThat(scene.events).isEmpty();
        scene.pass(SECOND.multipliedBy(12));

        assertThat(scene.events).containsExactly("discarded 1 LIFETIME");
    }

    @Test
    void connection_grewOldInUse_isClosedWhenItIsReleased() {
        PoolScene scene = scene(options -> options.maxLifetime(SECOND));
        PooledLease entry = scene.acquired();
        scene.pass(SECOND.multipliedBy(5));
        assertThat(scene.events).isEmpty();

        scene.release(entry);

        assertThat(scene.events).containsExactly("discarded 1 LIFETIME");
    }

    @Test
    void connection_isIdle_isAskedForASignOfLifeAgainAndAgain() {
        PoolScene scene = scene(options -> options.keepAlive(SECOND).checkTimeout(SECOND));
        ScriptedConnection connection = idle(scene);

        scene.pass(SECOND.multipliedBy(2));
        assertThat(connection.checks()).hasSize(1);
        connection.checks().get(0).complete(null);
        scene.pass(SECOND.multipliedBy(2));
        assertThat(connection.checks()).hasSize(2);
        scene.pass(SECOND);

        assertThat(scene.events).containsExactly("discarded 1 CHECK_FAILED");
    }

    @Test
    void acquire_connectionWasIdleForLong_isTriedBeforeItIsLent() {
        PoolScene scene = scene(options -> options.validateAfterIdle(SECOND).keepAlive(null));
        ScriptedConnection connection = idle(scene);
        scene.pass(SECOND.plusNanos(1));

        CompletableFuture<PooledLease> acquired = scene.acquire();
        assertThat(acquired).isNotDone();
        connection.checks().get(0).complete(null);
        scene.transport.run();

        assertThat(acquired).isCompleted();
        assertThat(scene.connections).hasSize(1);
    }

    @Test
    void acquire_idleConnectionDoesNotAnswer_getsAnother() {
        PoolScene scene = scene(options -> options.validateAfterIdle(SECOND)
                .keepAlive(null)
                .checkTimeout(SECOND)
                .idleTimeout(null));
        idle(scene);
        scene.pass(SECOND.plusNanos(1));
        CompletableFuture<PooledLease> acquired = scene.acquire();

        scene.pass(SECOND.multipliedBy(2));
        scene.connected();

        assertThat(acquired.join().connection().connectionId()).isEqualTo(2);
        assertThat(scene.events).containsExactly("discarded 1 CHECK_FAILED");
    }

    @Test
    void release_sessionCannotBeStartedOver_discards() {
        PoolScene scene = scene();
        scene.release(scene.acquired());

        scene.connections.get(0).restores().get(0).completeExceptionally(REFUSED);
        scene.transport.run();

        assertThat(scene.events).containsExactly("discarded 1 RESET_FAILED");
        assertThat(scene.connections.get(0).isOpen()).isFalse();
    }

    @Test
    void release_takesTooLong_discards() {
        PoolScene scene = scene(options -> options.releaseTimeout(SECOND));
        scene.release(scene.acquired());

        scene.pass(SECOND);

        assertThat(scene.events).containsExactly("discarded 1 RESET_FAILED");
    }

    /** The one on its way back may take seconds, as after a statement that has to be killed. */
    @Test
    void release_takesLong_letsANewConnectionBeMadeMeanwhile() {
        PoolScene scene = scene();
        scene.release(scene.acquired());
        CompletableFuture<PooledLease> waiting = scene.acquire();
        assertThat(scene.attempts).isEmpty();

        scene.pass(Duration.ofMillis(1100));
        scene.connected();

        assertThat(waiting).isCompleted();
    }

    @Test
    void connection_isKeptForLong_isReportedOnceAsALeak() {
        PoolScene scene = scene(options -> options.leakThreshold(SECOND));
        scene.acquired();

        scene.pass(SECOND.multipliedBy(10));

        assertThat(scene.events).containsExactly("leak of 1 after 1 s");
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    /** As where the driver found no memory to tell of the end. */
    @Test
    void connection_whoseEndIsNeverTold_givesItsPlaceUp() {
        PoolScene scene = scene(options -> options.maxSize(1).acquireTimeout(Duration.ofMinutes(5)));
        PooledLease lease = scene.acquired();
        ScriptedConnection connection = scene.connections.get(0);
        connection.staysAfterClose();
        lease.end(false);
        CompletableFuture<PooledLease> next = scene.acquire();
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.attempts).isEmpty();

        scene.pass(Duration.ofSeconds(3));
        scene.connected();

        assertThat(next).isCompleted();
        assertThat(scene.core.figures().size()).isEqualTo(1);
    }

    @Test
    void close_answersEveryWaiterAndClosesWhatNobodyUses() {
        PoolScene scene = scene(options -> options.maxSize(3));
        PooledLease used = scene.acquired();
        idle(scene);
        scene.acquired();
        CompletableFuture<PooledLease> connecting = scene.acquire();

        CompletableFuture<?> closed = scene.core.close(SECOND);
        scene.transport.run();

        assertThat(failure(connecting)).isInstanceOf(MySqlPoolClosedException.class);
        assertThat(failure(scene.acquire())).isInstanceOf(MySqlPoolClosedException.class);
        assertThat(scene.attempts).allMatch(CompletableFuture::isCancelled);
        assertThat(closed).isNotDone();
        scene.release(used);
        scene.pass(SECOND);
        assertThat(closed).isCompleted();
        assertThat(scene.core.figures().size()).isZero();
        assertThat(scene.transport.timers()).isZero();
    }

    @Test
    void close_connectionStaysInUse_isClosedWhenTheGraceHasPassed() {
        PoolScene scene = scene();
        scene.acquired();
        CompletableFuture<?> closed = scene.core.close(SECOND);

        scene.pass(SECOND.minusNanos(1));
        assertThat(scene.connections.get(0).isOpen()).isTrue();
        scene.pass(Duration.ofNanos(1));

        assertThat(scene.connections.get(0).isOpen()).isFalse();
        assertThat(closed).isCompleted();
    }

    @Test
    void close_twice_theShorterGraceCounts() {
        PoolScene scene = scene();
        scene.acquired();
        CompletableFuture<?> first = scene.core.close(SECOND.multipliedBy(60));

        CompletableFuture<?> second = scene.core.close(Duration.ZERO);
        scene.transport.run();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(scene.transport.timers()).isZero();
    }

    @Test
    void close_connectSucceedsTooLate_closesTheConnection() {
        PoolScene scene = scene();
        scene.acquire();
        CompletableFuture<?> closed = scene.core.close(Duration.ZERO);

        scene.attempts.clear(); // cancelled, which this attempt has not heeded
        scene.transport.run();

        assertThat(closed).isCompleted();
        assertThat(scene.core.figures().size()).isZero();
    }
}

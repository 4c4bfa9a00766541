package dev.mysqlasync.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportOptions;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops that fail or are blocked, and look-ups and users' code that block: what others do goes on. */
class LoopFailureTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    Path directory;

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger lookUps = new AtomicInteger();
    private SocketNetwork network;

    @BeforeEach
    void open() {
        network = new SocketNetwork(new TransportOptions(2, true, true, 0, 0), directory, host -> {
            lookUps.incrementAndGet();
            blocked();
            return Resolver.SYSTEM.resolve(host);
        });
    }

    @AfterEach
    void close() {
        released.countDown();
        network.transport().close();
        network.close();
    }

    private void blocked() {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Events attempt(Endpoint endpoint, Duration limit) {
        Events events = new Events();
        network.transport().connect(endpoint, Deadline.after(network.transport(), limit), events);
        return events;
    }

    private Events connected() {
        Events events = attempt(network.listen().endpoint(), LONG);
        events.connection();
        return events;
    }

    private static EventLoop loop(Events events) {
        return ((NioConnection) events.connection()).loop();
    }

    private static String threadOf(Events events) {
        return events.thread.join().getName();
    }

    private void assertTimerWorks() {
        CompletableFuture<Void> fired = new CompletableFuture<>();
        network.transport().schedule(SHORT, () -> fired.complete(null));
        fired.orTimeout(60, TimeUnit.SECONDS).join();
    }

    // --- failing ---------------------------------------------------------------------------------------------------

    @Test
    void task_throwsAnErrorAndSoDoesItsHandler_leavesTheLoopToOthers() {
        Events one = connected();
        one.connection()
                .execute(() -> Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {
                    throw new StackOverflowError("of the handler; expected by this test");
                }));
        loop(one).execute(() -> {
            throw new StackOverflowError("expected by this test");
        });
        loop(one).schedule(SHORT, () -> {
            throw new StackOverflowError("expected by this test");
        });
        CompletableFuture<Void> afterwards = new CompletableFuture<>();
        loop(one).schedule(SHORT.multipliedBy(2), () -> afterwards.complete(null));

        afterwards.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(one.closed).isNotDone();
    }

    /** Without its selector no loop can go on. */
    private static void fail(EventLoop loop) {
        loop.execute(() -> {
            try (SocketChannel any = SocketChannel.open()) {
                any.configureBlocking(false);
                loop.register(any, 0, ready -> {}).selector().close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void loop_fails_closesItsConnectionsAndIsReplaced() {
        List<Events> four = Stream.generate(this::connected).limit(4).toList();
        Thread failing = four.get(0).thread.join();
        CompletableFuture<Void> timer = new CompletableFuture<>();
        network.transport().schedule(Duration.ofSeconds(1), () -> timer.complete(null)); // no loop's

        fail(loop(four.get(0)));

        for (int i = 0; i < 4; i += 2) {
            assertThat(four.get(i).cause())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("event loop failed")
                    .hasCauseInstanceOf(ClosedSelectorException.class);
            assertThat(four.get(i + 1).closed).isNotDone();
        }
        network.await("its thread has ended", () -> !failing.isAlive());
        List<Events> more = Stream.generate(this::connected).limit(4).toList();
        assertThat(more.stream().map(LoopFailureTest::threadOf))
                .containsExactly("mysql-async-nio-1", "mysql-async-nio-2", "mysql-async-nio-1", "mysql-async-nio-2");
        assertTimerWorks();
        timer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Test
    void loop_failsWhileConnecting_failsTheAttempt() {
        Events one = connected();
        connected();
        Events connecting = attempt(network.silent(), LONG);

        fail(loop(one));

        assertThat(connecting.cause()).hasMessageContaining("event loop failed");
    }

    // --- blocked ---------------------------------------------------------------------------------------------------

    @Test
    void loop_isBlocked_othersConnectAndTimersGoOff() {
        Events one = connected();
        one.connection().execute(this::blocked);
        connected();
        network.await("noticed", () -> loop(one).isStalled());

        List<Events> more = Stream.generate(this::connected).limit(4).toList();

        assertThat(more.stream().map(LoopFailureTest::threadOf)).containsOnly("mysql-async-nio-2");
        assertTimerWorks();
    }

    @Test
    void deadline_ofAnAttemptOnABlockedLoop_passesAllTheSame() {
        connected().connection().execute(this::blocked);
        connected().connection().execute(this::blocked);

        Events late = attempt(network.listen().endpoint(), SHORT);

        assertThat(late.cause()).isInstanceOf(SocketTimeoutException.class).hasMessageContaining("is blocked");
        assertTimerWorks();
    }

    @Test
    void names_cannotBeLookedUp_addressesAndUnixSocketsAreReached() {
        List<Events> waiting = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            waiting.add(attempt(new Endpoint.Tcp("name-" + i + ".invalid", 3306), LONG));
        }
        network.await("many look-ups", () -> lookUps.get() >= 16);

        connected();
        attempt(network.listenOnUnixSocket().endpoint(), LONG).connection();
        CompletableFuture<Void> offloaded = new CompletableFuture<>();
        network.transport().offload(() -> offloaded.complete(null));
        offloaded.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(waiting).noneMatch(each -> each.closed.isDone());
    }

    @Test
    void name_isAskedForAgainMeanwhile_isLookedUpOnce() {
        List<Events> both = List.of(connected(), connected());
        List<Events> waiting = Stream.generate(() -> attempt(new Endpoint.Tcp("one.invalid", 3306), LONG))
                .limit(40)
                .toList();
        network.await("the look-up", () -> lookUps.get() == 1);
        for (Events each : both) { // when these tasks have run, all have asked
            CompletableFuture<Void> reached = new CompletableFuture<>();
            each.connection().execute(() -> reached.complete(null));
            reached.orTimeout(60, TimeUnit.SECONDS).join();
        }

        released.countDown();

        waiting.forEach(each -> assertThat(each.cause()).isNotNull());
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void usersCode_blocks_takesNoThreadFromTheRest() {
        for (int i = 0; i < 200; i++) {
            network.transport().offloadBlocking(this::blocked);
            network.transport().offloadCallback(this::blocked);
        }
        CompletableFuture<Void> offloaded = new CompletableFuture<>();
        network.transport().offload(() -> offloaded.complete(null));

        offloaded.orTimeout(60, TimeUnit.SECONDS).join();
        connected();
        assertTimerWorks();
    }
}

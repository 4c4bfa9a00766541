package dev.mysqlasync.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.TransportConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which tasks run on a connection's thread, and when. */
@SuppressWarnings("exports") // JUnit is there for those who run these tests
public interface TaskContract extends ContractPart {

    @Test
    default void execute_manyTasks_runInOrder() {
        Recorder client = scene().open(scene().network().listen());
        List<Integer> ran = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3000; i++) {
            int number = i;
            client.connection().execute(() -> ran.add(number));
        }
        scene().await("all", () -> ran.size() == 3000);
        assertEquals(IntStream.range(0, 3000).boxed().toList(), ran);
    }

    @Test
    default void execute_whileBytesArrive_runsSeriallyOnTheIoThread() throws InterruptedException {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger elsewhere = new AtomicInteger();
        peer.send(ContractScene.bytes(10_000_000));
        Runnable task = client.serially(() -> {
            ran.incrementAndGet();
            elsewhere.addAndGet(scene().transport().isIoThread() ? 0 : 1);
        });
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(new Thread(() ->
                    IntStream.range(0, 2000).forEach(n -> client.connection().execute(task))));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        scene().await("all", () -> ran.get() == 8000 && client.byteCount() == 10_000_000);
        assertEquals(0, elsewhere.get());
    }

    @Test
    default void execute_insideCallback_runsAfterIt() {
        List<String> log = new CopyOnWriteArrayList<>();
        Recorder client = scene().recorder().onConnected(connection -> {
            connection.execute(() -> log.add("task"));
            log.add("connected");
        });
        scene().open(scene().network().listen(), client);
        scene().await("the task", () -> log.size() == 2);
        assertEquals(List.of("connected", "task"), log);
    }

    @Test
    default void execute_connectionClosed_runsAllTheSame() {
        Recorder client = scene().open(scene().network().listen());
        client.connection().close();
        scene().awaitClosed(client);
        AtomicBoolean ran = new AtomicBoolean();
        client.connection().execute(client.serially(() -> ran.set(true)));
        scene().await("the task", ran::get);
    }

    @Test
    default void execute_transportClosed_runsAllTheSame() {
        Recorder client = scene().open(scene().network().listen());
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            client.connection().execute(client.serially(ran::incrementAndGet));
        }
        scene().transport().close();
        for (int i = 0; i < 100; i++) {
            client.connection().execute(client.serially(ran::incrementAndGet));
        }
        scene().awaitClosed(client);
        client.connection().execute(client.serially(ran::incrementAndGet));
        scene().await("all", () -> ran.get() == 201);
    }

    @Test
    default void schedule_severalDelays_runInTheirOrder() {
        Recorder client = scene().open(scene().network().listen());
        List<String> ran;
        AtomicBoolean prompt = new AtomicBoolean();
        do {
            List<String> log = new CopyOnWriteArrayList<>();
            ran = log;
            client.connection().execute(() -> prompt.set(scheduleInAnotherOrder(client, log)));
            scene().await("all", () -> log.size() == 3);
        } while (!prompt.get());
        assertEquals(List.of("first", "second", "third"), ran);
    }

    /** Whether scheduling took less time than the difference between two delays, so that their order is certain. */
    private boolean scheduleInAnotherOrder(Recorder client, List<String> ran) {
        TransportConnection connection = client.connection();
        long start = scene().transport().nanoTime();
        connection.schedule(Duration.ofMillis(60), client.serially(() -> ran.add("third")));
        connection.schedule(Duration.ofMillis(20), client.serially(() -> ran.add("first")));
        connection.schedule(Duration.ofMillis(40), client.serially(() -> ran.add("second")));
        return scene().transport().nanoTime() - start < Duration.ofMillis(20).toNanos();
    }

    @Test
    default void schedule_anyDelay_doesNotRunBeforeIt() {
        Recorder client = scene().open(scene().network().listen());
        long start = scene().transport().nanoTime();
        AtomicLong ranAfter = new AtomicLong(-1);
        client.connection()
                .schedule(
                        Duration.ofMillis(30),
                        () -> ranAfter.set(scene().transport().nanoTime() - start));
        scene().await("the task", () -> ranAfter.get() >= 0);
        assertTrue(ranAfter.get() >= Duration.ofMillis(30).toNanos(), () -> ranAfter.get() + " ns");
    }

    @Test
    default void schedule_noOrEndlessDelay_isTakenAsIs() {
        Recorder client = scene().open(scene().network().listen());
        AtomicInteger ran = new AtomicInteger();
        client.connection().schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.addAndGet(100));
        client.connection().schedule(Duration.ZERO, ran::incrementAndGet);
        client.connection().schedule(Duration.ofNanos(-1), ran::incrementAndGet);
        scene().await("two tasks", () -> ran.get() >= 2);
        assertEquals(2, ran.get());
    }

    @Test
    default void cancel_scheduledTask_neverRunsIt() {
        Recorder client = scene().open(scene().network().listen());
        assertCancelledDoesNotRun(client.connection()::schedule);
    }

    @Test
    default void cancel_scheduledTaskOnTheIoThread_neverRunsIt() {
        TransportConnection connection =
                scene().open(scene().network().listen()).connection();
        List<String> ran = new CopyOnWriteArrayList<>();
        connection.execute(
                () -> { // on the I/O thread, where no timer can fire meanwhile
                    Cancellable cancelled = connection.schedule(Duration.ofMillis(10), () -> ran.add("cancelled"));
                    connection.schedule(Duration.ofMillis(30), () -> ran.add("kept"));
                    cancelled.cancel();
                    cancelled.cancel();
                });
        scene().await("the other", () -> ran.contains("kept"));
        assertEquals(List.of("kept"), ran);
    }

    /** Tries again if this thread was so slow that the task was due before it was cancelled. */
    private void assertCancelledDoesNotRun(BiFunction<Duration, Runnable, Cancellable> schedule) {
        List<String> ran;
        boolean inTime;
        do {
            List<String> log = new CopyOnWriteArrayList<>();
            long start = scene().transport().nanoTime();
            Cancellable cancelled = schedule.apply(Duration.ofMillis(10), () -> log.add("cancelled"));
            Cancellable unused = schedule.apply(Duration.ofMillis(30), () -> log.add("kept"));
            cancelled.cancel();
            cancelled.cancel();
            inTime = scene().transport().nanoTime() - start
                    < Duration.ofMillis(10).toNanos();
            scene().await("the other", () -> log.contains("kept"));
            ran = log;
        } while (!inTime);
        assertEquals(List.of("kept"), ran);
    }

    @Test
    default void cancel_insideAnEarlierTask_stopsTheLaterOne() {
        Recorder client = scene().open(scene().network().listen());
        TransportConnection connection = client.connection();
        List<String> ran = new CopyOnWriteArrayList<>();
        connection.execute(() -> {
            Cancellable[] later = new Cancellable[1];
            connection.schedule(Duration.ofMillis(5), () -> later[0].cancel());
            later[0] = connection.schedule(Duration.ofMillis(5), () -> ran.add("cancelled"));
            connection.schedule(Duration.ofMillis(5), () -> ran.add("kept"));
        });
        scene().await("the last", () -> ran.contains("kept"));
        assertEquals(List.of("kept"), ran);
    }

    @Test
    default void schedule_connectionClosed_runsAllTheSame() {
        Recorder client = scene().open(scene().network().listen());
        AtomicInteger ran = new AtomicInteger();
        client.connection().schedule(Duration.ofMillis(20), ran::incrementAndGet);
        client.connection().close();
        scene().awaitClosed(client);
        client.connection().schedule(Duration.ofMillis(10), ran::incrementAndGet);
        scene().await("both", () -> ran.get() == 2);
    }

    @Test
    default void schedule_transportClosed_dropsIt() {
        Recorder client = scene().open(scene().network().listen());
        AtomicBoolean ran = new AtomicBoolean();
        scene().transport().close();
        client.connection().schedule(Duration.ZERO, () -> ran.set(true));
        scene().awaitClosed(client);
        scene().awaitTasks(client);
        assertFalse(ran.get());
    }

    @Test
    default void schedule_transportClosedInTheSameTask_dropsIt() {
        Recorder client = scene().open(scene().network().listen());
        AtomicBoolean ran = new AtomicBoolean();
        client.connection().execute(() -> {
            client.connection().schedule(Duration.ZERO, () -> ran.set(true));
            scene().transport().close();
        });
        scene().awaitClosed(client);
        scene().awaitTasks(client);
        assertFalse(ran.get());
    }

    @Test
    default void scheduleWithoutConnection_runsWithoutOne() {
        AtomicBoolean ran = new AtomicBoolean();
        scene().transport().schedule(Duration.ofMillis(1), () -> ran.set(true));
        scene().await("the task", ran::get);
    }

    @Test
    default void scheduleWithoutConnection_cancelled_neverRuns() {
        assertCancelledDoesNotRun(scene().transport()::schedule);
    }

    @Test
    default void scheduleWithoutConnection_transportClosed_dropsIt() {
        Recorder client = scene().open(scene().network().listen());
        AtomicBoolean ran = new AtomicBoolean();
        scene().transport().schedule(Duration.ofMinutes(10), () -> ran.set(true));
        scene().transport().close();
        scene().transport().schedule(Duration.ZERO, () -> ran.set(true));
        scene().awaitClosed(client);
        scene().awaitTasks(client);
        assertFalse(ran.get());
    }

    @Test
    default void offload_task_runsOnNoIoThread() {
        Recorder client = scene().open(scene().network().listen());
        List<Boolean> onIoThread = new CopyOnWriteArrayList<>();
        client.connection().execute(() -> {
            Runnable task = () -> onIoThread.add(scene().transport().isIoThread());
            scene().transport().offload(task);
            scene().transport().offloadBlocking(task);
            scene().transport().offloadCallback(task);
        });
        scene().await("the tasks", () -> onIoThread.size() == 3);
        assertEquals(List.of(false, false, false), onIoThread);
    }

    @Test
    default void offload_transportClosed_runsAllTheSame() {
        AtomicInteger ran = new AtomicInteger();
        scene().transport().close();
        scene().transport().offload(ran::incrementAndGet);
        scene().transport().offloadBlocking(ran::incrementAndGet);
        scene().transport().offloadCallback(ran::incrementAndGet);
        scene().await("the tasks", () -> ran.get() == 3);
    }

    @Test
    default void isIoThread_callersThread_isNone() {
        scene().open(scene().network().listen());
        assertFalse(scene().transport().isIoThread());
    }
}

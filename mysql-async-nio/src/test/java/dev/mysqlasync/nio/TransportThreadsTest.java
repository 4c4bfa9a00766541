package dev.mysqlasync.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.TransportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportThreadsTest {

    @TempDir
    Path directory;

    private SocketNetwork network;

    @BeforeEach
    void open() {
        network = new SocketNetwork(new TransportOptions(2, true, true, 0, 0), directory);
    }

    @AfterEach
    void close() {
        network.transport().close();
        network.close();
    }

    @Test
    void transport_nothingConnected_hasNoThread() {
        assertThat(ioThreads()).isEmpty();
    }

    @Test
    void connect_severalTimes_goesRoundTheNamedDaemonLoops() {
        List<Events> four =
                Stream.generate(() -> connect(new Events())).limit(4).toList();
        List<String> names =
                four.stream().map(each -> each.thread.join().getName()).toList();
        assertThat(names)
                .containsExactly("mysql-async-nio-1", "mysql-async-nio-2", "mysql-async-nio-1", "mysql-async-nio-2");
        assertThat(ioThreads()).hasSize(2).allMatch(Thread::isDaemon);
    }

    @Test
    void close_loopsRunning_endsTheirThreads() throws InterruptedException {
        connect(new Events());
        connect(new Events());
        List<Thread> threads = ioThreads();
        assertThat(threads).hasSize(2);
        network.transport().close();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void offload_task_runsOnNamedDaemon() {
        CompletableFuture<Thread> offloaded = new CompletableFuture<>();
        network.transport().offload(() -> offloaded.complete(Thread.currentThread()));
        Thread thread = offloaded.join();
        assertThat(thread.getName()).startsWith("mysql-async-offload-");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void close_loopsHaveEnded_endsOffloadThreadsToo() {
        connect(new Events());
        network.transport().close();
        network.await("a task on the calling thread", () -> {
            CompletableFuture<Thread> ran = new CompletableFuture<>();
            network.transport().offload(() -> ran.complete(Thread.currentThread()));
            return ran.join() == Thread.currentThread();
        });
    }

    @Test
    void closed_throws_isReportedAndTheLoopGoesOn() {
        RuntimeException failure = new IllegalStateException("from closed");
        Events throwing = connect(new Events() {
            @Override
            public void closed(@Nullable Throwable cause) {
                super.closed(cause);
                throw failure;
            }
        });
        Set<Throwable> reported = new HashSet<>();
        CompletableFuture<Void> set = new CompletableFuture<>();
        throwing.connection().execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> reported.add(e));
            set.complete(null);
        });
        set.join();
        throwing.connection().abort();
        throwing.cause();
        CompletableFuture<Set<Throwable>> afterwards = new CompletableFuture<>();
        throwing.connection().execute(() -> afterwards.complete(Set.copyOf(reported)));
        assertThat(afterwards.orTimeout(60, TimeUnit.SECONDS).join()).containsExactly(failure);
    }

    @Test
    void isIoThread_otherTransportsLoop_isNone() {
        SocketNetwork other = new SocketNetwork(TransportOptions.DEFAULT, directory);
        Events events = connect(new Events());
        CompletableFuture<List<Boolean>> answers = new CompletableFuture<>();
        events.connection()
                .execute(() -> answers.complete(List.of(
                        network.transport().isIoThread(), other.transport().isIoThread())));
        assertThat(answers.join()).containsExactly(true, false);
        other.transport().close();
        other.close();
    }

    private Events connect(Events events) {
        Deadline deadline = Deadline.after(network.transport(), Duration.ofMinutes(10));
        network.transport().connect(network.listen().endpoint(), deadline, events);
        events.connection();
        return events;
    }

    private List<Thread> ioThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread instanceof IoThread io && io.owner() == network.transport())
                .toList();
    }
}

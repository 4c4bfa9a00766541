package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Signals through the user's executor. */
class StreamExecutorTest {

    private static final int KILOBYTE = 1024;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> mapped = new ArrayList<>();
    private boolean keeping = true;

    /** A connection whose executor keeps its tasks until {@link #work}. */
    private MySqlConnection connection(Scene scene) {
        CompletableFuture<MySqlConnection> connected =
                scene.connect(scene.options().callbackExecutor(this::keep).build());
        scene.run();
        work(scene);
        return connected.join();
    }

    private void keep(Runnable task) {
        if (keeping) {
            tasks.add(task);
        } else {
            task.run();
        }
    }

    private void work(Scene scene) {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            scene.run();
        }
    }

    /** Lets the connection be closed. */
    private void finish(Scene scene) {
        keeping = false;
        work(scene);
    }

    private StreamReader<String> texts(MySqlConnection connection, long wanted) {
        return StreamReader.of(
                connection.stream("SELECT 1", row -> {
                    String text = row.getString(0);
                    mapped.add(text);
                    return text;
                }),
                wanted);
    }

    private static String[] kilobytes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.valueOf(i % 10).repeat(KILOBYTE))
                .toArray(String[]::new);
    }

    @Test
    void stream_deliversEverySignalThroughTheExecutor() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader = texts(connection(scene), 9);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b"));
            assertThat(reader.rows()).isEmpty();
            assertThat(reader.isOver()).isFalse();
            work(scene);

            assertThat(reader.rows()).containsExactly("a", "b");
            assertThat(reader.isComplete()).isTrue();
            finish(scene);
        }
    }

    @Test
    void executor_slow_holdsUpTheServerAndNotTheOrder() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader = texts(connection(scene), Long.MAX_VALUE);
            scene.run();
            scene.send(ServerBytes.rowsAnswer(kilobytes(2000)));
            assertThat(mapped.size()).isBetween(128, 256); // of 1 KiB each, and 256 KiB is the bound
            assertThat(scene.peer().hasUnsent()).isTrue();
            work(scene);

            assertThat(reader.rows()).containsExactly(kilobytes(2000));
            assertThat(reader.isComplete()).isTrue();
            finish(scene);
        }
    }

    @Test
    void request_some_readsOneRowAheadOfIt() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader = texts(connection(scene), 2);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b", "c", "d", "e"));
            assertThat(mapped).containsExactly("a", "b", "c");
            work(scene);
            assertThat(reader.rows()).containsExactly("a", "b");
            assertThat(mapped).containsExactly("a", "b", "c");

            reader.request(1);
            work(scene);
            assertThat(reader.rows()).containsExactly("a", "b", "c");
            reader.cancel();
            finish(scene);
        }
    }

    @Test
    void cancel_withRowsInTheQueue_givesNoneOfThem() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader = texts(connection(scene), 9);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b"));
            reader.cancel();
            work(scene);

            assertThat(reader.rows()).isEmpty();
            assertThat(reader.isOver()).isFalse();
            finish(scene);
        }
    }

    @Test
    void loss_withRowsInTheQueue_comesBehindThoseThatAreDemanded() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            StreamReader<String> reader = texts(connection, 2);
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("a").row("b"));
            scene.peer().reset();
            scene.run();
            work(scene);

            assertThat(reader.rows()).containsExactly("a", "b");
            assertThat(reader.failure()).isInstanceOf(MySqlConnectionLostException.class);
            scene.forget(connection);
        }
    }

    @Test
    void executor_refuses_leavesNoSignalOut() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.callbackExecutor(task -> {
                throw new RejectedExecutionException("shut down");
            }));
            StreamReader<String> reader = texts(connection, 1);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b"));
            reader.request(1);
            scene.run();

            assertThat(reader.rows()).containsExactly("a", "b");
            assertThat(reader.isComplete()).isTrue();
        }
    }

    @Test
    void connectionLost_rowsOfACursorThatAreDemanded_comeBeforeTheFailure() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            StreamReader<String> rows = ServerCursorTest.open(scene, connection, 4, 3);
            scene.send(ServerCursorTest.fetched(ServerCursorTest.CURSOR, "1", "2", "3", "4"));
            scene.send(ServerCursorTest.fetched(ServerCursorTest.CURSOR, "5", "6", "7", "8"));
            scene.peer().reset();
            scene.run();
            assertThat(rows.rows()).isEmpty();
            work(scene);

            assertThat(rows.rows()).containsExactly("1", "2", "3");
            assertThat(rows.failure()).isInstanceOf(MySqlConnectionLostException.class);
            scene.forget(connection);
            finish(scene);
        }
    }
}

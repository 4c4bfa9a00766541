package dev.mysqlasync.driver;

import static dev.mysqlasync.driver.ServerCursorTest.CURSOR;
import static dev.mysqlasync.driver.ServerCursorTest.LAST;
import static dev.mysqlasync.driver.ServerCursorTest.SQL;
import static dev.mysqlasync.driver.ServerCursorTest.fetched;
import static dev.mysqlasync.driver.ServerCursorTest.open;
import static dev.mysqlasync.driver.ServerCursorTest.opened;
import static dev.mysqlasync.driver.ServerCursorTest.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fetches from a cursor on the server that have more bytes than are held here. */
class LargeFetchTest {

    @Test
    void fetch_rowsOfManyBytes_waitAtTheServer() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = open(scene, connection, 1000, 1);
            CompletableFuture<Void> behind = scene.watch(connection.ping());
            scene.run();
            scene.peer().send(fetched(CURSOR, large(100)));
            scene.send(ServerBytes.okAnswer());
            assertThat(rows.rows()).hasSize(1);
            assertThat(scene.peer().hasUnsent()).isTrue();
            assertThat(behind).isNotDone();

            for (int row = 2; row <= 90; row++) {
                rows.request(1);
                scene.run();
                assertThat(rows.rows()).hasSize(row);
            }
            assertThat(behind).isNotDone();
            rows.request(9);
            scene.run();
            assertThat(behind).isCompleted();
            assertThat(rows.rows()).containsExactly(Arrays.copyOf(large(100), 99));
            assertThat(scene.peer().takeCommands()).containsExactly("PING", "FETCH 5 rows 1000");
            rows.request(9);
            scene.run();
            scene.send(fetched(LAST));
            assertThat(rows.rows()).containsExactly(large(100));
            assertThat(rows.isComplete()).isTrue();
        }
    }

    @Test
    void fetch_muchHeld_isNotSent() {
        try (Scene scene = new Scene()) {
            StreamReader<String> rows = open(scene, scene.connection(), 10, 1);
            scene.send(fetched(CURSOR, large(5))); // three of them are held: less than half of the rows, but 150 KB
            assertThat(scene.peer().takeCommands()).isEmpty();
            rows.request(1);
            scene.run();

            assertThat(scene.peer().takeCommands()).containsExactly("FETCH 5 rows 10");
            rows.cancel();
            scene.run();
            scene.send(fetched(LAST));
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void cancel_rowsWaitAtTheServer_dropsThemAndClosesTheCursor() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = waiting(scene, connection);
            rows.cancel();
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();

            assertThat(scene.peer().hasUnsent()).isFalse();
            assertThat(scene.peer().takeCommands()).containsExactly("PING", "RESET 5");
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();
            assertThat(rows.rows()).hasSize(1);
            stream(scene, connection, 1000, 1).cancel();
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5 with a cursor");
            scene.send(opened());
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void deadline_rowsWaitAtTheServer_failsTheStreamAndDropsThem() {
        Duration timeout = Duration.ofMillis(300);
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.statementTimeout(timeout));
            StreamReader<String> rows = waiting(scene, connection);
            scene.loop().clock().advance(timeout.minusNanos(1));
            assertThat(rows.failure()).isNull();
            scene.loop().clock().advance(Duration.ofNanos(1));

            assertThat(rows.failure()).isInstanceOf(MySqlTimeoutException.class);
            assertThat(scene.peer().hasUnsent()).isFalse();
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5");
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void close_rowsWaitAtTheServer_failsTheStreamAtTheTimeout() {
        Duration timeout = Duration.ofMillis(300);
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.closeTimeout(timeout));
            StreamReader<String> rows = waiting(scene, connection);
            CompletableFuture<Void> closed = scene.watch(connection.close());
            scene.loop().clock().advance(timeout.minusNanos(1));
            assertThat(rows.failure()).isNull();
            scene.loop().clock().advance(Duration.ofNanos(1));

            assertThat(rows.failure()).isInstanceOf(MySqlConnectionLostException.class);
            assertThat(closed).isCompleted();
        }
    }

    @Test
    void connectionLost_rowsWaitAtTheServer_failsTheStream() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = waiting(scene, connection);
            scene.peer().reset();
            scene.run();
            rows.request(Long.MAX_VALUE);
            scene.run();

            assertThat(rows.failure()).isInstanceOf(MySqlConnectionLostException.class);
            assertThat(rows.rows().size()).isLessThan(100);
            scene.forget(connection);
        }
    }

    @Test
    void mapper_throwsWhileRowsWaitAtTheServer_dropsThem() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> rows = new StreamReader<>(1);
            connection.stream(Statement.of(SQL).fetchSize(1000), row -> {
                        if (row.getString(0).startsWith("2 ")) {
                            throw new IllegalStateException("not this");
                        }
                        return row.getString(0);
                    })
                    .subscribe(rows);
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 1, 0));
            scene.send(opened());
            scene.peer().takeCommands();
            scene.send(fetched(CURSOR, large(100)));
            assertThat(scene.peer().hasUnsent()).isTrue();
            rows.request(1);
            scene.run();

            assertThat(rows.failure()).hasMessage("not this");
            assertThat(scene.peer().hasUnsent()).isFalse();
            assertThat(scene.peer().takeCommands()).containsExactly("RESET 5");
            scene.send(ServerBytes.okAnswer());
        }
    }

    /** A stream that has taken one row of a fetch of 5 MB. */
    private static StreamReader<String> waiting(Scene scene, MySqlConnection connection) {
        StreamReader<String> rows = open(scene, connection, 1000, 1);
        scene.send(fetched(CURSOR, large(100)));
        assertThat(rows.rows()).hasSize(1);
        assertThat(scene.peer().hasUnsent()).isTrue();
        return rows;
    }

    private static String[] large(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> i + " " + "x".repeat(50_000))
                .toArray(String[]::new);
    }
}

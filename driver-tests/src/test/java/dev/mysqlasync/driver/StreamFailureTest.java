package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlClosedException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.protocol.StatusFlag;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Streams that end before their rows do. */
class StreamFailureTest {

    private static StreamReader<String> texts(MySqlConnection connection, long wanted) {
        return StreamReader.of(connection.stream("SELECT 1", row -> row.getString(0)), wanted);
    }

    private static <X extends Throwable> X failure(StreamReader<?> reader, Class<X> type) {
        assertThat(reader.failure()).isInstanceOf(type);
        return type.cast(reader.failure());
    }

    // --- of the server ---------------------------------------------------------------------------------------------

    @Test
    void error_afterRows_failsBehindThem() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = texts(connection, 9);
            CompletableFuture<Void> behind = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("a").row("b").error(1317, "70100", "interrupted"));
            scene.send(ServerBytes.okAnswer());

            assertThat(reader.rows()).containsExactly("a", "b");
            MySqlServerException failure = failure(reader, MySqlServerException.class);
            assertThat(failure.errorCode()).isEqualTo(1317);
            assertThat(failure.sql()).isEqualTo("SELECT ?");
            assertThat(behind).isCompleted();
        }
    }

    @Test
    void error_ofTheStatement_needsNoDemand() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader = texts(scene.connection(), 0);
            scene.run();
            scene.send(ServerBytes.errorAnswer(1064));

            assertThat(failure(reader, MySqlServerException.class).errorCode()).isEqualTo(1064);
        }
    }

    @Test
    void error_inALaterResult_failsTheStream() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader = texts(scene.connection(), 9);
            scene.run();
            scene.send(ServerBytes.answer()
                    .rows(StatusFlag.SERVER_MORE_RESULTS_EXISTS, "a")
                    .error(1105, "HY000", "no"));

            assertThat(reader.rows()).containsExactly("a");
            failure(reader, MySqlServerException.class);
        }
    }

    // --- of the rows -----------------------------------------------------------------------------------------------

    private static void assertFailsAlone(RowMapper<String> mapper, Class<? extends Throwable> expected) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = StreamReader.of(connection.stream("SELECT 1", mapper), 9);
            CompletableFuture<Void> behind = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("a").row("b").row("c"));
            assertThat(reader.rows()).containsExactly("a");
            failure(reader, expected); // without waiting for the rest

            scene.send(ServerBytes.from(6).row("d").end(0));
            scene.send(ServerBytes.okAnswer());
            assertThat(behind).isCompleted();
        }
    }

    @Test
    void mapper_throws_failsItsStreamAlone() {
        assertFailsAlone(
                row -> {
                    if (row.getString(0).equals("b")) {
                        throw new StackOverflowError("own");
                    }
                    return row.getString(0);
                },
                StackOverflowError.class);
    }

    @Test
    void mapper_makesNull_failsItsStreamAlone() {
        assertFailsAlone(row -> row.getString(0).equals("b") ? null : row.getString(0), NullPointerException.class);
    }

    @Test
    void mapper_cannotReadAValue_failsItsStreamAlone() {
        assertFailsAlone(
                row -> row.getString(0).equals("b") ? "" + row.getInt(0) : row.getString(0),
                MySqlDecodeException.class);
    }

    // --- of the connection -----------------------------------------------------------------------------------------

    @Test
    void connection_lostAfterRows_failsTheStream() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = texts(connection, 9);
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("a"));
            scene.peer().reset();
            scene.run();

            assertThat(reader.rows()).containsExactly("a");
            failure(reader, MySqlConnectionLostException.class);
            scene.forget(connection);
        }
    }

    @Test
    void nonsense_afterRows_failsTheStreamAndTheConnection() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = texts(connection, 1);
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("a").row("b").payload((byte) 9, (byte) 'x'));
            assertThat(reader.isOver()).as("not read yet").isFalse();
            reader.request(1);
            scene.run();

            assertThat(failure(reader, MySqlException.class).isFatal()).isTrue();
            assertThat(connection.isOpen()).isFalse();
            scene.forget(connection);
        }
    }

    @Test
    void close_whileRowsWaitForDemand_failsTheStreamAtTheTimeout() {
        Duration timeout = Duration.ofMillis(300);
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.closeTimeout(timeout));
            StreamReader<String> reader = texts(connection, 1);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b", "c"));
            CompletableFuture<Void> closed = scene.watch(connection.close());
            scene.loop().clock().advance(timeout.minusNanos(1));
            assertThat(reader.isOver()).isFalse();

            scene.loop().clock().advance(Duration.ofNanos(1));
            assertThat(reader.rows()).containsExactly("a");
            failure(reader, MySqlConnectionLostException.class);
            assertThat(closed).isCompleted();
        }
    }

    @Test
    void close_whileTheRowsAreDemanded_letsThemComeFirst() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = texts(connection, 9);
            CompletableFuture<Void> closed = scene.watch(connection.close());
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b"));

            assertThat(reader.isComplete()).isTrue();
            assertThat(closed).isCompleted();
        }
    }

    @Test
    void subscribe_afterClose_fails() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.close());
            StreamReader<String> reader = texts(connection, 1);
            scene.run();

            failure(reader, MySqlClosedException.class);
        }
    }

    @Test
    void subscribe_queueFull_fails() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.queueLimit(1));
            StreamReader<String> first = texts(connection, 1);
            StreamReader<String> second = texts(connection, 1);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a"));

            assertThat(failure(second, MySqlLimitException.class).option()).isEqualTo("queueLimit");
            assertThat(first.isComplete()).isTrue();
        }
    }
}

package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.Rows;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no server may send: the connection ends, or where only a value is unreadable, stays. */
class NonsenseTest {

    @Test
    void strayBytes_whileIdle_closeTheConnectionAndReachNoStatement() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.send(ServerBytes.okAnswer());
            assertThat(connection.isOpen()).isFalse();
            assertThat(scene.network().openConnections()).isZero();

            CompletableFuture<Void> ping = scene.watch(connection.ping());
            MySqlConnectionLostException refused = scene.failure(ping, MySqlConnectionLostException.class);
            assertThat(refused.getCause()).isInstanceOf(MySqlProtocolException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 255})
    void sequence_wrong_isAProtocolFailureForGood(int sequence) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> first = scene.watch(connection.ping());
            CompletableFuture<Void> second = scene.watch(connection.ping());
            scene.run();
            scene.peer().send(ServerBytes.from(sequence).ok(0));
            scene.send(ServerBytes.okAnswer());

            scene.failure(first, MySqlProtocolException.class);
            scene.failure(second, MySqlProtocolException.class);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    static Stream<byte[]> nonsense() {
        return Stream.of(
                ServerBytes.answer().payload().bytes(), // empty
                ServerBytes.answer().payload((byte) 0x00).bytes(), // an OK that ends too soon
                ServerBytes.answer().payload((byte) 0xFE).bytes(),
                ServerBytes.answer().payload((byte) 0xFF, (byte) 1).bytes(),
                ServerBytes.answer().payload((byte) 0xFC, (byte) 0xFF).bytes(), // a column count that ends too soon
                ServerBytes.answer().payload((byte) 1).payload((byte) 1).bytes(), // a column definition, likewise
                ServerBytes.answer()
                        .columns("a")
                        .payload((byte) 5, (byte) 'x')
                        .end(0)
                        .bytes(),
                ServerBytes.answer().columns("a", "b").row("only one").end(0).bytes());
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void response_nonsense_endsTheStatementTypedOrLeavesTheCellUnreadable(byte[] response) {
        try (Scene scene = new Scene()) {
            CompletableFuture<Rows> rows = scene.watch(scene.connection().query("SELECT 1"));
            scene.run();
            scene.send(response);
            scene.peer().close();
            scene.run();

            Throwable failure = rows.isCompletedExceptionally()
                    ? scene.failure(rows)
                    : catchThrowable(() ->
                            rows.join().get(0).getString(rows.join().columns().size() - 1));
            assertThat(failure).isInstanceOf(MySqlException.class);
        }
    }

    @Test
    void row_largerThanTheLimit_endsTheConnectionAndNamesTheOption() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxRowSize(64 * 1024));
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT 1"));
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("x".repeat(64 * 1024 + 1)));

            assertThat(scene.failure(rows, MySqlLimitException.class).option()).isEqualTo("maxRowSize");
            assertThat(connection.isOpen()).isFalse();
        }
    }
}

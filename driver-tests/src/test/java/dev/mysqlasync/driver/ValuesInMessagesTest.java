package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.ByteSource;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A message shows the statement that it is about, and none of the values in its text. */
class ValuesInMessagesTest {

    private static final String SQL = "UPDATE users SET password = 'secret' WHERE id = ?";
    private static final String SHOWN = "UPDATE users SET password = ? WHERE id = ?";

    @Test
    void wrongNumberOfArguments_showsTheStatementWithoutItsValues() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> execution = scene.watch(connection.execute(SQL, 1, 2));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));

            assertShown(scene.failure(execution, IllegalArgumentException.class), "has 1 parameter, but 2 arguments");
        }
    }

    @Test
    void preparedStatement_showsItsTextWithoutValues() {
        try (Scene scene = new Scene()) {
            CompletableFuture<PreparedStatement> prepared =
                    scene.watch(scene.connection().prepare(SQL));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            PreparedStatement statement = prepared.join();

            assertShown(
                    scene.failure(statement.execute(1, 2), IllegalArgumentException.class),
                    "has 1 parameter, but 2 arguments");
            statement.close();
            assertShown(scene.failure(statement.execute(1), IllegalStateException.class), "is closed");
        }
    }

    @Test
    void batchOfAnotherWidth_showsTheStatementWithoutItsValues() {
        try (Scene scene = new Scene()) {
            CompletableFuture<?> batch =
                    scene.watch(scene.connection().executeBatch(SQL, List.of(List.of(1, 2)), BatchMode.PIPELINED));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));

            assertShown(scene.failure(batch, IllegalArgumentException.class), "the batch's rows have 2 values");
        }
    }

    @Test
    void statementThatCannotBeSent_isShownWithoutItsValues() {
        try (Scene scene = new Scene()) {
            Statement refused = Statement.of(SQL, 1).localInfile(ByteSource.ofBytes(new byte[1]));
            CompletableFuture<?> execution = scene.watch(scene.connection().execute(refused));
            scene.run();

            assertShown(scene.failure(execution, IllegalArgumentException.class), "localInfile");
        }
    }

    @Test
    void timeout_showsTheStatementWithoutItsValues() {
        Duration timeout = Duration.ofMillis(300);
        try (Scene scene = new Scene()) {
            CompletableFuture<?> execution = scene.watch(scene.connection()
                    .execute(Statement.of(SQL.replace("?", "7")).timeout(timeout)));
            scene.run();
            scene.loop().clock().advance(timeout);

            assertShown(
                    scene.failure(execution, MySqlTimeoutException.class), " took longer than its timeout of 300 ms");
        }
    }

    private static void assertShown(Throwable failure, String what) {
        assertThat(failure)
                .hasMessageContaining(what)
                .hasMessageContaining(SHOWN)
                .hasMessageNotContaining("secret");
    }
}

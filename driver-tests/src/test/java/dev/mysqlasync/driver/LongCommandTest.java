package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Written;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands of very many bytes, beside which others get their turns. */
class LongCommandTest {

    private static final int PIECE = 256 * 1024;
    private static final int LENGTH = 20 << 20; // more than one frame
    private static final String LONG = "x".repeat(LENGTH);

    /** The ways in which a value gets into a command. */
    enum Way {
        TEXT(statement -> Statement.of("DO '" + LONG + "'")),
        TEXT_PARAMETER(statement -> Statement.of("DO ?", LONG)),
        BINARY_PARAMETER(statement -> Statement.of("DO ?", (Object) new byte[LENGTH])),
        LITERAL(statement -> Statement.of("DO ?", LONG).renderedByClient());

        private final UnaryOperator<Statement> statement;

        Way(UnaryOperator<Statement> statement) {
            this.statement = statement;
        }

        CompletableFuture<ExecuteResult> submit(Scene scene, MySqlConnection connection) {
            return scene.watch(connection.execute(statement.apply(Statement.of(""))));
        }
    }

    private static void prepare(Scene scene, Way way) {
        if (way.name().endsWith("PARAMETER")) {
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE DO ?");
            scene.peer().send(ServerBytes.answer().prepared(7, 0, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void execute_longValue_leavesTurnByTurnWhileOthersGoOn(Way way) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            MySqlConnection other = scene.connection();
            CompletableFuture<ExecuteResult> statement = way.submit(scene, connection);
            prepare(scene, way);
            int writes = scene.writes();
            scene.loop().runUntil(() -> scene.writes() > writes);
            CompletableFuture<Void> ping = scene.watch(other.ping());
            scene.loop().runUntil(() -> scene.peers().get(1).commands().contains("PING"));
            assertThat(scene.peer().commands()).as("not whole yet").isEmpty();

            scene.run();
            assertThat(scene.writes() - writes).isGreaterThan(LENGTH / PIECE);
            assertThat(scene.peer().takeCommands()).hasSize(1);
            scene.peers().get(1).send(ServerBytes.okAnswer());
            scene.peer().send(ServerBytes.from(2).ok(0));
            scene.run();
            assertThat(statement).isCompleted();
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void execute_longText_isReadOnAnotherThread() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            int before = scene.offloads();
            scene.watch(connection.execute("DO 'short'"));
            scene.run();
            assertThat(scene.offloads()).isEqualTo(before);

            Way.TEXT.submit(scene, connection);
            scene.run();
            assertThat(scene.offloads()).isEqualTo(before + 1);
            scene.peer().send(ServerBytes.okAnswer());
            scene.send(ServerBytes.from(2).ok(0));
        }
    }

    @Test
    void execute_behindALongOne_waitsUntilThatHasLeft() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<ExecuteResult> statement = Way.TEXT.submit(scene, connection);
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();

            List<String> commands = scene.peer().takeCommands();
            assertThat(commands).hasSize(2);
            assertThat(commands.get(1)).isEqualTo("PING");
            scene.peer().send(ServerBytes.from(2).ok(0));
            scene.send(ServerBytes.okAnswer());
            assertThat(statement).isCompleted();
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void execute_serverThatDoesNotRead_keepsNoMoreThanAMebibyteEncoded() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.peer().pause();
            CompletableFuture<ExecuteResult> statement = Way.TEXT.submit(scene, connection);
            scene.run();
            assertThat(scene.pendingBytes()).isPositive().isLessThan((1 << 20) + 2 * PIECE);

            scene.peer().resume();
            scene.run();
            assertThat(scene.peer().takeCommands()).hasSize(1);
            scene.send(ServerBytes.from(2).ok(0));
            assertThat(statement).isCompleted();
        }
    }

    @Test
    void execute_connectionLostWhileItLeaves_isToldAsPartlyWritten() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.peer().pause();
            CompletableFuture<ExecuteResult> statement = Way.TEXT.submit(scene, connection);
            scene.run();
            scene.peer().reset();

            assertThat(scene.failure(statement, MySqlConnectionLostException.class)
                            .written())
                    .isEqualTo(Written.PARTIAL);
            scene.forget(connection);
        }
    }

    @Test
    void execute_longerThanMaxAllowedPacket_failsAndSendsNothing() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxAllowedPacket(LENGTH));
            int writes = scene.writes();
            MySqlLimitException failure = scene.failure(Way.TEXT.submit(scene, connection), MySqlLimitException.class);

            assertThat(failure.option()).isEqualTo("maxAllowedPacket");
            assertThat(scene.writes()).isEqualTo(writes);
            assertThat(connection.isOpen()).isTrue();
        }
    }
}

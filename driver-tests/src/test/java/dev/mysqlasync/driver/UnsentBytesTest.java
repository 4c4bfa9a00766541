package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pipelining is bounded in bytes that have not left, not in commands alone. */
class UnsentBytesTest {

    private static final int ENOUGH = 1 << 20;
    private static final String LONG = "DO '" + "x".repeat(200 * 1024) + "'";

    private static List<CompletableFuture<ExecuteResult>> submit(Scene scene, MySqlConnection connection, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> scene.watch(connection.execute(LONG + i)))
                .toList();
    }

    private static void answerAll(Scene scene, List<CompletableFuture<ExecuteResult>> statements) {
        int answered = 0;
        while (answered < statements.size()) {
            List<String> commands = scene.peer().takeCommands();
            assertThat(commands).isNotEmpty();
            for (String command : commands) {
                assertThat(command).endsWith("'" + answered);
                scene.send(ServerBytes.okAnswer());
                assertThat(statements.get(answered++)).isCompleted();
            }
        }
    }

    @Test
    void execute_serverThatDoesNotRead_isSentNoMoreThanFitsIntoAMebibyte() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.peer().pause();
            List<CompletableFuture<ExecuteResult>> statements = submit(scene, connection, 100);
            scene.run();
            assertThat(scene.pendingBytes()).isBetween((long) ENOUGH - LONG.length(), ENOUGH + 2L * LONG.length());

            scene.peer().resume();
            scene.run();
            answerAll(scene, statements);
        }
    }

    @Test
    void execute_serverThatReads_isSentEverythingInTurns() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            int before = scene.writes();
            List<CompletableFuture<ExecuteResult>> statements = submit(scene, connection, 40);
            scene.run();

            assertThat(scene.peer().commands()).hasSize(40);
            assertThat(scene.writes() - before).as("turns").isGreaterThan(4);
            answerAll(scene, statements);
        }
    }

    @Test
    void execute_shortOnesBehind_leaveInOneWrite() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            int before = scene.writes();
            List<CompletableFuture<Void>> pings = IntStream.range(0, 500)
                    .mapToObj(i -> scene.watch(connection.ping()))
                    .toList();
            scene.run();

            assertThat(scene.writes() - before).isEqualTo(1);
            pings.forEach(ping -> scene.send(ServerBytes.okAnswer()));
            assertThat(pings).allMatch(CompletableFuture::isDone);
        }
    }
}

package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Result;
import dev.mysqlasync.Rows;
import dev.mysqlasync.auth.ServerAuthPlugins;
import dev.mysqlasync.auth.Sha2Cache;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.StatusFlag;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However the bytes are cut up and the events interleaved, the conversation is the same. */
class ChunkingTest {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void conversation_inRandomPieces_isTheSame(long seed) {
        LoginServer server = new LoginServer(
                "mysql_native_password", ServerAuthPlugins.cachingSha2Password(Sha2Cache.WARM), Scene.PASSWORD);
        try (Scene scene = new Scene(SimLoop.shuffled(seed), server)) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT a"));
            CompletableFuture<Rows> refused = scene.watch(connection.query("SELECT b"));
            CompletableFuture<List<Result>> several = scene.watch(connection.results("SELECT c; DO 1"));
            CompletableFuture<Rows> prepared = scene.watch(connection.query("SELECT ?", 7));
            CompletableFuture<ExecuteResult> last = scene.watch(connection.execute("DO 2"));
            scene.run();
            assertThat(scene.peer().takeCommands())
                    .containsExactly("QUERY SELECT a", "QUERY SELECT b", "QUERY SELECT c; DO 1", "PREPARE SELECT ?");

            String large = "z".repeat(70_000); // more than a pipe holds
            scene.peer().send(ServerBytes.rowsAnswer("x", large));
            scene.peer().send(ServerBytes.answer().columns("b").row("y").error(1317, "70100", "interrupted"));
            scene.peer()
                    .send(ServerBytes.answer()
                            .rows(StatusFlag.SERVER_MORE_RESULTS_EXISTS, "c")
                            .ok(0));
            scene.send(ServerBytes.answer().prepared(3, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 3", "QUERY DO 2");
            scene.peer()
                    .send(ServerBytes.answer()
                            .columns("a")
                            .row(RowFormat.BINARY, "p")
                            .end(0));
            scene.send(ServerBytes.okAnswer());

            assertThat(rows.join().get(1).getString(0)).isEqualTo(large);
            assertThat(scene.failure(refused, MySqlServerException.class).errorCode())
                    .isEqualTo(1317);
            assertThat(several.join()).hasSize(2);
            assertThat(prepared.join().get(0).getString(0)).isEqualTo("p");
            assertThat(last).isCompleted();
        }
    }
}

package consumer.tests;

import static dev.mysqlasync.testkit.Replies.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.testkit.FakeMySqlServer;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tests against the testkit as a module. */
class ModularTest {

    @Test
    void testkit_isAModule() {
        assertTrue(ModularTest.class.getModule().isNamed());
        assertTrue(FakeMySqlServer.class.getModule().isNamed());
    }

    @Test
    void ask_fakeServerOnASocket_answers() {
        try (FakeMySqlServer mysql = FakeMySqlServer.socket()) {
            stub(mysql);

            assertEquals(42, ask(MySqlOptions.parse(mysql.url())).join());
            mysql.verifyNoUnexpected();
        }
    }

    @Test
    void ask_fakeServerInMemory_answers() {
        SimLoop loop = SimLoop.inOrder();
        InMemoryNetwork network = new InMemoryNetwork(loop);
        try (FakeMySqlServer mysql = FakeMySqlServer.inMemory(network)) {
            stub(mysql);
            MySqlOptions options = MySqlOptions.parse(mysql.url()).toBuilder()
                    .transport(network.transport())
                    .build();

            assertEquals(42, loop.await(ask(options)));
            mysql.verifyNoUnexpected();
        }
    }

    private static void stub(FakeMySqlServer mysql) {
        mysql.when("SELECT ? + 1 AS answer")
                .withParams(41)
                .reply(rows("answer BIGINT").row(42));
    }

    private static CompletableFuture<Integer> ask(MySqlOptions options) {
        return MySqlConnection.connect(options)
                .thenCompose(connection -> connection
                        .query("SELECT ? + 1 AS answer", 41)
                        .thenApply(rows -> rows.get(0).getInt("answer"))
                        .thenCompose(answer -> connection.close().thenApply(closed -> answer)));
    }
}

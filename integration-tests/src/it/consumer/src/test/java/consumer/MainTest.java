package consumer;

import static dev.mysqlasync.testkit.Replies.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.testkit.FakeMySqlServer;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.SimLoop;
import org.junit.jupiter.api.Test;

/** Tests inside a module that does not name the testkit: Surefire puts the testkit on the class path then. */
class MainTest {

    @Test
    void testkit_isOnTheClassPathAndTheDriverIsAModule() {
        assertTrue(Main.class.getModule().isNamed());
        assertTrue(MySqlOptions.class.getModule().isNamed());
        assertFalse(FakeMySqlServer.class.getModule().isNamed());
    }

    @Test
    void ask_fakeServerOnASocket_answers() {
        try (FakeMySqlServer mysql = FakeMySqlServer.socket()) {
            stub(mysql);

            assertEquals(42, Main.ask(MySqlOptions.parse(mysql.url())).join());
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

            assertEquals(42, loop.await(Main.ask(options)));
            mysql.verifyNoUnexpected();
        }
    }

    private static void stub(FakeMySqlServer mysql) {
        mysql.when("SELECT ? + 1 AS answer")
                .withParams(41)
                .reply(rows("answer BIGINT").row(42));
    }
}

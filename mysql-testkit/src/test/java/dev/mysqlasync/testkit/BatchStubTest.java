package dev.mysqlasync.testkit;

import static dev.mysqlasync.testkit.Replies.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchOutcome.Run;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The driver's batches on a server of stubs. */
class BatchStubTest {

    @Test
    void executeBatch_stubbedInsert_meetsTheStubRowByRow() {
        SimLoop loop = SimLoop.inOrder();
        InMemoryNetwork network = new InMemoryNetwork(loop);
        try (FakeMySqlServer mysql = FakeMySqlServer.inMemory(network)) {
            mysql.when("INSERT INTO t VALUES (?)").reply(ok().affected(1)).thenReply(ok().affected(2));
            MySqlConnection connection = loop.await(MySqlConnection.connect(MySqlOptions.parse(mysql.url()).toBuilder()
                    .transport(network.transport())
                    .build()));

            BatchResult result =
                    loop.await(connection.executeBatch("INSERT INTO t VALUES (?)", List.of(List.of(1), List.of(2))));

            assertThat(result.outcomes()).containsExactly(new Run(1), new Run(2));
            mysql.verifyNoUnexpected();
            loop.await(connection.close());
        }
    }
}

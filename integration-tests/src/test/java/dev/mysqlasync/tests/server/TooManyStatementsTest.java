package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import org.junit.jupiter.api.Test;

/** MariaDB at its limit of prepared statements: it refuses a PREPARE, and what was prepared before stays "the last one". */
class TooManyStatementsTest {

    private static int number(MySqlConnection connection, String sql, int argument) {
        return await(connection.query(sql, argument)).get(0).getInt(0);
    }

    @Test
    void query_prepareRefusedForTheLimit_runsNoOtherStatementInItsPlace() throws Exception {
        try (PrivateServer server = PrivateServer.start()) {
            MySqlConnection limits = await(MySqlConnection.connect(server.options()));
            MySqlConnection connection = await(MySqlConnection.connect(server.options()));
            assertThat(number(connection, "SELECT ? + 1", 5)).isEqualTo(6);
            assertThat(number(connection, "SELECT ? + 10", 5)).isEqualTo(15);
            await(limits.execute("SET GLOBAL max_prepared_stmt_count = 2"));

            assertThat(number(connection, "SELECT ? + 500", 5)).isEqualTo(505);
            assertThat(connection.isOpen()).isTrue();
            await(connection.close());
            await(limits.close());
        }
    }
}

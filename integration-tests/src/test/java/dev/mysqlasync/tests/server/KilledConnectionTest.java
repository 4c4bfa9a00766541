package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.tests.Await;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server ends the connection, or a statement, while the client is elsewhere. */
class KilledConnectionTest extends ServerScene {

    private MySqlConnection victim;
    private MySqlConnection killer;

    @BeforeEach
    void open() {
        victim = connect();
        killer = connect(options -> options.autocommit(true));
    }

    @Test
    void killConnection_idle_isNoticed() {
        await(killer.execute("KILL CONNECTION " + victim.connectionId()));

        Await.until(() -> !victim.isOpen());

        MySqlConnectionLostException failure = failure(victim.query("SELECT 1"), MySqlConnectionLostException.class);
        assertThat(failure.isFatal()).isTrue();
        assertThat(failure.isSafeToRetry()).isTrue();
        assertUsable(killer);
    }

    @Test
    void killConnection_amidAQuery_failsItAndAllBehindIt() {
        CompletableFuture<Rows> sleeping = victim.query("SELECT SLEEP(600)");
        List<CompletableFuture<Rows>> behind =
                List.of(victim.query("SELECT 1"), victim.query("SELECT ?", 1), victim.query("SELECT 2"));
        awaitStatement("SLEEP(600)");

        await(killer.execute("KILL CONNECTION " + victim.connectionId()));

        assertThat(failure(sleeping, MySqlException.class).isFatal()).isTrue();
        behind.forEach(future ->
                assertThat(failure(future, MySqlException.class).isFatal()).isTrue());
        Await.until(() -> !victim.isOpen());
    }

    /** MySQL answers as if the sleep had ended, MariaDB with an error: the connection stays in both cases. */
    @Test
    void killQuery_connectionStaysUsable() {
        CompletableFuture<Object> sleeping = victim.query("SELECT SLEEP(600)").handle((rows, failure) -> 1);
        awaitStatement("SLEEP(600)");

        await(killer.execute("KILL QUERY " + victim.connectionId()));

        await(sleeping);
        assertUsable(victim);
    }

    private void awaitStatement(String text) {
        String sql = "SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + victim.connectionId()
                + " AND info LIKE '%" + text + "%'";
        Await.until(() -> number(killer, sql) == 1);
    }

    @Test
    void waitTimeout_idleTooLong_isNoticedAndTold() {
        await(victim.execute("SET SESSION wait_timeout = 1"));

        Await.until(() -> !victim.isOpen());

        MySqlConnectionLostException failure = failure(victim.query("SELECT 1"), MySqlConnectionLostException.class);
        assertThat(failure.isSafeToRetry()).isTrue();
        if (!server.isMariaDb() && server.isAtLeast(9, 0)) {
            assertThat(failure).hasMessageContaining("4031").hasMessageContaining("inactivity");
        }
    }

    @Test
    void transactionOfAKilledConnection_isLost() {
        String table = createTable(killer, "v INT");
        await(victim.execute("INSERT INTO " + table + " VALUES (1)"));

        await(killer.execute("KILL CONNECTION " + victim.connectionId()));
        Await.until(() -> !victim.isOpen());

        assertThat(failure(victim.commit())).isInstanceOf(MySqlConnectionLostException.class);
        assertThat(number(killer, "SELECT COUNT(*) FROM " + table)).isZero();
    }
}

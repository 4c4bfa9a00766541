package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SessionsTest extends GuideScene {

    @Test
    void options_setTheSessionUp() {
        // guide
        MySqlOptions settled = options.toBuilder()
                .autocommit(true)
                .sqlMode("STRICT_ALL_TABLES,NO_ZERO_DATE")
                .timeZone("+00:00")
                .collation("utf8mb4_unicode_ci")
                .isolation(IsolationLevel.READ_COMMITTED)
                .lockWaitTimeout(Duration.ofSeconds(5))
                .initStatements(List.of("SET @tenant = 42"))
                .programName("guide")
                .build();
        // end

        connection = connect(settled);
        assertThat(row("SELECT @@autocommit, @@time_zone, @@collation_connection, @@innodb_lock_wait_timeout, @tenant")
                        .toList())
                .hasToString("[1, +00:00, utf8mb4_unicode_ci, 5, 42]");
        assertThat(row("SELECT @@sql_mode").getString(0)).contains("STRICT_ALL_TABLES");
    }

    @Test
    void session_tellsWhatChanged() {
        // guide
        MySqlOptions tracking = options.toBuilder()
                .trackVariables(List.of("max_error_count"))
                .trackTransactions(true)
                .build();
        CompletableFuture<Optional<String>> told = MySqlConnection.connect(tracking)
                .thenCompose(connection -> connection
                        .execute("SET max_error_count = 7")
                        .thenApply(set -> connection.session().variable("max_error_count"))
                        .thenCompose(value -> connection.close().thenApply(closed -> value)));
        // end

        assertThat(await(told)).contains("7");
    }

    @Test
    void reset_startsOver() {
        // guide
        CompletableFuture<Rows> nothing = connection
                .execute("SET @mine = 1")
                .thenCompose(set -> connection.reset())
                .thenCompose(reset -> connection.query("SELECT @mine"));
        CompletableFuture<Void> elsewhere = nothing.thenCompose(rows -> connection.changeSchema("information_schema"));
        // end

        assertThat(await(nothing).get(0).isNull(0)).isTrue();
        await(elsewhere);
        assertThat(connection.session().schema()).contains("information_schema");
    }

    @Test
    void attributes_travelBeside() {
        // guide
        String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        MySqlOptions traced =
                options.toBuilder().traceContext(() -> traceparent).build();
        Statement statement = Statement.of("SELECT COUNT(*) FROM music_style").attribute("tenant", 42);
        // end

        connection = connect(traced);
        assertThat(await(connection.query(statement)).get(0).getLong(0)).isEqualTo(3);
        assertThat(statement.attributes()).containsEntry("tenant", 42);
    }

    @Test
    void proxies_takeOneAtATime() {
        // guide
        MySqlOptions oneAtATime = options.toBuilder().pipelining(Pipelining.OFF).build();
        // end

        connection = connect(oneAtATime);
        CompletableFuture<Rows> one = connection.query("SELECT 1");
        assertThat(row("SELECT 2").getInt(0)).isEqualTo(2);
        assertThat(await(one).get(0).getInt(0)).isEqualTo(1);
    }
}

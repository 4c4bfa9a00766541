package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class DeadlinesTest extends GuideScene {

    @Test
    void timeout_ofOneStatement() {
        // guide
        Statement statement = Statement.of("SELECT SLEEP(60)").timeout(Duration.ofMillis(100));
        CompletableFuture<String> ended = connection.query(statement).handle((rows, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause instanceof MySqlTimeoutException late ? "late: " + late.isSafeToRetry() : "in time";
        });
        CompletableFuture<Rows> next = ended.thenCompose(how -> connection.query("SELECT 42"));
        // end

        assertThat(await(ended)).startsWith("late: ");
        assertThat(await(next).get(0).getInt(0)).isEqualTo(42);
    }

    @Test
    void timeout_ofEveryStatement() {
        // guide
        MySqlOptions impatient = options.toBuilder()
                .statementTimeout(Duration.ofMillis(200))
                .cancelGrace(Duration.ofSeconds(10))
                .build();
        // end

        MySqlConnection connection =
                connect(impatient.toBuilder().cancelGrace(LIMIT).build());
        assertThatThrownBy(() -> await(connection.query("SELECT SLEEP(60)").thenApply(Rows::size)))
                .isInstanceOf(MySqlTimeoutException.class);
        Statement patient = Statement.of("SELECT 42").timeout(LIMIT);
        assertThat(await(connection.query(patient)).get(0).getInt(0)).isEqualTo(42);
    }

    @Test
    void timeLimit_ofTheServer() {
        // guide
        Statement limited = Statement.of("SELECT name FROM music_style WHERE id = ?", 1)
                .timeout(Duration.ofSeconds(40))
                .serverTimeLimit(Duration.ofSeconds(30));
        // end

        assertThat(await(connection.query(limited)).get(0).getString(0)).isNotEmpty();
    }

    @Test
    void cancel_stopsTheStatement() {
        // guide
        CompletableFuture<Integer> size = connection.query("SELECT SLEEP(60)").thenApply(Rows::size);
        size.cancel(true); // also cancels the statement
        CompletableFuture<Rows> next = connection.query("SELECT 42");
        // end

        assertThat(size).isCancelled();
        assertThat(await(next).get(0).getInt(0)).isEqualTo(42);
    }
}

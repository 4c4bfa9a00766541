package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlServerException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** That it holds where commits are cut, shows {@code CommitLedgerTest}. */
class UnknownCommitsTest extends GuideScene {

    @Test
    void token_tellsWhetherItWasDone() {
        await(connection.execute("CREATE TABLE done (token CHAR(36) PRIMARY KEY)"));
        try (MySqlPool pool = MySqlPool.create(options)) {
            // guide
            String token = UUID.randomUUID().toString(); // one for each operation that must happen once
            Supplier<CompletableFuture<ExecuteResult>> renaming = () -> pool.inTransaction(transaction -> transaction
                    .execute("INSERT INTO done (token) VALUES (?)", token)
                    .thenCompose(marked -> transaction.execute(
                            "UPDATE music_style SET name = CONCAT('very ', name) WHERE id = ?", 1)));

            CompletableFuture<ExecuteResult> certain = renaming.get()
                    .exceptionallyCompose(failure -> failure instanceof MySqlCommitUnknownException
                            ? renaming.get() // again: the token tells whether it was done
                            : CompletableFuture.failedFuture(failure));
            CompletableFuture<Boolean> done = certain.handle((result, failure) -> {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                boolean doneBefore = cause instanceof MySqlServerException error && error.errorCode() == 1062;
                return failure == null || doneBefore;
            });
            // end

            assertThat(await(done)).isTrue();
            Throwable again = await(renaming.get().handle((result, failure) -> failure));
            assertThat(again)
                    .isInstanceOfSatisfying(
                            MySqlServerException.class,
                            error -> assertThat(error.errorCode()).isEqualTo(1062));
            assertThat(row("SELECT name FROM music_style WHERE id = 1").getString(0))
                    .isEqualTo("very heavy metal");
        }
    }
}

package dev.mysqlasync.examples.quickstart;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;

/**
 * The tutorial's first program: lists the accounts of the server.
 *
 * <pre>
 * [Host CHAR, User CHAR]
 * ('localhost', 'root')
 * …
 * </pre>
 *
 * The first line describes the columns of the result. Each further line is an account.
 */
final class GettingStarted {

    private GettingStarted() {}

    static CompletableFuture<Void> run(MySqlOptions options, PrintStream out) {
        MySqlOptions systemSchema = options.toBuilder().database("mysql").build();
        return MySqlConnection.connect(systemSchema)
                .thenCompose(connection -> connection
                        .cursor()
                        .execute("SELECT Host, User FROM user")
                        .thenCompose(cursor -> {
                            out.println(cursor.description());
                            return cursor.fetchAll();
                        })
                        .thenAccept(rows -> rows.forEach(out::println))
                        .thenCompose(done -> connection.close()));
    }
}

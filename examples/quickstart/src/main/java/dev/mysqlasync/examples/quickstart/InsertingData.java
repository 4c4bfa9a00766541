package dev.mysqlasync.examples.quickstart;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The tutorial's second program: inserts rows, commits them, and reads them back on another connection. Autocommit is
 * off: without the commit, no other connection would see the rows.
 *
 * <pre>
 * (1, 'heavy metal')
 * (2, 'death metal')
 * (3, 'power metal')
 * </pre>
 */
final class InsertingData {

    private InsertingData() {}

    static CompletableFuture<Void> run(MySqlOptions options, PrintStream out) {
        return MySqlConnection.connect(options)
                .thenCompose(connection -> createTable(connection)
                        .thenCompose(created -> connection
                                .cursor()
                                .executeMany(
                                        "INSERT INTO music_style VALUES (?, ?)",
                                        List.of(
                                                List.of(1, "heavy metal"),
                                                List.of(2, "death metal"),
                                                List.of(3, "power metal"))))
                        .thenCompose(inserted -> connection.commit())
                        .thenCompose(committed -> connection.close()))
                .thenCompose(closed -> ReadingBack.run(options, out));
    }

    static CompletableFuture<?> createTable(MySqlConnection connection) {
        return connection
                .execute("DROP TABLE IF EXISTS music_style")
                .thenCompose(dropped ->
                        connection.execute("CREATE TABLE music_style (id INT, name VARCHAR(255), PRIMARY KEY (id))"));
    }
}

package dev.mysqlasync.examples.quickstart;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;

/** Prints the rows that the inserting programs committed. Reads them on another connection. */
final class ReadingBack {

    private ReadingBack() {}

    static CompletableFuture<Void> run(MySqlOptions options, PrintStream out) {
        return MySqlConnection.connect(options)
                .thenCompose(connection -> connection
                        .query("SELECT id, name FROM music_style ORDER BY id")
                        .thenAccept(rows -> rows.forEach(
                                row -> out.println("(" + row.getInt("id") + ", '" + row.getString("name") + "')")))
                        .thenCompose(done -> connection.close()));
    }
}

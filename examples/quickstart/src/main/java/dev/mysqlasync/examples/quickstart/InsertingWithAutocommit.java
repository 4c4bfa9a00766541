package dev.mysqlasync.examples.quickstart;

import dev.mysqlasync.Autocommit;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;

/** The tutorial's third program: {@link InsertingData} with autocommit on, so that no commit is needed. */
final class InsertingWithAutocommit {

    private InsertingWithAutocommit() {}

    static CompletableFuture<Void> run(MySqlOptions options, PrintStream out) {
        MySqlOptions autocommit = options.toBuilder().autocommit(Autocommit.ON).build();
        return MySqlConnection.connect(autocommit)
                .thenCompose(connection -> InsertingData.createTable(connection)
                        .thenCompose(created -> insert(connection, 1, "heavy metal"))
                        .thenCompose(one -> insert(connection, 2, "death metal"))
                        .thenCompose(two -> insert(connection, 3, "power metal"))
                        .thenCompose(three -> connection.close()))
                .thenCompose(closed -> ReadingBack.run(options, out));
    }

    private static CompletableFuture<?> insert(MySqlConnection connection, int id, String name) {
        return connection.execute("INSERT INTO music_style VALUES (?, ?)", id, name);
    }
}

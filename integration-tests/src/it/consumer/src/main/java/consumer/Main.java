package consumer;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import java.util.concurrent.CompletableFuture;

/** Asks the server at the URL in its argument for a sum, and prints it below the module that it runs in. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.out.println(Main.class.getModule());
        System.out.println("answer " + ask(MySqlOptions.parse(arguments[0])).join());
    }

    static CompletableFuture<Integer> ask(MySqlOptions options) {
        return MySqlConnection.connect(options)
                .thenCompose(connection -> connection
                        .query("SELECT ? + 1 AS answer", 41)
                        .thenApply(rows -> rows.get(0).getInt("answer"))
                        .thenCompose(answer -> connection.close().thenApply(closed -> answer)));
    }
}

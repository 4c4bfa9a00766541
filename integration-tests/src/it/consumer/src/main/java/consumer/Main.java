package consumer;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;

/** Asks the server at the URL in its argument for a sum, and prints it below the module that it runs in. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.out.println(Main.class.getModule());
        MySqlOptions options = MySqlOptions.parse(arguments[0]);
        MySqlConnection.connect(options)
                .thenCompose(connection -> connection
                        .query("SELECT ? + 1 AS answer", 41)
                        .thenAccept(rows -> System.out.println("answer " + rows.get(0).getInt("answer")))
                        .thenCompose(done -> connection.close()))
                .join();
    }
}

package dev.mysqlasync.examples.quickstart;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.testkit.real.RealServer;
import java.io.PrintStream;

/**
 * Runs the tutorial's programs one after another. They use the server that {@code MYSQL_URL} names, or one that
 * {@link RealServer} finds or starts. The inserting programs use a database of their own, which is dropped at the end.
 */
public final class Quickstart {

    private static final String DATABASE =
            "mysql_async_quickstart_" + ProcessHandle.current().pid();

    private Quickstart() {}

    public static void main(String[] arguments) {
        try (RealServer server = RealServer.find()) {
            System.out.println(server.describe());
            run(MySqlOptions.parse(server.url()), System.out);
        }
    }

    /** Runs the three programs, and waits for each. */
    public static void run(MySqlOptions options, PrintStream out) {
        out.println("-- getting started: the accounts of this server");
        GettingStarted.run(options, out).join();
        MySqlOptions ownDatabase = options.toBuilder().database(DATABASE).build();
        execute("CREATE DATABASE " + DATABASE, options);
        try {
            out.println("-- inserting data, with a commit");
            InsertingData.run(ownDatabase, out).join();
            out.println("-- inserting data, with autocommit");
            InsertingWithAutocommit.run(ownDatabase, out).join();
        } finally {
            execute("DROP DATABASE " + DATABASE, options);
        }
    }

    private static void execute(String sql, MySqlOptions options) {
        MySqlConnection.connect(options)
                .thenCompose(connection -> connection.execute(sql).thenCompose(done -> connection.close()))
                .join();
    }
}

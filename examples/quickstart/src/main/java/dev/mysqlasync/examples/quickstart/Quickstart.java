package dev.mysqlasync.examples.quickstart;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.testkit.real.RealServer;
import java.io.PrintStream;

/**
 * Runs the tutorial's programs one after another: against the server that {@code MYSQL_URL} names, or else one that is
 * found or started for the occasion.
 */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] arguments) {
        try (RealServer server = RealServer.find()) {
            System.out.println(server.describe());
            run(MySqlOptions.parse(server.url()), System.out);
        }
    }

    /** Runs all three, waiting for each. */
    public static void run(MySqlOptions options, PrintStream out) {
        out.println("-- getting started: the accounts of this server");
        GettingStarted.run(options, out).join();
        out.println("-- inserting data, with a commit");
        InsertingData.run(options, out).join();
        out.println("-- inserting data, with autocommit");
        InsertingWithAutocommit.run(options, out).join();
    }
}

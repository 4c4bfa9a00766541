package dev.mysqlasync.tests.redeploy;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;

/** What a container loads, starts and lets go. */
public final class DeployedApplication {

    private DeployedApplication() {}

    /** Asks the server once. */
    public static int ask(String url) {
        return MySqlConnection.connect(MySqlOptions.parse(url))
                .thenCompose(connection -> connection
                        .query("SELECT ? + 1 AS answer", 41)
                        .thenApply(rows -> rows.get(0).getInt("answer"))
                        .thenCompose(answer -> connection.close().thenApply(closed -> answer)))
                .join();
    }

    /** What an application does at its end when it has brought the driver itself. */
    public static void end() {
        MySqlConnection.closeSharedTransports();
    }
}

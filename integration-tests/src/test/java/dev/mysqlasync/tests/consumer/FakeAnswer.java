package dev.mysqlasync.tests.consumer;

import static dev.mysqlasync.testkit.Replies.rows;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.testkit.FakeMySqlServer;

/** Asks a fake server on a socket, and prints the answer below the module that the driver runs in. */
final class FakeAnswer {

    private FakeAnswer() {}

    public static void main(String[] arguments) {
        try (FakeMySqlServer mysql = FakeMySqlServer.socket()) {
            mysql.when("SELECT ? + 1 AS answer")
                    .withParams(41)
                    .reply(rows("answer BIGINT").row(42));
            System.out.println(MySqlOptions.class.getModule());
            MySqlConnection.connect(MySqlOptions.parse(mysql.url()))
                    .thenCompose(connection -> connection
                            .query("SELECT ? + 1 AS answer", 41)
                            .thenAccept(answer ->
                                    System.out.println("answer " + answer.get(0).getInt("answer")))
                            .thenCompose(done -> connection.close()))
                    .join();
        }
    }
}

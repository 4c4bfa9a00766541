package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlConnection;
import org.junit.jupiter.api.BeforeEach;

/** Where a test of cursors takes place: a table of five styles, and a cursor on its connection. */
abstract class CursorScene extends ServerScene {

    MySqlConnection connection;
    Cursor cursor;

    @BeforeEach
    void open() {
        connection = connect(options -> options.multiStatements(true));
        await(connection.execute(
                "CREATE TEMPORARY TABLE styles (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) UNIQUE)"));
        await(connection.execute("INSERT INTO styles (name) VALUES ('a'), ('b'), ('c'), ('d'), ('e')"));
        cursor = open(connection);
    }

    /** The kind of cursor that is tested. */
    abstract Cursor open(MySqlConnection connection);

    String createProcedure(String parametersAndBody) {
        return createProcedure(connection, parametersAndBody);
    }
}

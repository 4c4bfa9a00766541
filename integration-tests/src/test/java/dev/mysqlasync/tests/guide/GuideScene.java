package dev.mysqlasync.tests.guide;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Row;
import dev.mysqlasync.tests.Await;
import dev.mysqlasync.tests.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where the examples take place: a database of their own with a table of music styles. What stands between {@code // guide}
 * and {@code // end} is a block of the page with the class's name; {@code // guide goes on} adds to the block before.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.mysqlasync.tests.Servers#all")
abstract class GuideScene {

    /** More than anything takes here, and less than a statement that sleeps for a minute. */
    static final Duration LIMIT = Duration.ofSeconds(50);

    @Parameter
    TestServer server;

    /** How to reach the server, in that database. */
    MySqlOptions options;

    MySqlConnection connection;

    private final String database = "guide_" + UUID.randomUUID().toString().replace('-', '_');
    private final List<MySqlConnection> connections = new ArrayList<>();

    @BeforeEach
    void createDatabase() {
        run("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
        options = MySqlOptions.parse(server.url()).toBuilder()
                .database(database)
                .connectTimeout(LIMIT)
                .cancelGrace(LIMIT)
                .build();
        connection = connect(options);
        await(connection.execute(
                "CREATE TABLE music_style (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(40) NOT NULL)"));
        await(connection.execute(
                "INSERT INTO music_style VALUES (1, 'heavy metal'), (2, 'death metal'), (3, 'power metal')"));
        await(connection.commit());
    }

    @AfterEach
    void dropDatabase() {
        connections.forEach(each -> await(each.close()));
        run("DROP DATABASE " + database);
    }

    private void run(String sql) {
        MySqlConnection outside = await(MySqlConnection.connect(MySqlOptions.parse(server.url())));
        await(outside.execute(sql));
        await(outside.close());
    }

    /** A connection that is closed after the test. */
    MySqlConnection connect(MySqlOptions options) {
        return keep(await(MySqlConnection.connect(options)));
    }

    MySqlConnection keep(MySqlConnection connection) {
        connections.add(connection);
        return connection;
    }

    long count() {
        return row("SELECT COUNT(*) FROM music_style").getLong(0);
    }

    Row row(String sql, @Nullable Object... arguments) {
        return await(connection.query(sql, arguments)).get(0);
    }

    /** The value of a future; its failure is thrown as it is. */
    static <T extends @Nullable Object> T await(Future<T> future) {
        return Await.await(future, LIMIT);
    }
}

package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.Row;
import org.junit.jupiter.api.Test;

/** Runs the README's example against the server under test, in an empty database. */
class TenLinesTest extends GuideScene {

    @Test
    void readmeExample_inAnEmptyDatabase_insertsAndReads() {
        await(connection.execute("DROP TABLE music_style"));

        // guide
        MySqlOptions options = MySqlOptions.parse("mysql://root@127.0.0.1:3306/test");

        // end
        assertThat(options.database()).isEqualTo("test");
        options = this.options;
        // guide goes on
        try (MySqlPool pool = MySqlPool.create(options)) {
            pool.execute("CREATE TABLE IF NOT EXISTS music_style (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(40))")
                    .thenCompose(created -> pool.inTransaction(transaction -> transaction
                            .execute("INSERT INTO music_style (name) VALUES (?)", "heavy metal")
                            .thenCompose(first ->
                                    transaction.execute("INSERT INTO music_style (name) VALUES (?)", "death metal"))))
                    .thenCompose(committed -> pool.query("SELECT id, name FROM music_style WHERE id < ?", 10))
                    .thenAccept(rows ->
                            rows.forEach(row -> System.out.println(row.getInt("id") + " " + row.getString("name"))))
                    .join();
        }
        // end

        assertThat(await(connection.query("SELECT id, name FROM music_style ORDER BY id", Row::toList)))
                .hasToString("[[1, heavy metal], [2, death metal]]");
    }
}

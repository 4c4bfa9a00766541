package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.Row;
import org.junit.jupiter.api.Test;

/** What the README shows, on a server that need not be where the README says. */
class TenLinesTest extends GuideScene {

    @Test
    void tenLines_insertAndRead() {
        await(connection.execute("DELETE FROM music_style"));
        await(connection.commit());

        // guide
        MySqlOptions options = MySqlOptions.parse("mysql://root@127.0.0.1:3306/test");

        // end
        assertThat(options.database()).isEqualTo("test");
        options = this.options;
        // guide goes on
        try (MySqlPool pool = MySqlPool.create(options)) {
            pool.inTransaction(transaction -> transaction
                            .execute("INSERT INTO music_style VALUES (?, ?)", 1, "heavy metal")
                            .thenCompose(one ->
                                    transaction.execute("INSERT INTO music_style VALUES (?, ?)", 2, "death metal")))
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

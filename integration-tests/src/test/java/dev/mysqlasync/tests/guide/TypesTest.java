package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Row;
import dev.mysqlasync.ZeroDates;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TypesTest extends GuideScene {

    @Test
    void getters_askForATypeOfTheirOwn() {
        // guide
        CompletableFuture<String> read = connection
                .query("SELECT id, name, 2 AS rating FROM music_style WHERE id = ?", 1)
                .thenApply(rows -> {
                    Row row = rows.get(0);
                    long id = row.getLong("id"); // any getter whose type can hold the value
                    Object value = row.getObject("id"); // the column's own Java type, here Integer
                    Double rating = row.get("rating", Double.class); // or name the type
                    return id + " " + value + " " + rating;
                });
        // end

        assertThat(await(read)).isEqualTo("1 1 2.0");
    }

    @Test
    void instants_needAZone() {
        // guide
        MySqlOptions inUtc = options.toBuilder().timeZone("+00:00").build();
        Instant now = Instant.parse("2024-02-29T22:59:59.000001Z");
        CompletableFuture<@Nullable Instant> read = MySqlConnection.connect(inUtc)
                .thenCompose(connection -> connection
                        .execute("CREATE TEMPORARY TABLE event (at TIMESTAMP(6) NULL)")
                        .thenCompose(created -> connection.execute("INSERT INTO event VALUES (?)", now))
                        .thenCompose(inserted -> connection.query("SELECT at FROM event"))
                        .thenCompose(rows -> connection
                                .close()
                                .thenApply(closed -> rows.get(0).getInstant("at"))));
        // end

        assertThat(await(read)).isEqualTo(now);
    }

    @Test
    void zeroDates_asThePolicySays() {
        MySqlOptions lenient = options.toBuilder().sqlMode("").build();

        // guide
        MySqlOptions zeroIsNull = lenient.toBuilder().zeroDates(ZeroDates.NULL).build();
        CompletableFuture<@Nullable LocalDate> nothing = MySqlConnection.connect(zeroIsNull)
                .thenCompose(connection -> connection
                        .query("SELECT CAST('0000-00-00' AS DATE) AS d")
                        .thenCompose(rows -> connection
                                .close()
                                .thenApply(closed -> rows.get(0).getLocalDate("d"))));
        // end

        assertThat(await(nothing)).isNull();
        Row strict = await(connect(lenient).query("SELECT CAST('0000-00-00' AS DATE) AS d"))
                .get(0);
        assertThatThrownBy(() -> strict.getLocalDate("d")).isInstanceOf(MySqlDecodeException.class);
        assertThat(strict.getString("d")).isEqualTo("0000-00-00");
    }
}

package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.driver.StreamReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A row that was given to a mapper and is kept fails, where it would read another row. */
class KeptRowTest extends ServerScene {

    private static final String TWO = "SELECT 1 AS v UNION SELECT 2";
    private static final RowMapper<Row> ITSELF = row -> row;

    private static void assertGone(Row row) {
        assertThatIllegalStateException()
                .isThrownBy(() -> row.getInt(0))
                .withMessageContaining("the row is no longer readable");
        assertThatIllegalStateException().isThrownBy(() -> row.getString("v"));
        assertThatIllegalStateException().isThrownBy(() -> row.get(0, Integer.class));
        assertThatIllegalStateException().isThrownBy(() -> row.isNull(0));
        assertThatIllegalStateException().isThrownBy(row::toList);
        assertThat(row).hasToString("(a row that is no longer readable)");
    }

    @Test
    void rowKeptByAMapper_byEveryDoor_failsOnceItsResultHasEnded() {
        MySqlConnection connection = connect();
        PreparedStatement handle = await(connection.prepare(TWO));

        List<Row> kept = new ArrayList<>(await(connection.query(TWO, ITSELF)));
        kept.addAll(await(handle.query(ITSELF)));
        kept.addAll(await(
                StreamReader.of(connection.stream(TWO, ITSELF), Long.MAX_VALUE).end()));
        kept.addAll(await(StreamReader.of(handle.stream(ITSELF), Long.MAX_VALUE).end()));
        await(connection.inTransaction(tx -> tx.query(TWO, ITSELF).thenAccept(kept::addAll)));

        assertThat(kept).hasSize(10).allSatisfy(KeptRowTest::assertGone);
    }

    @Test
    void rowOfAMapperThatThrew_isGoneToo() {
        MySqlConnection connection = connect();
        List<Row> kept = new ArrayList<>();
        await(connection
                .query(TWO, row -> {
                    kept.add(row);
                    throw new IllegalArgumentException("no");
                })
                .handle((rows, failure) -> failure));

        assertThat(kept).hasSize(1).allSatisfy(KeptRowTest::assertGone);
    }

    @Test
    void rowsWithoutAMapper_stayReadable() {
        MySqlConnection connection = connect();
        List<Row> rows = new ArrayList<>(await(connection.query(TWO)).stream().toList());
        rows.addAll(
                await(StreamReader.of(connection.stream(TWO), Long.MAX_VALUE).end()));

        assertThat(rows).extracting(row -> row.getInt("v")).containsExactly(1, 2, 1, 2);
    }
}

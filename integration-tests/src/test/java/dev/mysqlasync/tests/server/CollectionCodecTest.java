package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.Codec;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Row;
import dev.mysqlasync.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A collection that a codec is for is one value, by every door; any other is a list of values. */
class CollectionCodecTest extends ServerScene {

    private static final String INSERT = "INSERT INTO %s (v) VALUES (?)";
    private static final String NAMED = "INSERT INTO %s (v) VALUES (:v)";

    private MySqlConnection connection;
    private String table;

    /** As JSON, near enough for small numbers. */
    private record Json<T>(Class<T> type) implements Codec<T> {
        @Override
        public Object encode(T value) {
            return value.toString().replace('{', '[').replace('}', ']');
        }

        @Override
        public @Nullable T decode(Row row, int index) {
            throw new UnsupportedOperationException();
        }
    }

    private void open(Codec<?> codec) {
        connection = connect(options -> options.autocommit(true).codec(codec));
        table = createTable(connection, "v VARCHAR(60)");
    }

    private String sql(String sql) {
        return sql.formatted(table);
    }

    private List<String> stored() {
        return await(connection.query("SELECT v FROM " + table, row -> String.valueOf(row.getString(0))));
    }

    @Test
    void listWithACodec_byEveryDoor_isOneValue() {
        open(new Json<>(List.class));
        List<Integer> value = List.of(7, 8);
        Statement positional = Statement.of(sql(INSERT)).add(value);
        Statement named = Statement.of(sql(NAMED)).bind("v", value);

        await(connection.execute(sql(INSERT), value));
        await(connection.execute(positional));
        await(connection.execute(named));
        await(connection.execute(positional.renderedByClient()));
        await(connection.execute(named.renderedByClient()));
        await(connection.execute(connection.mogrify(sql(INSERT), value)));
        await(connection.query(positional));
        await(connection.results(named));
        await(connection.cursor().execute(sql(INSERT), value));
        await(connection.executeBatch(sql(INSERT), List.of(List.of(value), List.of(value))));
        await(connection.executeBatch(sql(INSERT), List.of(List.of(value)), BatchMode.PIPELINED));
        await(connection.executeBatchByName(sql(NAMED), List.of(Map.of("v", value))));
        await(connection.pipeline(positional, named));
        await(connection.inTransaction(tx -> tx.execute(positional)));
        PreparedStatement handle = await(connection.prepare(sql(INSERT)));
        await(handle.execute(value));

        assertThat(stored()).hasSize(17).containsOnly("[7, 8]");
        assertThat(await(connection.query("SELECT ? AS v", value)).get(0).getString(0))
                .isEqualTo("[7, 8]");
    }

    @Test
    void setWithACodec_amongAListOfValues_isOneOfThem() {
        open(new Json<>(Set.class));
        await(connection.execute(sql(INSERT), Set.of(7)));

        assertThat(await(connection.query("SELECT v FROM " + table + " WHERE v IN (?)", List.of(Set.of(7), "x")))
                        .size())
                .isEqualTo(1);
        assertThat(await(connection.query(
                                "SELECT v FROM " + table + " WHERE (v, 1) IN (?)",
                                List.of(List.of(Set.of(7), 1), Arrays.asList(null, 2))))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void listWithoutACodecForIt_isAListOfValues() {
        open(new Json<>(Set.class));
        await(connection.execute(sql("INSERT INTO %s (v) VALUES ('a'), ('b'), ('c')")));

        assertThat(
                        await(connection.query(
                                        "SELECT v FROM " + table + " WHERE v IN (?) ORDER BY v", List.of("a", "c")))
                                .stream()
                                .map(row -> row.getString(0))
                                .collect(Collectors.joining()))
                .isEqualTo("ac");
    }

    @Test
    void mapWithACodec_isOneValueWhereThereAreNoNames() {
        open(new Json<>(Map.class));
        await(connection.execute(sql(INSERT), Map.of("a", 1)));

        assertThat(stored()).containsExactly("[a=1]");
    }
}

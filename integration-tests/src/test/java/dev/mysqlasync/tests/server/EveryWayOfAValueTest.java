package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Row;
import dev.mysqlasync.tests.server.KnownDifference.Difference;
import dev.mysqlasync.tests.server.ValueWay.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * One value is stored the same whatever the way it goes: any value, in a column of any type, alone or within an expression.
 * What a parameter leaves in the column is what every other way has to leave there, or nothing at all where it is refused.
 *
 * <p>{@code -Dsuite.seed=…} (1 by default) says which random values, and {@code -Dsuite.seconds=…} how long it goes on.
 */
class EveryWayOfAValueTest extends ServerScene {

    private static final int SECONDS = 5;
    private static final int KEPT = 64;
    private static final int MOST_DIFFERENCES = 20;

    /** What stands around the value; most often nothing. */
    private static final List<String> ELEMENTS = List.of(
            "?",
            "?",
            "?",
            "?",
            "?",
            "(?)",
            "((?))",
            "? /* c */",
            "? COLLATE utf8mb4_bin",
            "COALESCE(?, DEFAULT(%s))",
            "COALESCE(?, %s)",
            "IFNULL(?, 'none')",
            "CONCAT(?, '')",
            "CONCAT_WS('-', ?, 'x')",
            "UPPER(?)",
            "? IS NULL",
            "IF(? IS NULL, DEFAULT(%s), 'x')",
            "IFNULL(NULLIF(?, 'a'), 'nul')",
            "(? = '1')",
            "? + 0",
            "? * 3",
            "-?",
            "DATE_ADD(?, INTERVAL 1 DAY)",
            "2 IN (?, 7)",
            "5 > ?",
            "'a' IN (?, 'zz')",
            "NOW() > ?",
            "ROUND(?, 1)",
            "? / 7",
            "JSON_ARRAY(?)",
            "HEX(?)",
            "CAST(? AS CHAR)",
            "(SELECT ?)",
            "CASE WHEN ? IS NULL THEN 'none' ELSE 'some' END");

    private final long seed = Long.getLong("suite.seed", 1);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final AnyValue values = new AnyValue(random);
    private final List<String> differences = new ArrayList<>();
    private MySqlConnection connection;
    private String table;

    @Test
    void value_everyWay_isStoredTheSame() {
        connection =
                connect(options -> options.timeZone("+00:00").localInfile(true).statementCacheSize(KEPT));
        List<ValueColumn> columns = ValueColumn.of(server);
        table = createTable(
                connection,
                "k INT, " + columns.stream().map(ValueColumn::declaration).collect(Collectors.joining(", ")));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("suite.seconds", SECONDS));

        compareSome(columns);
        Leaks leaks = new Leaks(connection, KEPT);
        int trials = 1;
        while (System.nanoTime() < end && differences.size() < MOST_DIFFERENCES) {
            compareSome(columns);
            trials++;
        }
        leaks.assertNone();

        assertThat(differences)
                .as("after %d trials on %s with -Dsuite.seed=%d", trials, connection.serverVersion(), seed)
                .isEmpty();
    }

    private void compareSome(List<ValueColumn> columns) {
        ValueColumn column = columns.get(random.nextInt(columns.size()));
        String element = ELEMENTS.get(random.nextInt(ELEMENTS.size())).replace("%s", column.name());
        compare(column, element, values.some(4));
    }

    private void compare(ValueColumn column, String element, List<@Nullable Object> values) {
        Place target = new Place(connection, table, column, element);
        Set<ValueWay> ways = EnumSet.allOf(ValueWay.class);
        ways.removeIf(way -> !values.stream().allMatch(value -> way.takes(target, value)));
        Set<Integer> told = new TreeSet<>();
        ways.forEach(way -> told.addAll(way.store(target, values)));

        Map<Integer, String> stored = stored(column);
        await(connection.rollback());

        assertThat(stored.keySet())
                .as("keys that were told as stored by " + target.insert())
                .isEqualTo(told);
        for (int place = 0; place < values.size(); place++) {
            for (ValueWay way : ways) {
                compare(target, values, place, way, stored);
            }
        }
    }

    private Map<Integer, String> stored(ValueColumn column) {
        Map<Integer, String> stored = new LinkedHashMap<>();
        String select = "SELECT k, " + column.shown() + " FROM " + table + " ORDER BY k";
        for (Row row : await(connection.query(select))) {
            stored.put(row.getInt(0), String.valueOf(row.getString(1)));
        }
        return stored;
    }

    private void compare(
            Place target, List<@Nullable Object> values, int place, ValueWay way, Map<Integer, String> stored) {
        int reference = ValueWay.PARAMETER.keys(place, values.size()).get(0);
        String right = stored.getOrDefault(reference, Difference.REFUSED);
        for (int key : way.keys(place, values.size())) {
            String found = stored.getOrDefault(key, Difference.REFUSED);
            Difference difference = new Difference(target, values.get(place), way, found, right);
            if (!found.equals(right) && !KnownDifference.explains(difference)) {
                differences.add("%s in %s of %s, among %s, by %s: %s instead of %s%n"
                        .formatted(
                                shown(values.get(place)),
                                target.element(),
                                target.column(),
                                shown(values),
                                way,
                                found,
                                right));
                return;
            }
        }
    }

    private static String shown(List<@Nullable Object> values) {
        return values.stream().map(EveryWayOfAValueTest::shown).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String shown(@Nullable Object value) {
        String text = value instanceof byte[] bytes
                ? Arrays.toString(bytes)
                : value instanceof float[] vector ? Arrays.toString(vector) : String.valueOf(value);
        return value == null ? "NULL" : value.getClass().getSimpleName() + " " + text;
    }
}

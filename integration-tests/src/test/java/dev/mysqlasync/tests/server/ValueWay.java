package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.server.Await.await;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A way in which a value gets into a column. */
enum ValueWay {
    PARAMETER {
        @Override
        Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values) {
            return each(values, (key, value) -> connection.execute(insert, key, value));
        }
    },
    HANDLE {
        @Override
        Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values) {
            PreparedStatement handle;
            try {
                handle = await(connection.prepare(insert));
            } catch (MySqlServerException e) {
                return Set.of(); // it is the statement that is refused
            }
            Set<Integer> stored = each(values, handle::execute);
            await(handle.close());
            return stored;
        }
    },
    NAMED {
        @Override
        Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values) {
            Statement named = Statement.of(insert.replaceFirst("\\?", ":k").replace("?", ":v"));
            return each(
                    values,
                    (key, value) -> connection.execute(named.bind("k", key).bind("v", value)));
        }
    },
    LITERAL {
        @Override
        Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values) {
            return each(
                    values,
                    (key, value) -> connection.execute(
                            Statement.of(insert).add(key).add(value).renderedByClient()));
        }
    },
    BATCH_OF_ONE {
        @Override
        Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values) {
            return batchOfEach(connection, insert, values);
        }
    },
    BATCH_OF_TWO(2) {
        @Override
        Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values) {
            return batchOfEach(connection, insert, values);
        }
    },
    BATCH {
        @Override
        Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values) {
            return batch(connection, insert, rows(values), BatchMode.AUTO);
        }
    },
    BATCH_OF_MANY(20) {
        @Override
        Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values) {
            return batch(connection, insert, rows(values), BatchMode.AUTO);
        }
    },
    PIPELINED_BATCH(2) {
        @Override
        Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values) {
            return batch(connection, insert, rows(values), BatchMode.PIPELINED);
        }
    },
    LONG_PARAMETER {
        @Override
        boolean takes(ValueColumn column, @Nullable Object value) {
            return value instanceof String || value instanceof byte[];
        }

        @Override
        Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values) {
            return each(values, (key, value) -> connection.execute(insert, key, longParameter(value)));
        }
    };

    private static final int MOST_ROWS = 10_000;

    private final int times; // how often each value is stored

    ValueWay() {
        this(1);
    }

    ValueWay(int times) {
        this.times = times;
    }

    /** Sends a value that is to be stored under this key. */
    private interface Single {
        CompletableFuture<?> store(int key, @Nullable Object value);
    }

    /**
     * Stores each value under the keys of its place.
     *
     * @param insert takes a key and a value
     * @return the keys under which something is stored, as far as the answers tell
     */
    abstract Set<Integer> store(MySqlConnection connection, String insert, List<@Nullable Object> values);

    /** Whether a value may come this way at all. */
    boolean takes(ValueColumn column, @Nullable Object value) {
        return true;
    }

    /** The keys of a place among so many values. */
    List<Integer> keys(int place, int values) {
        List<Integer> keys = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            keys.add(ordinal() * MOST_ROWS + place + time * values);
        }
        return keys;
    }

    Set<Integer> each(List<@Nullable Object> values, Single single) {
        List<CompletableFuture<?>> stored = new ArrayList<>();
        for (int place = 0; place < values.size(); place++) {
            stored.add(single.store(keys(place, values.size()).get(0), values.get(place)));
        }
        Set<Integer> keys = new TreeSet<>();
        for (int place = 0; place < values.size(); place++) {
            try {
                await(stored.get(place));
                keys.addAll(keys(place, values.size()));
            } catch (MySqlServerException | IllegalArgumentException e) {
                assertRefused(e);
            }
        }
        return keys;
    }

    /** What was refused is not in the table; that is looked at there. */
    private static void assertRefused(RuntimeException refusal) {
        if (refusal instanceof MySqlServerException error && error.isFatal()) {
            throw refusal;
        }
    }

    /** A batch for each value. */
    Set<Integer> batchOfEach(MySqlConnection connection, String insert, List<@Nullable Object> values) {
        Set<Integer> stored = new TreeSet<>();
        for (int place = 0; place < values.size(); place++) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (int key : keys(place, values.size())) {
                rows.add(Arrays.asList(key, values.get(place)));
            }
            stored.addAll(batch(connection, insert, rows, BatchMode.AUTO));
        }
        return stored;
    }

    /** The values over and over, as rows of one batch. */
    List<List<@Nullable Object>> rows(List<@Nullable Object> values) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < values.size() * times; row++) {
            rows.add(Arrays.asList(ordinal() * MOST_ROWS + row, values.get(row % values.size())));
        }
        return rows;
    }

    static Set<Integer> batch(
            MySqlConnection connection, String insert, List<List<@Nullable Object>> rows, BatchMode mode) {
        Set<Integer> stored = new TreeSet<>();
        try {
            BatchResult result = await(connection.executeBatch(insert, rows, mode));
            for (int row = 0; row < rows.size(); row++) {
                if (result.outcomes().get(row) instanceof BatchOutcome.Run) {
                    stored.add((Integer) rows.get(row).get(0));
                }
            }
        } catch (MySqlServerException | IllegalArgumentException e) {
            assertRefused(e);
        }
        return stored;
    }

    private static LongParameter longParameter(@Nullable Object value) {
        return value instanceof String text
                ? LongParameter.ofText(ByteSource.ofBytes(text.getBytes(StandardCharsets.UTF_8)))
                : LongParameter.ofBytes(ByteSource.ofBytes((byte[]) value));
    }
}

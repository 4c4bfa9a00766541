package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Row;
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
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            return each(values, (key, value) -> place.connection().execute(place.insert(), key, value));
        }
    },
    HANDLE {
        @Override
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            PreparedStatement handle;
            try {
                handle = await(place.connection().prepare(place.insert()));
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
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            Statement named =
                    Statement.of(place.insert().replaceFirst("\\?", ":k").replace("?", ":v"));
            return each(
                    values,
                    (key, value) ->
                            place.connection().execute(named.bind("k", key).bind("v", value)));
        }
    },
    LITERAL {
        @Override
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            return each(
                    values,
                    (key, value) -> place.connection()
                            .execute(Statement.of(place.insert())
                                    .add(key)
                                    .add(value)
                                    .renderedByClient()));
        }
    },
    BATCH_OF_ONE {
        @Override
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            return batchOfEach(place, values);
        }
    },
    BATCH_OF_TWO(2) {
        @Override
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            return batchOfEach(place, values);
        }
    },
    BATCH {
        @Override
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            return batch(place, rows(values), BatchMode.AUTO);
        }
    },
    BATCH_OF_MANY(20) {
        @Override
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            return batch(place, rows(values), BatchMode.AUTO);
        }
    },
    PIPELINED_BATCH(2) {
        @Override
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            return batch(place, rows(values), BatchMode.PIPELINED);
        }
    },
    /** As {@code getObject} gives what the parameter has left. */
    READ_BACK {
        @Override
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            return each(values, (key, value) -> readBack(place, key, PARAMETER.at(key)));
        }
    },
    LOAD_DATA {
        @Override
        boolean takes(Place place, @Nullable Object value) {
            return value instanceof String && place.isAlone() && place.column().isString();
        }

        @Override
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            return each(values, (key, value) -> load(place, key, String.valueOf(value)));
        }
    },
    LONG_PARAMETER {
        @Override
        boolean takes(Place place, @Nullable Object value) {
            return value instanceof String || value instanceof byte[];
        }

        @Override
        Set<Integer> store(Place place, List<@Nullable Object> values) {
            return each(values, (key, value) -> place.connection().execute(place.insert(), key, longParameter(value)));
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

    /**
     * Where a value goes.
     *
     * @param element what stands in the row for the column
     */
    record Place(MySqlConnection connection, String table, ValueColumn column, String element) {

        /** Takes a key and a value. */
        String insert() {
            return insert(element);
        }

        String insert(String element) {
            return "INSERT INTO " + table + " (k, " + column.name() + ") VALUES (?, " + element + ")";
        }

        /** Whether the value is all there is of the column's. */
        boolean isAlone() {
            return element.matches("\\(*\\?\\)*( /\\* c \\*/)?");
        }
    }

    /** Sends a value that is to be stored under this key. */
    private interface Single {
        CompletableFuture<?> store(int key, @Nullable Object value);
    }

    /**
     * Stores each value under the keys of its place.
     *
     * @return the keys under which something is stored, as far as the answers tell
     */
    abstract Set<Integer> store(Place place, List<@Nullable Object> values);

    /** Whether a value may come this way at all. */
    boolean takes(Place place, @Nullable Object value) {
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
        for (int i = 0; i < values.size(); i++) {
            stored.add(single.store(keys(i, values.size()).get(0), values.get(i)));
        }
        Set<Integer> keys = new TreeSet<>();
        for (int i = 0; i < values.size(); i++) {
            try {
                await(stored.get(i));
                keys.addAll(keys(i, values.size()));
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
    Set<Integer> batchOfEach(Place place, List<@Nullable Object> values) {
        Set<Integer> stored = new TreeSet<>();
        for (int i = 0; i < values.size(); i++) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (int key : keys(i, values.size())) {
                rows.add(Arrays.asList(key, values.get(i)));
            }
            stored.addAll(batch(place, rows, BatchMode.AUTO));
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

    static Set<Integer> batch(Place place, List<List<@Nullable Object>> rows, BatchMode mode) {
        Set<Integer> stored = new TreeSet<>();
        try {
            BatchResult result = await(place.connection().executeBatch(place.insert(), rows, mode));
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

    /** The first key of this way for the place that another way's key is of. */
    private int at(int key) {
        return ordinal() * MOST_ROWS + key % MOST_ROWS;
    }

    private static CompletableFuture<?> readBack(Place place, int key, int from) {
        String query = "SELECT " + place.column().name() + " FROM " + place.table() + " WHERE k = ?";
        return place.connection().query(query, from).thenCompose(rows -> {
            if (rows.isEmpty()) {
                throw new IllegalArgumentException("it was refused");
            }
            return place.connection().execute(place.insert("?"), key, value(rows.get(0)));
        });
    }

    private static @Nullable Object value(Row row) {
        try {
            return row.getObject(0);
        } catch (MySqlDecodeException e) { // a date that the calendar does not have
            return row.getString(0);
        }
    }

    /** What LOCAL takes with a warning is refused by INSERT. */
    private static CompletableFuture<?> load(Place place, int key, String value) {
        String line = key + "\t" + value.replace("\\", "\\\\").replace("\t", "\\\t") + "\n";
        Statement load = Statement.of("LOAD DATA LOCAL INFILE 'value' INTO TABLE " + place.table()
                        + " CHARACTER SET utf8mb4 (k, " + place.column().name() + ")")
                .localInfile(ByteSource.ofBytes(line.getBytes(StandardCharsets.UTF_8)));
        return place.connection().execute(load).thenCompose(loaded -> {
            if (loaded.warningCount() == 0) {
                return CompletableFuture.completedFuture(loaded);
            }
            return place.connection()
                    .execute("DELETE FROM " + place.table() + " WHERE k = " + key)
                    .thenApply(deleted -> {
                        throw new IllegalArgumentException("it was changed");
                    });
        });
    }

    private static LongParameter longParameter(@Nullable Object value) {
        return value instanceof String text
                ? LongParameter.ofText(ByteSource.ofBytes(text.getBytes(StandardCharsets.UTF_8)))
                : LongParameter.ofBytes(ByteSource.ofBytes((byte[]) value));
    }
}

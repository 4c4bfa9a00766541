package dev.mysqlasync.internal.connection;

import dev.mysqlasync.BatchResult;
import dev.mysqlasync.Column;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.client.StatementClient;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.value.BufferedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cursor over results that are completely in memory. */
final class BufferedCursor extends AbstractCursor {

    private volatile Position position = Position.NOWHERE;

    BufferedCursor(StatementClient client) {
        super(client);
    }

    /**
     * The position of the cursor.
     *
     * @param results the results of the last statement; {@code null} if there are none
     * @param index the index of the current result
     * @param row the index of the next row to fetch
     * @param rowCount the rows of the current result, or the rows that the statement affected; -1 without a result
     * @param whyNone why there is no result; empty if there is one
     * @param loss the loss of the connection, if that is the reason
     */
    private record Position(
            @Nullable List<Result> results,
            int index,
            int row,
            long rowCount,
            String whyNone,
            @Nullable MySqlException loss) {
        static final Position NOWHERE =
                none("there is no result: the cursor has executed nothing yet, or its last statement failed");
        static final Position CLOSED = none("the cursor is closed");

        private static Position none(String why) {
            return new Position(null, 0, 0, -1, why, null);
        }

        static Position lost(MySqlException loss) {
            return new Position(null, 0, 0, -1, "the connection was lost", loss);
        }

        static Position first(List<Result> results) {
            return at(results, 0);
        }

        static Position at(List<Result> results, int index) {
            long count = results.get(index) instanceof ExecuteResult effect
                    ? effect.affectedRows()
                    : ((Rows) results.get(index)).size();
            return new Position(results, index, 0, count, "", null);
        }

        @Nullable
        Result result() {
            return results == null ? null : results.get(index);
        }

        boolean isClosed() {
            return whyNone.equals(CLOSED.whyNone);
        }

        Rows rows() {
            Result result = result();
            if (result == null) {
                throw loss != null ? loss : new IllegalStateException(whyNone);
            }
            return result instanceof Rows rows ? rows : BufferedRows.NONE;
        }

        Position atRow(int row) {
            return new Position(results, index, row, rowCount, whyNone, loss);
        }
    }

    // --- executing -------------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<Cursor> execute(Statement statement) {
        return whileOpen(() -> {
            moveTo(Position.NOWHERE); // also if this execution fails
            return noting(client().results(statement)).thenApply(results -> {
                moveTo(Position.first(results));
                return this;
            });
        });
    }

    @Override
    CompletableFuture<Cursor> executeMany(Supplier<CompletableFuture<BatchResult>> batch) {
        return whileOpen(() -> {
            moveTo(Position.NOWHERE); // also if this execution fails
            return noting(batch.get()).thenApply(result -> {
                moveTo(Position.first(List.of(ManyExecutions.sum(result))));
                return this;
            });
        });
    }

    /** If the execution fails because the connection is lost, later fetches fail with the same loss. */
    private <T> CompletableFuture<T> noting(CompletableFuture<T> execution) {
        return execution.whenComplete((value, failure) -> {
            MySqlException loss = Failures.loss(failure);
            if (loss != null) {
                moveTo(Position.lost(loss));
            }
        });
    }

    /** A closed cursor stays closed, even if an execution ends later. */
    private void moveTo(Position next) {
        if (!position.isClosed()) {
            position = next;
        }
    }

    private CompletableFuture<Cursor> whileOpen(Supplier<CompletableFuture<Cursor>> action) {
        return position.isClosed()
                ? CompletableFuture.failedFuture(new IllegalStateException(Position.CLOSED.whyNone()))
                : action.get();
    }

    // --- fetching --------------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<@Nullable Row> fetchOne() {
        return now(() -> {
            List<Row> rows = take(1);
            return rows.isEmpty() ? null : rows.get(0);
        });
    }

    @Override
    CompletableFuture<List<Row>> fetchUpTo(int size) {
        return now(() -> take(size));
    }

    private List<Row> take(int most) {
        Position from = position;
        Rows rows = from.rows();
        int end = (int) Math.min((long) from.row() + most, rows.size());
        List<Row> taken = new ArrayList<>(end - from.row());
        for (int row = from.row(); row < end; row++) {
            taken.add(rows.get(row));
        }
        position = from.atRow(end);
        return taken;
    }

    @Override
    public CompletableFuture<Boolean> nextSet() {
        return now(() -> {
            Position from = position;
            int rows = from.rows().size();
            List<Result> results = from.results();
            if (results == null || from.index() + 1 == results.size()) {
                position = from.atRow(rows);
                return false;
            }
            position = Position.at(results, from.index() + 1);
            return true;
        });
    }

    @Override
    public CompletableFuture<Void> scroll(int offset, ScrollMode mode) {
        return now(() -> {
            Position from = position;
            int size = from.rows().size();
            long target = mode == ScrollMode.ABSOLUTE ? offset : (long) from.row() + offset;
            if (target < 0 || target >= size) {
                throw new IndexOutOfBoundsException("row " + target + " is outside the result of " + size + " rows");
            }
            position = from.atRow((int) target);
            return null;
        });
    }

    private static <T extends @Nullable Object> CompletableFuture<T> now(Supplier<T> action) {
        try {
            return CompletableFuture.completedFuture(action.get());
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    // --- reading ---------------------------------------------------------------------------------------------------

    @Override
    public @Nullable List<Column> description() {
        return position.result() instanceof Rows rows ? rows.columns() : null;
    }

    @Override
    public long rowCount() {
        return position.rowCount();
    }

    @Override
    public @Nullable Integer rowNumber() {
        Position at = position;
        return at.result() instanceof Rows ? at.row() : null;
    }

    @Override
    public long lastInsertId() {
        return position.result() instanceof ExecuteResult effect ? effect.lastInsertId() : 0;
    }

    @Override
    public CompletableFuture<Void> close() {
        position = Position.CLOSED;
        return CompletableFuture.completedFuture(null);
    }
}

package dev.mysqlasync.internal.client;

import dev.mysqlasync.CallResult;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.value.BufferedRows;
import dev.mysqlasync.internal.value.BufferingCollector;
import dev.mysqlasync.internal.value.CallCollector;
import dev.mysqlasync.internal.value.DerivedCollector;
import dev.mysqlasync.internal.value.MappedRows;
import dev.mysqlasync.internal.value.MappingCollector;
import dev.mysqlasync.internal.value.ResultBudget;
import dev.mysqlasync.internal.value.ResultCollector;
import dev.mysqlasync.internal.value.RowConverter;
import dev.mysqlasync.internal.value.RowCopies;
import dev.mysqlasync.internal.value.ValueContext;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates the collectors for the results of one statement, with a memory limit for each. Used from any thread. */
public final class ResultCollectors {

    private final Supplier<ValueContext> values;
    private final long maxResultBytes;

    ResultCollectors(StatementRunner runner, long maxResultBytes) {
        this.values = runner.values();
        this.maxResultBytes = maxResultBytes;
    }

    private ResultBudget budget() {
        return new ResultBudget(maxResultBytes);
    }

    /** Keeps all results. */
    public ResultCollector<List<Result>> all() {
        return new BufferingCollector(budget(), values);
    }

    /** Keeps all results, and returns the rows of the first one that has rows. */
    ResultCollector<Rows> rows() {
        return new DerivedCollector<>(all(), ResultCollectors::firstRows);
    }

    private static Rows firstRows(List<Result> results) {
        for (Result result : results) {
            if (result instanceof Rows rows) {
                return rows;
            }
        }
        return BufferedRows.NONE;
    }

    /** Keeps the value that a mapper returns for each row. */
    <T extends @Nullable Object> ResultCollector<List<T>> mapped(RowMapper<? extends T> mapper) {
        return new MappingCollector<T>(Objects.requireNonNull(mapper, "mapper"), budget(), values);
    }

    /** As {@link #mapped}, for a mapper that gets the whole row. */
    public <T> ResultCollector<List<T>> mappedWhole(RowMapper<T> mapper) {
        return MappingCollector.ofWholeRows(mapper, budget(), values);
    }

    /** Keeps the results of a CALL. */
    ResultCollector<CallResult> call() {
        return new CallCollector(budget(), values);
    }

    /** Converts rows for a stream's subscriber. */
    RowConverter<Row> streamed() {
        return new RowCopies(values);
    }

    /** Converts each row with a mapper for a stream's subscriber. */
    <T> RowConverter<T> streamed(RowMapper<? extends @Nullable T> mapper) {
        return new MappedRows<T>(Objects.requireNonNull(mapper, "mapper"), values);
    }
}

package dev.mysqlasync.internal.connection;

import dev.mysqlasync.BatchResult;
import dev.mysqlasync.Column;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.Row;
import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.client.StatementClient;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.stream.ScrollStep;
import dev.mysqlasync.internal.stream.StreamedResult;
import dev.mysqlasync.internal.stream.StreamedResult.Readings;
import dev.mysqlasync.internal.stream.StreamedResults;
import dev.mysqlasync.internal.stream.StreamedResults.Outcome;
import dev.mysqlasync.internal.stream.StreamedResults.Step;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cursor over results that are read from the server as they are fetched. */
final class StreamingCursor extends AbstractCursor {

    private final AtomicReference<Position> position = new AtomicReference<>(Position.NOWHERE);

    StreamingCursor(StatementClient client) {
        super(client);
    }

    /**
     * The results of the last statement, or why there are none.
     *
     * @param readings the attributes of a statement that left nothing to fetch; {@code null} if there are results
     * @param whyNone why nothing can be fetched; empty if there are results, or if the statement left none
     * @param loss the loss of the connection, if that is the reason
     */
    private record Position(
            @Nullable StreamedResults results,
            @Nullable Readings readings,
            String whyNone,
            @Nullable MySqlException loss) {
        static final Position NOWHERE = new Position(null, Readings.NONE, "the cursor has executed nothing yet", null);
        static final Position CLOSED = new Position(null, Readings.NONE, "the cursor is closed", null);

        static Position of(StreamedResults results) {
            return new Position(results, null, "", null);
        }

        static Position without(Readings readings) {
            return new Position(null, readings, "", null);
        }

        static Position lost(MySqlException loss) {
            return new Position(null, Readings.NONE, "the connection was lost", loss);
        }

        RuntimeException refusal() {
            return loss != null ? loss : new IllegalStateException(whyNone);
        }

        boolean isClosed() {
            return equals(CLOSED);
        }
    }

    // --- executing -------------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<Cursor> execute(Statement statement) {
        Objects.requireNonNull(statement, "statement");
        StreamedResults results = client().streams().stepByStep(statement);
        if (!moveTo(Position.of(results))) {
            return CompletableFuture.failedFuture(Position.CLOSED.refusal());
        }
        MySqlFuture<Cursor> begun = stepOf(results, now -> now.current() == null ? null : Outcome.of(this));
        begun.whenEnded(results::cancel);
        results.start();
        return begun;
    }

    @Override
    CompletableFuture<Cursor> executeMany(Supplier<CompletableFuture<BatchResult>> batch) {
        if (!moveTo(Position.NOWHERE)) { // drops earlier results: the batch would wait for them
            return CompletableFuture.failedFuture(Position.CLOSED.refusal());
        }
        return batch.get()
                .whenComplete((result, failure) -> {
                    MySqlException loss = Failures.loss(failure);
                    if (loss != null) {
                        moveTo(Position.lost(loss));
                    }
                })
                .thenApply(result -> {
                    ExecuteResult sum = ManyExecutions.sum(result);
                    moveTo(Position.without(new Readings(null, sum.affectedRows(), null, sum.lastInsertId())));
                    return this;
                });
    }

    /**
     * Drops the results of the earlier statement, after the pending fetches. A closed cursor stays closed: then it
     * returns false.
     */
    private boolean moveTo(Position next) {
        Position before = position.getAndUpdate(now -> now.isClosed() ? now : next);
        if (before.isClosed()) {
            return false;
        }
        CompletableFuture<?> unused = drop(before);
        return true;
    }

    private CompletableFuture<@Nullable Void> drop(Position before) {
        return before.results == null
                ? CompletableFuture.completedFuture(null)
                : stepOf(before.results, results -> results.drop() ? Outcome.done() : null);
    }

    // --- fetching --------------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<@Nullable Row> fetchOne() {
        return fetch(1, result -> result.held() == 0 ? null : result.take(), null);
    }

    @Override
    CompletableFuture<List<Row>> fetchUpTo(int size) {
        return fetch(size, result -> result.take(size), List.of());
    }

    /** Takes rows when {@code rows} of them have arrived, or when the result has ended. */
    private <T extends @Nullable Object> CompletableFuture<T> fetch(
            int rows, Function<StreamedResult, T> taking, @Nullable T nothing) {
        return step(nothing, results -> {
            StreamedResult current = results.current();
            boolean enough = current != null && (current.isEnded() || current.held() >= rows);
            return enough ? Outcome.of(taking.apply(current)) : null;
        });
    }

    @Override
    public CompletableFuture<Boolean> nextSet() {
        return step(false, results -> {
            StreamedResult current = results.current();
            if (current != null) {
                current.skip(Integer.MAX_VALUE);
            }
            if (results.hasNext()) {
                results.toNext();
                return Outcome.of(true);
            }
            return results.isComplete() ? Outcome.of(false) : null;
        });
    }

    @Override
    public CompletableFuture<@Nullable Void> scroll(int offset, ScrollMode mode) {
        ScrollStep scrolling = new ScrollStep(offset, mode);
        Position at = position();
        return at.readings != null && at.whyNone.isEmpty()
                ? CompletableFuture.failedFuture(ScrollStep.outside(offset))
                : step(null, scrolling::attempt);
    }

    // --- steps -----------------------------------------------------------------------------------------------------

    /** Runs a step on the current results. If the last statement left none, it returns {@code nothing}. */
    private <T extends @Nullable Object> CompletableFuture<T> step(
            @Nullable T nothing, Function<StreamedResults, @Nullable Outcome<T>> attempt) {
        Position at = position();
        if (at.results != null) {
            return stepOf(at.results, attempt);
        }
        return at.whyNone.isEmpty()
                ? CompletableFuture.completedFuture(nothing)
                : CompletableFuture.failedFuture(at.refusal());
    }

    private <T extends @Nullable Object> MySqlFuture<T> stepOf(
            StreamedResults results, Function<StreamedResults, @Nullable Outcome<T>> attempt) {
        MySqlFuture<T> future = client().newFuture();
        results.take(new Step<>(future, attempt));
        return future;
    }

    private Position position() {
        return Objects.requireNonNull(position.get());
    }

    // --- reading ---------------------------------------------------------------------------------------------------

    private Readings readings() {
        Position at = position();
        return at.results != null ? at.results.readings() : Objects.requireNonNull(at.readings);
    }

    @Override
    public @Nullable List<Column> description() {
        return readings().description();
    }

    @Override
    public long rowCount() {
        return readings().rowCount();
    }

    @Override
    public @Nullable Integer rowNumber() {
        return readings().rowNumber();
    }

    @Override
    public long lastInsertId() {
        return readings().lastInsertId();
    }

    @Override
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = client().newFuture(); // cancelling it does not stop the closing
        CompletableFuture<?> unused =
                drop(position.getAndSet(Position.CLOSED)).whenComplete((done, failure) -> closed.complete(null));
        return closed;
    }
}

package dev.mysqlasync.internal.stream;

import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.stream.StreamedResult.Readings;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The results of one statement as a cursor takes them, step by step. A step is a request of the cursor's user. It
 * completes when enough has arrived for it. No more is read than the steps need, except for one row and the ends of
 * results. All methods except {@link #take} and {@link #readings} run on the connection's I/O thread.
 */
public final class StreamedResults implements ResultTaker {

    /**
     * A request of the cursor's user.
     *
     * @param attempt returns the outcome; {@code null} while more must arrive for it
     */
    public record Step<T extends @Nullable Object>(
            CompletableFuture<T> future, Function<StreamedResults, @Nullable Outcome<T>> attempt) {}

    /** The value or the failure of a step. */
    public record Outcome<T extends @Nullable Object>(
            @Nullable Throwable failure, @Nullable T value) {

        public static <T extends @Nullable Object> Outcome<T> of(T value) {
            return new Outcome<>(null, value);
        }

        public static Outcome<@Nullable Void> done() {
            return new Outcome<>(null, null);
        }

        static <T extends @Nullable Object> Outcome<T> failed(Throwable failure) {
            return new Outcome<>(failure, null);
        }

        @SuppressWarnings("NullAway") // without a failure there is a value, null only if T allows it
        void tell(CompletableFuture<T> future) {
            if (failure == null) {
                MySqlFuture.succeed(future, value);
            } else {
                MySqlFuture.fail(future, failure);
            }
        }
    }

    private final Supplier<ValueContext> context;
    private final long maxBytes;
    private final Executor ioThread;
    private final Executor callbacks;
    private final RowSource source;
    private final Deque<StreamedResult> results = new ArrayDeque<>(); // the current result is first
    private final Deque<Step<?>> steps = new ArrayDeque<>();
    private long resultBytes; // of the results without their rows
    private boolean stalled; // the source waits for demanded()
    private boolean dropped;
    private boolean complete;
    private @Nullable Throwable failure;
    private volatile Readings readings = Readings.NONE;

    /**
     * @param maxBytes the limit for the rows that one step waits for, in bytes. It also limits the results without
     *     their rows, which arrive without a request
     */
    public StreamedResults(
            Function<ResultTaker, RowSource> source,
            Supplier<ValueContext> context,
            long maxBytes,
            Executor ioThread,
            Executor callbacks) {
        this.context = context;
        this.maxBytes = maxBytes;
        this.ioThread = ioThread;
        this.callbacks = callbacks;
        this.source = source.apply(this);
    }

    // --- for the cursor --------------------------------------------------------------------------------------------

    /** Sends the statement. */
    public void start() {
        source.start();
    }

    /** Adds a step after the existing ones. */
    public void take(Step<?> step) {
        ioThread.execute(() -> {
            steps.add(step);
            advance();
            if (stalled && !dropped && !steps.isEmpty()) {
                stalled = false;
                source.demanded();
            }
        });
    }

    /** The figures of the current result. Called on any thread. */
    public Readings readings() {
        return readings;
    }

    // --- for the steps ---------------------------------------------------------------------------------------------

    /** The current result; {@code null} before the first one has arrived, and after all were dropped. */
    @Nullable
    public StreamedResult current() {
        return results.peek();
    }

    /** Whether the next result has arrived. */
    public boolean hasNext() {
        return results.size() > 1;
    }

    public void toNext() {
        resultBytes -= results.remove().bytes();
    }

    /** Whether all results have arrived. */
    public boolean isComplete() {
        return complete && failure == null && !dropped;
    }

    /** Drops the rest, because it is not wanted or too large. Returns whether all of it is dropped. */
    public boolean drop() {
        if (!dropped) {
            dropped = true;
            results.clear();
            source.cancelled();
        }
        return complete;
    }

    /** Prevents a statement that was not sent yet; otherwise its results are dropped. Called on any thread. */
    public void cancel() {
        source.cancelled();
        ioThread.execute(this::drop);
    }

    // --- the source ------------------------------------------------------------------------------------------------

    @Override
    public void columns(RowLayout layout) {
        arrived(StreamedResult.ofRows(layout, context));
    }

    @Override
    public boolean row(RowView row) {
        if (dropped) {
            return true;
        }
        Objects.requireNonNull(results.peekLast(), "rows without columns").add(row);
        advance();
        StreamedResult current = results.peek();
        if (!steps.isEmpty() && current != null && current.heldBytes() > maxBytes) {
            finish(steps.remove(), Outcome.failed(MySqlLimitException.resultTooLarge(maxBytes, false)));
            advance();
        }
        stalled = steps.isEmpty() && !dropped;
        return !stalled;
    }

    @Override
    public void endOfRows(OkPacket end) {
        StreamedResult last = results.peekLast();
        if (last != null && !last.isEnded()) { // otherwise it was dropped
            last.end(end);
            advance();
        }
    }

    @Override
    public void ok(OkPacket ok) {
        arrived(StreamedResult.ofEffect(ok));
    }

    private void arrived(StreamedResult result) {
        if (dropped) {
            return;
        }
        results.add(result);
        resultBytes += result.bytes();
        if (resultBytes > maxBytes) {
            complete = true;
            failure = MySqlLimitException.resultTooLarge(maxBytes, false);
            drop();
        }
        advance();
    }

    @Override
    public void end(@Nullable Throwable failure) {
        ioThread.execute(
                () -> { // a rejection is reported on the submitting thread
                    complete = true;
                    this.failure = this.failure == null ? failure : this.failure;
                    advance();
                });
    }

    // --- the steps -------------------------------------------------------------------------------------------------

    /** Completes the steps for which enough has arrived. */
    private void advance() {
        Step<?> first = steps.peek();
        while (first != null && (first.future().isDone() || isFinished(first))) {
            steps.remove();
            first = steps.peek();
        }
        read();
    }

    private <T extends @Nullable Object> boolean isFinished(Step<T> step) {
        Outcome<T> outcome = step.attempt().apply(this);
        if (outcome == null && complete) {
            outcome = Outcome.failed(
                    failure != null ? failure : new CancellationException("the statement was cancelled"));
        }
        if (outcome == null) {
            return false;
        }
        finish(step, outcome);
        return true;
    }

    @SuppressWarnings("unchecked") // an outcome is either a failure or of the step's own type
    private <T extends @Nullable Object> void finish(Step<T> step, Outcome<?> outcome) {
        read();
        callbacks.execute(() -> ((Outcome<T>) outcome).tell(step.future()));
    }

    private void read() {
        StreamedResult current = results.peek();
        readings = current == null ? Readings.NONE : current.readings();
    }
}

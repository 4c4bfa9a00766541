package dev.mysqlasync.internal.stream;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriber's side of a stream: its demand, its signals and its end. The {@link RowSource} provides the rows.
 *
 * <p>A thread that has something to signal increments {@link #signalsDue}. The thread that increments it from zero
 * delivers all signals that are due until then; the others return. So signals are serial on any thread, and a
 * {@link #request} from within {@code onNext} returns at once.
 *
 * <p>The source may always be one row ahead of the demand. So a subscriber that requests exactly as many rows as there
 * are receives the end without another request.
 */
public final class RowSubscription<T> implements Flow.Subscription {

    /** What may still be signalled. */
    private sealed interface State {}

    /** Rows may arrive. Exits: {@link Ended}, {@link Refused}, {@link Over}. */
    private record Open() implements State {}

    /**
     * The source has ended. The demanded rows of the backlog are delivered, then the end. Exits: {@link Refused},
     * {@link Over}.
     */
    private record Ended(@Nullable Throwable failure) implements State {}

    /** The subscriber violated the rules, and is told at once. Exit: {@link Over}. */
    private record Refused(Throwable failure) implements State {}

    /** Nothing more is signalled: the subscription was cancelled, or the end was signalled. No exit. */
    private record Over() implements State {}

    private static final Logger LOG = LoggerFactory.getLogger(RowSubscription.class);
    private static final State OPEN = new Open();
    private static final State OVER = new Over();

    private final SignalExecutors threads;
    private final RowBacklog<T> backlog = new RowBacklog<>();
    private final AtomicReference<State> state = new AtomicReference<>(OPEN);
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger signalsDue = new AtomicInteger(1); // onSubscribe is the first signal
    private final AtomicBoolean stalled = new AtomicBoolean(); // the source waits for demanded()
    private final Runnable turn = this::turn;
    private volatile Flow.@Nullable Subscriber<? super T> subscriber;
    private volatile @Nullable RowSource source;

    RowSubscription(Flow.Subscriber<? super T> subscriber, SignalExecutors threads) {
        this.subscriber = subscriber;
        this.threads = threads;
    }

    /** Calls {@code onSubscribe}, and starts the source unless the subscriber has cancelled by then. */
    void begin(RowSource source) {
        this.source = source;
        try {
            Objects.requireNonNull(subscriber).onSubscribe(this);
        } catch (Throwable e) {
            broken("onSubscribe", e);
        }
        if (state.get() == OPEN) {
            source.start();
        }
        if (!signalsDue.compareAndSet(1, 0)) {
            threads.signals().execute(turn);
        }
    }

    // --- for the source --------------------------------------------------------------------------------------------

    /**
     * Receives a row, on the I/O thread. Without a callback executor, a demanded row is delivered at once.
     *
     * @param bytes the row's size as it was received
     * @return false if the source must wait for {@link RowSource#demanded} before the next row
     */
    boolean next(T row, int bytes) {
        if (threads.direct() && signalsDue.compareAndSet(0, 1)) {
            if (backlog.isEmpty() && demand.get() > 0) {
                tookDemand();
                signal(row);
            } else {
                backlog.add(row, bytes);
            }
            deliver();
        } else {
            backlog.add(row, bytes);
            signalIsDue();
        }
        return isOver() || !stalls();
    }

    /** Whether nothing more will be signalled, so that rows are dropped. Called on any thread. */
    boolean isOver() {
        return state.get() == OVER;
    }

    /**
     * There are no more rows. Called on any thread.
     *
     * @param failure {@code null} after a success
     */
    void end(@Nullable Throwable failure) {
        if (state.compareAndSet(OPEN, new Ended(failure))) {
            signalIsDue();
        }
    }

    /** Demand or room may appear during the check; the source then continues. */
    private boolean stalls() {
        if (isWanted() && !backlog.isFull()) {
            return false;
        }
        stalled.set(true);
        return !mayGoOn();
    }

    private boolean mayGoOn() {
        return stalled.get() && isWanted() && backlog.isLow() && stalled.compareAndSet(true, false);
    }

    private boolean isWanted() {
        return state.get() == OPEN && backlog.count() <= demand.get();
    }

    // --- for the subscriber ----------------------------------------------------------------------------------------

    @Override
    public void request(long rows) {
        if (rows <= 0) {
            refuse(new IllegalArgumentException(
                    "at least one row must be requested, not " + rows + " (Reactive Streams rule 3.9)"));
        } else if (!isOver()) {
            demand.accumulateAndGet(rows, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
            signalIsDue();
        }
    }

    private void refuse(IllegalArgumentException failure) {
        State before = state.getAndUpdate(now -> now == OPEN || now instanceof Ended ? new Refused(failure) : now);
        if (before == OPEN) {
            source().cancelled();
        }
        signalIsDue();
    }

    @Override
    public void cancel() {
        State before = state.getAndSet(OVER);
        subscriber = null;
        backlog.clear();
        if (before == OPEN) {
            source().cancelled();
        }
    }

    private RowSource source() {
        return Objects.requireNonNull(source);
    }

    // --- delivering ------------------------------------------------------------------------------------------------

    private void signalIsDue() {
        if (signalsDue.getAndIncrement() == 0) {
            threads.signals().execute(turn);
        }
    }

    private void turn() {
        deliver();
        if (mayGoOn()) {
            threads.source().execute(source()::demanded);
        }
    }

    /** Signals all that is due. Only the thread that incremented the counter from zero calls it. */
    private void deliver() {
        int due = signalsDue.get();
        while (due != 0) {
            while (deliverOne()) {}
            due = signalsDue.addAndGet(-due);
        }
    }

    private boolean deliverOne() {
        State now = state.get(); // read before the backlog, which does not grow after the end
        if (now == OVER) {
            backlog.clear();
            return false;
        }
        if (now instanceof Refused refused) {
            signalEnd(now, refused.failure);
            return false;
        }
        if (demand.get() > 0 && !backlog.isEmpty()) {
            tookDemand();
            T row = backlog.poll();
            if (row != null) { // null after a concurrent cancel
                signal(row);
            }
            return true;
        }
        if (now instanceof Ended ended && (ended.failure != null || backlog.isEmpty())) {
            signalEnd(now, ended.failure);
        }
        return false;
    }

    private void tookDemand() {
        demand.updateAndGet(before -> before == Long.MAX_VALUE ? before : before - 1);
    }

    private void signal(T row) {
        Flow.Subscriber<? super T> receiver = subscriber;
        if (receiver != null) {
            try {
                receiver.onNext(row);
            } catch (Throwable e) {
                broken("onNext", e);
            }
        }
    }

    private void signalEnd(State from, @Nullable Throwable failure) {
        Flow.Subscriber<? super T> receiver = subscriber;
        if (receiver == null || !state.compareAndSet(from, OVER)) {
            return; // a concurrent cancel
        }
        subscriber = null;
        backlog.clear();
        try {
            if (failure == null) {
                receiver.onComplete();
            } else {
                receiver.onError(failure);
            }
        } catch (Throwable e) {
            broken(failure == null ? "onComplete" : "onError", e);
        }
    }

    /** A subscriber must not throw (Reactive Streams rule 2.13). If it does, its subscription is cancelled. */
    private void broken(String signal, Throwable thrown) {
        LOG.warn("a subscriber threw an exception from {}; its subscription is cancelled", signal, thrown);
        cancel();
    }
}

package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.internal.cancel.StatementCanceller;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.command.SubmissionQueue;
import dev.mysqlasync.internal.command.TransactionFate;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.internal.wire.Turns;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accepts, times out and cancels the requests of one connection. Thread-safe. */
public final class RequestIntake {

    private final SubmissionQueue submissions;
    private final StatementCanceller canceller;
    private final Turns turns;
    private final TransactionFate fate;
    private final ConnectionLife life;

    RequestIntake(
            SubmissionQueue submissions,
            StatementCanceller canceller,
            Turns turns,
            TransactionFate fate,
            ConnectionLife life) {
        this.submissions = submissions;
        this.canceller = canceller;
        this.turns = turns;
        this.fate = fate;
        this.life = life;
    }

    /** Queues a request. If the connection is closed or the queue is full, the request fails. */
    public void submit(Request<?> request) {
        submit(request, null);
    }

    /**
     * Queues a request with a timeout that starts now.
     *
     * @param timeout {@code null} for no timeout
     */
    public void submit(Request<?> request, @Nullable Duration timeout) {
        limit(request, timeout);
        request.knows(fate.lost());
        ConnectionLoss refusal = life.refusal(true);
        if (refusal != null) {
            request.fail(refusal.unsent());
        } else if (!submissions.offer(request)) {
            request.fail(MySqlLimitException.queueFull(submissions.limit()));
        } else {
            wake();
        }
    }

    /** Queues several requests, which are sent together. Either all are accepted or all fail. */
    public void submit(List<? extends Request<?>> requests) {
        requests.forEach(request -> request.knows(fate.lost()));
        ConnectionLoss refusal = life.refusal(true);
        if (refusal != null) {
            requests.forEach(request -> request.fail(refusal.unsent()));
        } else if (!submissions.offer(requests)) {
            requests.forEach(request -> request.fail(MySqlLimitException.queueFull(submissions.limit())));
        } else {
            wake();
        }
    }

    /**
     * Queues a request that an earlier one of the user requires. Neither a full queue nor a close rejects it.
     *
     * @param timeout {@code null} for no timeout
     */
    public void submitBeyondLimit(Request<?> request, @Nullable Duration timeout) {
        add(request, timeout, life.refusal(false));
    }

    /**
     * Queues a request that belongs to an earlier one. A full queue does not reject it, a close does.
     *
     * @param timeout {@code null} for no timeout
     */
    public void submitFollowing(Request<?> request, @Nullable Duration timeout) {
        add(request, timeout, life.refusal(true));
    }

    private void add(Request<?> request, @Nullable Duration timeout, @Nullable ConnectionLoss refusal) {
        if (refusal != null) {
            request.fail(refusal.unsent());
            return;
        }
        limit(request, timeout);
        request.knows(fate.lost());
        submissions.add(request);
        wake();
    }

    private void wake() {
        if (submissions.claimTurn()) {
            turns.evenWhenLost().execute(submissions::turnBegins);
        }
    }

    /** Starts a request's timeout, before the request is submitted; {@code null} for no timeout. */
    public void limit(Request<?> request, @Nullable Duration timeout) {
        if (timeout != null) {
            request.timer(turns.schedule(timeout, () -> canceller.timedOut(request, timeout)));
        }
    }

    /**
     * The user no longer waits for the request. If it was sent, it is stopped on the server; otherwise it is never
     * sent.
     */
    public void cancelled(Request<?> request) {
        request.markCancelled();
        turns.run(() -> canceller.cancelled(request));
    }

    /**
     * The request must end within {@code cancelGrace} after all earlier ones are answered, even if its user waits for
     * it.
     */
    public void hurry(Request<?> request) {
        turns.run(() -> canceller.hurry(request));
    }
}

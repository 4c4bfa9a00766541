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

/** Where the requests of one connection are submitted, timed and called off, from any thread. */
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

    /** Queues a request. It is refused, through its future, when the connection is closed or the queue is full. */
    public void submit(Request<?> request) {
        submit(request, null);
    }

    /**
     * Queues a request that has so much time from now on.
     *
     * @param timeout {@code null} for as long as it takes
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

    /** Queues several requests, to leave together. They are refused as one is, all or none. */
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
     * Queues a request that a user's earlier one makes necessary: neither the limit nor closing refuse it.
     *
     * @param timeout {@code null} for as long as it takes
     */
    public void submitBeyondLimit(Request<?> request, @Nullable Duration timeout) {
        add(request, timeout, life.refusal(false));
    }

    /**
     * Queues a request that goes with an earlier one, which the limit on the queue does not count.
     *
     * @param timeout {@code null} for as long as it takes
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

    /** Gives a request so much time from now on, before it is submitted; {@code null} for as long as it takes. */
    public void limit(Request<?> request, @Nullable Duration timeout) {
        if (timeout != null) {
            request.timer(turns.schedule(timeout, () -> canceller.timedOut(request, timeout)));
        }
    }

    /** Its user waits for the request no longer: it is not sent, if that can be helped still, else stopped on the server. */
    public void cancelled(Request<?> request) {
        request.markCancelled();
        turns.run(() -> canceller.cancelled(request));
    }

    /** The request has to end within the grace once its turn has come, whoever waits for it. */
    public void hurry(Request<?> request) {
        turns.run(() -> canceller.hurry(request));
    }
}

package dev.mysqlasync.internal.command;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Requests on their way from the threads of callers to the connection's I/O thread. It counts those that wait, here or in
 * the pipeline behind, against the limit, and says which submission has to wake the I/O thread.
 */
public final class SubmissionQueue {

    private final int limit;
    private final Queue<Request<?>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean turnDue = new AtomicBoolean();

    public SubmissionQueue(int limit) {
        this.limit = limit;
    }

    public int limit() {
        return limit;
    }

    /** Takes a request, unless too many wait. From any thread. */
    public boolean offer(Request<?> request) {
        if (waiting.incrementAndGet() > limit) {
            waiting.decrementAndGet();
            return false;
        }
        queue.add(request);
        return true;
    }

    /**
     * Takes several requests, one behind the other, unless all together are too many. From any thread. The queue appends them
     * at once, so that one turn finds them all.
     */
    public boolean offer(List<? extends Request<?>> requests) {
        if (waiting.addAndGet(requests.size()) > limit) {
            waiting.addAndGet(-requests.size());
            return false;
        }
        return queue.addAll(requests);
    }

    /** Takes a request of the driver's own, which no limit refuses. */
    public void add(Request<?> request) {
        waiting.incrementAndGet();
        queue.add(request);
    }

    /** Whether the caller has to ask for a turn: true for one caller until {@link #turnBegins}. From any thread. */
    public boolean claimTurn() {
        return turnDue.compareAndSet(false, true);
    }

    public void turnBegins() {
        turnDue.set(false);
    }

    /** The next request, which goes on waiting in the pipeline. */
    @Nullable
    public Request<?> poll() {
        return queue.poll();
    }

    /** So many requests wait no longer. */
    public void left(int requests) {
        waiting.addAndGet(-requests);
    }
}

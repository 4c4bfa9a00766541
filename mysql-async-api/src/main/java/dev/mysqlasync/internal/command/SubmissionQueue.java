package dev.mysqlasync.internal.command;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Requests on their way from the threads of callers to the connection's I/O thread. Its limit counts the requests that
 * wait, here or in the pipeline. It also decides which submission wakes the I/O thread.
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

    /** Adds a request, unless too many wait. Called from any thread. */
    public boolean offer(Request<?> request) {
        if (waiting.incrementAndGet() > limit) {
            waiting.decrementAndGet();
            return false;
        }
        queue.add(request);
        return true;
    }

    /**
     * Adds several requests in their order, or none if that would be too many. Called from any thread. The queue
     * appends them at once, so that one turn finds them all.
     */
    public boolean offer(List<? extends Request<?>> requests) {
        if (waiting.addAndGet(requests.size()) > limit) {
            waiting.addAndGet(-requests.size());
            return false;
        }
        return queue.addAll(requests);
    }

    /** Adds a request that counts, but that the limit never rejects. */
    public void add(Request<?> request) {
        waiting.incrementAndGet();
        queue.add(request);
    }

    /** Whether the caller must ask for a turn: true for one caller until {@link #turnBegins}. From any thread. */
    public boolean claimTurn() {
        return turnDue.compareAndSet(false, true);
    }

    public void turnBegins() {
        turnDue.set(false);
    }

    /** The next request, which still counts while it waits in the pipeline; {@code null} if there is none. */
    @Nullable
    public Request<?> poll() {
        return queue.poll();
    }

    /** This many requests no longer wait. */
    public void left(int requests) {
        waiting.addAndGet(-requests);
    }
}

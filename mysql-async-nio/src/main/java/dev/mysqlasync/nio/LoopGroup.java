package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Transport;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The event loops of one transport. They start as needed, are used in turn, and are replaced after a failure. A blocked
 * loop is skipped if there is another. Thread-safe.
 */
final class LoopGroup {

    private final Transport owner;
    private final Runnable allEnded;
    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable EventLoop[] loops;
    private int turn;
    private int running;
    private boolean closed;

    /**
     * @param allEnded runs once after {@link #close}, when all loops have ended
     */
    LoopGroup(Transport owner, int size, Runnable allEnded) {
        this.owner = owner;
        this.loops = new @Nullable EventLoop[size];
        this.allEnded = allEnded;
    }

    /** The next loop; {@code null} if the group is closed. */
    @Nullable
    EventLoop next() throws IOException {
        lock.lock();
        try {
            return closed ? null : started(nextPlace());
        } finally {
            lock.unlock();
        }
    }

    /** The next place whose loop is not blocked or not started; the next place if all are blocked. */
    private int nextPlace() {
        int first = Math.floorMod(turn++, loops.length);
        for (int i = 0; i < loops.length; i++) {
            int place = (first + i) % loops.length;
            EventLoop loop = loops[place];
            if (loop == null || !loop.isStalled()) {
                return place;
            }
        }
        return first;
    }

    private EventLoop started(int place) throws IOException {
        EventLoop loop = loops[place];
        if (loop != null) {
            return loop;
        }
        try {
            return start(place);
        } catch (IOException | OutOfMemoryError e) {
            return fallback(e);
        }
    }

    private EventLoop start(int place) throws IOException {
        EventLoop loop = new EventLoop(owner, "mysql-async-nio-" + (place + 1), this::ended);
        loop.start();
        loops[place] = loop;
        running++;
        return loop;
    }

    private EventLoop fallback(Throwable cause) throws IOException {
        for (EventLoop loop : loops) {
            if (loop != null) {
                return loop;
            }
        }
        throw cause instanceof IOException known
                ? known
                : new IOException("no memory is left for an event loop: " + cause.getMessage(), cause);
    }

    /** Ends all loops without waiting for them. Returns whether this was the first call. */
    boolean close() {
        boolean last;
        EventLoop[] ending;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            last = running == 0;
            ending = Stream.of(loops).filter(Objects::nonNull).toArray(EventLoop[]::new);
        } finally {
            lock.unlock();
        }
        for (EventLoop loop : ending) {
            loop.stop();
        }
        if (last) {
            allEnded.run();
        }
        return true;
    }

    private void ended(EventLoop loop) {
        boolean last;
        lock.lock();
        try {
            for (int i = 0; i < loops.length; i++) {
                if (loops[i] == loop) {
                    loops[i] = null;
                }
            }
            running--;
            last = closed && running == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            allEnded.run();
        }
    }
}

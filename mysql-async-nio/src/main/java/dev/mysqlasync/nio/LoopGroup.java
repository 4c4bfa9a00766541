package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Transport;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The event loops of one transport: started as they are needed, handed out in turn, and replaced when one has failed. A loop that
 * something blocks is passed over while there is another. Thread-safe.
 */
final class LoopGroup {

    private final Transport owner;
    private final Runnable allEnded;
    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable EventLoop[] loops;
    private int turn;
    private int running;
    private boolean closed;

    /** @param allEnded runs once, after {@link #close}, when the last of the loops has ended */
    LoopGroup(Transport owner, int size, Runnable allEnded) {
        this.owner = owner;
        this.loops = new @Nullable EventLoop[size];
        this.allEnded = allEnded;
    }

    /** The loop whose turn it is, {@code null} once the group is closed. */
    @Nullable
    EventLoop next() throws IOException {
        lock.lock();
        try {
            return closed ? null : started(choice());
        } finally {
            lock.unlock();
        }
    }

    /** The next place whose loop is not blocked, be it still to be started; where all are blocked, the next. */
    private int choice() {
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
            return anotherInsteadOf(e);
        }
    }

    private EventLoop start(int place) throws IOException {
        EventLoop loop = new EventLoop(owner, "mysql-async-nio-" + (place + 1), this::ended);
        loop.start();
        loops[place] = loop;
        running++;
        return loop;
    }

    private EventLoop anotherInsteadOf(Throwable cause) throws IOException {
        for (EventLoop loop : loops) {
            if (loop != null) {
                return loop;
            }
        }
        throw cause instanceof IOException known
                ? known
                : new IOException("there is no memory for an event loop: " + cause.getMessage(), cause);
    }

    /** Ends all loops, without waiting for them; whether this was the first call. */
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

package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The event loops of one transport: started as they are needed, handed out in turn. Thread-safe. */
final class LoopGroup {

    private final Transport owner;
    private final int size;
    private final Runnable allEnded;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<EventLoop> loops = new ArrayList<>();
    private int turn;
    private int running;
    private boolean closed;

    /** @param allEnded runs once, after {@link #close}, when the last of the loops has ended */
    LoopGroup(Transport owner, int size, Runnable allEnded) {
        this.owner = owner;
        this.size = size;
        this.allEnded = allEnded;
    }

    /** The loop whose turn it is, {@code null} once the group is closed. */
    @Nullable
    EventLoop next() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            return loops.size() < size ? startOne() : loops.get(Math.floorMod(turn++, size));
        } finally {
            lock.unlock();
        }
    }

    /** The loop that was started first, {@code null} once the group is closed. */
    @Nullable
    EventLoop first() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            return loops.isEmpty() ? startOne() : loops.get(0);
        } finally {
            lock.unlock();
        }
    }

    private EventLoop startOne() throws IOException {
        EventLoop loop = new EventLoop(owner, "mysql-async-nio-" + (loops.size() + 1), this::ended);
        loop.start();
        loops.add(loop);
        running++;
        return loop;
    }

    /** Ends all loops, without waiting for them; whether this was the first call. */
    boolean close() {
        boolean last;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            last = running == 0;
        } finally {
            lock.unlock();
        }
        loops.forEach(EventLoop::stop);
        if (last) {
            allEnded.run();
        }
        return true;
    }

    private void ended() {
        boolean last;
        lock.lock();
        try {
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

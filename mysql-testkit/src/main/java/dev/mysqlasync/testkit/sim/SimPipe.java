package dev.mysqlasync.testkit.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection. The first bytes, up to the capacity, are in transit to the reader; the rest waits at
 * the writer. The lock guards the bytes, which any thread may write. Delivery is an event of the loop.
 */
final class SimPipe {

    private static final int MAX_PIECE = 64 * 1024;
    private static final byte[] OVERWRITING = new byte[MAX_PIECE];

    static {
        Arrays.fill(OVERWRITING, (byte) 0xDD);
    }

    private enum State {
        /** Accepts bytes. Exits: ENDED, DISCARDING. */
        OPEN,
        /** The writer has ended it. The bytes in transit are delivered, then the end. Exit: DISCARDING. */
        ENDED,
        /** The reader has closed; bytes are discarded. No exit. */
        DISCARDING
    }

    private final SimLoop loop;
    private final int capacity;
    private final SimLane lane = new SimLane();
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteQueue bytes = new ByteQueue();
    private final ByteBuffer piece;
    private State state = State.OPEN;
    private @Nullable IOException failure;
    private boolean paused;
    private boolean deliveryPosted;
    private Runnable drained = () -> {};
    private Consumer<ByteBuffer> received = unread -> {};
    private Consumer<@Nullable IOException> ended = cause -> {};
    private BooleanSupplier wanted = () -> true;

    SimPipe(SimLoop loop, int capacity) {
        this.loop = loop;
        this.capacity = capacity;
        this.piece = ByteBuffer.allocateDirect(Math.min(capacity, MAX_PIECE));
    }

    void onDrained(Runnable callback) {
        drained = callback;
    }

    /**
     * @param received receives each piece, valid until it returns
     * @param ended called after the last piece
     * @param wanted whether the reader accepts more
     */
    void onBytes(Consumer<ByteBuffer> received, Consumer<@Nullable IOException> ended, BooleanSupplier wanted) {
        this.received = received;
        this.ended = ended;
        this.wanted = wanted;
    }

    /** Takes all bytes. Returns whether there were any. */
    boolean write(ByteBuffer[] buffers) {
        lock.lock();
        try {
            boolean any = false;
            for (ByteBuffer buffer : buffers) {
                any |= buffer.hasRemaining();
                if (state == State.OPEN) {
                    bytes.add(buffer);
                }
            }
            postDelivery();
            return any;
        } finally {
            lock.unlock();
        }
    }

    /** The number of bytes that wait at the writer. */
    long waiting() {
        lock.lock();
        try {
            return Math.max(0, bytes.size() - capacity);
        } finally {
            lock.unlock();
        }
    }

    void pause() {
        lock.lock();
        try {
            paused = true;
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            paused = false;
            postDelivery();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the writer's side. Discards the bytes that wait, and after a failure also those in transit. */
    void end(@Nullable IOException cause) {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.ENDED;
                failure = cause;
                bytes.truncate(cause == null ? capacity : 0);
                postDelivery();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the reader's side. */
    void discard() {
        lock.lock();
        try {
            state = State.DISCARDING;
            bytes.truncate(0);
        } finally {
            lock.unlock();
        }
    }

    private void postDelivery() {
        boolean something = bytes.size() > 0 || state == State.ENDED;
        if (something && !paused && !deliveryPosted) {
            deliveryPosted = true;
            loop.post(lane, this::deliver);
        }
    }

    private void deliver() {
        boolean atEnd;
        boolean emptied;
        lock.lock();
        try {
            deliveryPosted = false;
            if (paused || state == State.DISCARDING || !wanted.getAsBoolean()) {
                return;
            }
            atEnd = bytes.size() == 0;
            emptied = takePiece();
        } finally {
            lock.unlock();
        }
        if (atEnd) {
            ended.accept(failure);
            return;
        }
        handOver();
        if (emptied) {
            drained.run();
        }
        continueDelivery();
    }

    /** Takes the next piece. Returns whether no more bytes wait at the writer because of it. */
    private boolean takePiece() {
        int available = (int) Math.min(bytes.size(), piece.capacity());
        boolean before = bytes.size() > capacity;
        piece.clear();
        if (available > 0) {
            piece.limit(loop.pieceOf(available));
            bytes.take(piece);
        }
        piece.flip();
        return before && bytes.size() <= capacity && state == State.OPEN;
    }

    /** Overwrites the piece after delivery, to expose a reader that keeps it. */
    private void handOver() {
        int end = piece.limit();
        received.accept(piece);
        piece.clear().put(0, OVERWRITING, 0, end);
    }

    private void continueDelivery() {
        lock.lock();
        try {
            postDelivery();
        } finally {
            lock.unlock();
        }
    }
}

package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.PacketQueue;
import dev.mysqlasync.protocol.PayloadWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The ordered queue of packets to send. In one-by-one mode, a command is held until all commands before it have been
 * answered, even if the server never answers the command itself.
 */
final class Outgoing {

    /** An encoded command that waits for earlier answers. */
    private record Held(PacketQueue packets, boolean isAnswered) {}

    private final Deque<PacketQueue> released = new ArrayDeque<>(); // after the first queue
    private final Deque<Held> held = new ArrayDeque<>();
    private PacketQueue first = new PacketQueue();
    private int due; // answers due to commands that have been sent or released
    private boolean oneByOne;

    /** Sets whether commands leave one at a time. */
    void oneByOne(boolean oneByOne) {
        this.oneByOne = oneByOne;
        release();
    }

    /**
     * Adds a packet to the current exchange. If this fails, nothing changes. Returns the sequence id after its last
     * frame.
     */
    int packet(Consumer<PayloadWriter> payload, int sequence, long limit) {
        PacketQueue last = released.isEmpty() ? first : released.getLast();
        return last.add(payload, sequence, limit);
    }

    /** Adds a command. If this fails, nothing changes. Returns the sequence id after its last frame. */
    int command(Consumer<PayloadWriter> payload, boolean isAnswered, long limit) {
        if (held.isEmpty() && released.isEmpty() && maySend()) {
            int next = first.add(payload, 0, limit);
            due += isAnswered ? 1 : 0;
            return next;
        }
        PacketQueue own = new PacketQueue();
        int next = own.add(payload, 0, limit);
        held.add(new Held(own, isAnswered));
        release();
        return next;
    }

    /** Counts the packet just added as one that the server answers. */
    void answerDue() {
        due++;
    }

    /** An answer is complete. */
    void answered() {
        due--;
        release();
    }

    private void release() {
        while (!held.isEmpty() && maySend()) {
            Held next = held.remove();
            released.add(next.packets());
            due += next.isAnswered() ? 1 : 0;
        }
    }

    private boolean maySend() {
        return !oneByOne || due == 0;
    }

    boolean isAnyReady() {
        return !ready().isEmpty();
    }

    /** An estimate of the bytes not yet sent, including those of held commands. */
    long size() {
        return first.size()
                + released.stream().mapToLong(PacketQueue::size).sum()
                + held.stream().mapToLong(command -> command.packets().size()).sum();
    }

    /** The bytes to send next, valid until the next call that adds a packet. */
    ByteBuffer next() {
        return ready().next();
    }

    /** Removes the bytes that {@link #next} returns: they have been sent. */
    void taken() {
        ready().taken();
    }

    private PacketQueue ready() {
        while (first.isEmpty() && !released.isEmpty()) {
            first = released.remove();
        }
        return first;
    }
}

package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.PacketQueue;
import dev.mysqlasync.protocol.PayloadWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The packets that are to be sent, in their order. All of them may leave at once, or one command at a time: then nothing leaves
 * behind a command whose answer is due, be it a command that is not answered itself.
 */
final class Outgoing {

    /** A command that is encoded and waits for the answer to the one before it. */
    private record Held(PacketQueue packets, boolean isAnswered) {}

    private final Deque<PacketQueue> released = new ArrayDeque<>(); // behind the first
    private final Deque<Held> held = new ArrayDeque<>();
    private PacketQueue first = new PacketQueue();
    private int due; // answers to what has left, or may
    private boolean oneByOne;

    /** Whether from now on commands leave one at a time. */
    void oneByOne(boolean oneByOne) {
        this.oneByOne = oneByOne;
        release();
    }

    /**
     * Writes a packet that belongs to what is under way, or when that fails nothing. Returns the sequence id after its last
     * frame.
     */
    int packet(Consumer<PayloadWriter> payload, int sequence, long limit) {
        PacketQueue last = released.isEmpty() ? first : released.getLast();
        return last.add(payload, sequence, limit);
    }

    /** Writes a command, or when that fails nothing. Returns the sequence id after its last frame. */
    int command(Consumer<PayloadWriter> payload, boolean isAnswered, long limit) {
        if (held.isEmpty() && released.isEmpty() && mayLeave()) {
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

    /** What was written is answered like a command. */
    void answerDue() {
        due++;
    }

    /** The answer to a command is complete. */
    void answered() {
        due--;
        release();
    }

    private void release() {
        while (!held.isEmpty() && mayLeave()) {
            Held next = held.remove();
            released.add(next.packets());
            due += next.isAnswered() ? 1 : 0;
        }
    }

    private boolean mayLeave() {
        return !oneByOne || due == 0;
    }

    boolean isAnyReady() {
        return !ready().isEmpty();
    }

    /** About how many bytes have not left, be it that they may not yet. */
    long size() {
        return first.size()
                + released.stream().mapToLong(PacketQueue::size).sum()
                + held.stream().mapToLong(command -> command.packets().size()).sum();
    }

    /** What may leave next, valid until the next call that writes. */
    ByteBuffer next() {
        return ready().next();
    }

    /** What {@link #next} gives has left. */
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

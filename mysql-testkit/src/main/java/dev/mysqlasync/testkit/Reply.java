package dev.mysqlasync.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the fake server answers to a command: one result or several, when, and what goes wrong on the way. Immutable;
 * {@link Replies} makes them. The same reply is sent as text or in binary, with or without EOF packets, as the command
 * and the client's capabilities ask for.
 */
public abstract class Reply {

    Reply() {}

    /** The results in their order, at least one. */
    abstract List<ReplyPart> parts();

    ReplyFault fault() {
        return ReplyFault.NONE;
    }

    /**
     * This reply's results and then those of {@code next}, all in answer to one command.
     *
     * @throws IllegalArgumentException if this reply ends in something that nothing can follow, such as an error
     */
    public final Reply then(Reply next) {
        List<ReplyPart> all = new ArrayList<>(parts());
        ReplyPart last = all.get(all.size() - 1);
        if (last.isEnd()) {
            throw new IllegalArgumentException("nothing can follow " + last);
        }
        all.addAll(next.parts());
        return new ComposedReply(List.copyOf(all), fault().or(next.fault()));
    }

    /** The same reply, begun later: in memory by virtual time, on a socket by real time. */
    public final Reply delay(Duration delay) {
        List<ReplyPart> parts = new ArrayList<>(parts());
        parts.set(0, parts.get(0).delayed(delay));
        return new ComposedReply(List.copyOf(parts), fault());
    }

    /** The connection is closed once {@code bytes} of the reply, headers of packets included, were sent. */
    public final Reply disconnectAfterBytes(long bytes) {
        return with(new ReplyFault(ReplyFault.Kind.CLOSE_AFTER_BYTES, bytes));
    }

    /** The connection is reset once {@code bytes} of the reply were sent; over a unix socket it is closed. */
    public final Reply resetAfterBytes(long bytes) {
        return with(new ReplyFault(ReplyFault.Kind.RESET_AFTER_BYTES, bytes));
    }

    /** The last packet of the reply lacks the second half of its payload; its header tells the shorter length. */
    public final Reply truncateLastPacket() {
        return with(new ReplyFault(ReplyFault.Kind.TRUNCATE_LAST_PACKET, 0));
    }

    /** The reply's sequence ids are all one too high. */
    public final Reply wrongSequenceId() {
        return with(new ReplyFault(ReplyFault.Kind.WRONG_SEQUENCE_ID, 0));
    }

    private Reply with(ReplyFault fault) {
        return new ComposedReply(parts(), fault);
    }

    /** Whether the command comes out as done: it does not begin with an error. */
    final boolean succeeds() {
        ReplyPart first = parts().get(0);
        return first instanceof ReplyPart.Ok || first instanceof ReplyPart.Rows;
    }
}

package dev.mysqlasync.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The fake server's reply to a command: one result or several, with their delays and faults. Immutable; {@link Replies}
 * creates them. The command and the negotiated capabilities decide whether it is sent in the text or the binary
 * protocol, and with or without EOF packets.
 */
public abstract class Reply {

    Reply() {}

    /** The results in order, at least one. */
    abstract List<ReplyPart> parts();

    ReplyFault fault() {
        return ReplyFault.NONE;
    }

    /**
     * This reply's results followed by those of {@code next}, as the answer to one command.
     *
     * @throws IllegalArgumentException if nothing can follow this reply, such as an error
     */
    public final Reply then(Reply next) {
        List<ReplyPart> all = new ArrayList<>(parts());
        ReplyPart last = all.get(all.size() - 1);
        if (last.isEnd()) {
            throw new IllegalArgumentException("no reply can follow " + last);
        }
        all.addAll(next.parts());
        return new ComposedReply(List.copyOf(all), fault().or(next.fault()));
    }

    /** The same reply, sent after a delay: of virtual time in memory, of real time on a socket. */
    public final Reply delay(Duration delay) {
        List<ReplyPart> parts = new ArrayList<>(parts());
        parts.set(0, parts.get(0).delayed(delay));
        return new ComposedReply(List.copyOf(parts), fault());
    }

    /** Closes the connection after {@code bytes} of the reply, packet headers included. */
    public final Reply disconnectAfterBytes(long bytes) {
        return with(new ReplyFault(ReplyFault.Kind.CLOSE_AFTER_BYTES, bytes));
    }

    /** Resets the connection after {@code bytes} of the reply. A unix socket is closed instead. */
    public final Reply resetAfterBytes(long bytes) {
        return with(new ReplyFault(ReplyFault.Kind.RESET_AFTER_BYTES, bytes));
    }

    /** Omits the second half of the last packet's payload. Its header has the shorter length. */
    public final Reply truncateLastPacket() {
        return with(new ReplyFault(ReplyFault.Kind.TRUNCATE_LAST_PACKET, 0));
    }

    /** Makes all sequence ids of the reply one too high. */
    public final Reply wrongSequenceId() {
        return with(new ReplyFault(ReplyFault.Kind.WRONG_SEQUENCE_ID, 0));
    }

    private Reply with(ReplyFault fault) {
        return new ComposedReply(parts(), fault);
    }

    /** Whether the command succeeds: the reply begins with OK or a resultset. */
    final boolean succeeds() {
        ReplyPart first = parts().get(0);
        return first instanceof ReplyPart.Ok || first instanceof ReplyPart.Rows;
    }
}

package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.StatusFlag;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Sends a {@link Reply} part by part. It waits before a delayed part, and pauses within rows while the client accepts
 * no more. The conversation is held until the reply is complete.
 */
final class ReplyRunner {

    private static final Reply INTERRUPTED = Replies.error(1317, "70100", "Query execution was interrupted");

    private final ServerConversation conversation;
    private final ResultPackets packets;
    private Iterator<ReplyPart> remaining = Collections.emptyIterator();
    private ReplyFault fault = ReplyFault.NONE;
    private RowFormat format = RowFormat.TEXT;
    private @Nullable RowsSender rows;
    private boolean running;
    private boolean receivingFile;
    private int run; // identifies the current reply: timers of an interrupted one do nothing

    ReplyRunner(ServerConversation conversation) {
        this.conversation = conversation;
        this.packets = new ResultPackets(conversation.output(), conversation.session());
    }

    ResultPackets packets() {
        return packets;
    }

    /** Sends the reply, with rows in the given format. */
    void run(Reply reply, RowFormat format) {
        conversation.hold();
        running = true;
        run++;
        remaining = reply.parts().iterator();
        fault = reply.fault();
        this.format = format;
        prepareFault();
        advance();
    }

    private void prepareFault() {
        PacketOutput output = conversation.output();
        switch (fault.kind()) {
            case CLOSE_AFTER_BYTES -> output.limit(fault.bytes(), () -> conversation.end(ClosedBy.SERVER));
            case RESET_AFTER_BYTES -> output.limit(fault.bytes(), conversation::reset);
            case WRONG_SEQUENCE_ID -> output.sequence(output.sequence() + 1);
            case NONE, TRUNCATE_LAST_PACKET -> {}
        }
    }

    /** Continues with rows that the client did not accept before. */
    void resume() {
        if (rows != null) {
            advance();
        }
    }

    /** Ends an incomplete reply with error 1317, as KILL QUERY does. */
    void interrupt() {
        if (running) {
            run++;
            rows = null;
            remaining = INTERRUPTED.parts().iterator();
            if (!receivingFile) {
                advance();
            }
        }
    }

    private void advance() {
        while (!conversation.hasEnded()) {
            if (rows != null) {
                if (!rows.send()) {
                    return;
                }
                rows = null;
            } else if (!remaining.hasNext()) {
                finish();
                return;
            } else {
                ReplyPart part = remaining.next();
                if (!part.delay().isZero()) {
                    await(part);
                    return;
                }
                if (!begin(part)) {
                    return;
                }
            }
        }
    }

    private void await(ReplyPart part) {
        int scheduledBy = run;
        conversation.output().flush();
        conversation.schedule(part.delay(), () -> {
            if (scheduledBy == run && begin(part)) {
                advance();
            }
        });
    }

    /** Sends the part, or starts to. Returns false if no part can follow now. */
    private boolean begin(ReplyPart part) {
        boolean halved = fault.is(ReplyFault.Kind.TRUNCATE_LAST_PACKET) && !remaining.hasNext();
        int moreResults = remaining.hasNext() ? StatusFlag.SERVER_MORE_RESULTS_EXISTS : 0;
        if (part instanceof ReplyPart.Rows result) {
            rows = new RowsSender(conversation, packets, result, format, moreResults, halved);
            return true;
        }
        if (part instanceof ReplyPart.Ok ok) {
            packets.ok(ok, moreResults, halved);
            return true;
        }
        if (part instanceof ReplyPart.Err err) {
            conversation
                    .output()
                    .send(out -> err.packet().encode(out, conversation.session().capabilities()), halved);
            return true;
        }
        return beginUnusual(part, halved);
    }

    private boolean beginUnusual(ReplyPart part, boolean halved) {
        PacketOutput output = conversation.output();
        if (part instanceof ReplyPart.Raw raw) {
            Iterator<byte[]> chunks = raw.chunks().iterator();
            while (chunks.hasNext()) {
                byte[] chunk = chunks.next();
                if (raw.framed()) {
                    output.send(out -> out.writeBytes(chunk), halved && !chunks.hasNext());
                } else {
                    output.sendUnframed(chunk);
                }
            }
            return true;
        }
        if (part instanceof ReplyPart.CursorOpened opened) {
            packets.cursor(opened.columns(), halved);
            return true;
        }
        if (part instanceof ReplyPart.Fetched fetched) {
            fetched.rows().forEach(row -> output.send(out -> out.writeBytes(row)));
            packets.end(0, fetched.extraStatus(), halved);
            return true;
        }
        return beginWait(part);
    }

    /** Starts a part after which the reply waits or ends. */
    private boolean beginWait(ReplyPart part) {
        if (part instanceof ReplyPart.FileRequest request) {
            receivingFile = true;
            FileReception.begin(conversation, request.fileName(), this::received);
        }
        if (part instanceof ReplyPart.Disconnect disconnect) {
            if (disconnect.reset()) {
                conversation.reset();
            } else {
                conversation.end(ClosedBy.SERVER);
            }
        }
        conversation.output().flush();
        return false;
    }

    private void received(ReceivedFile file) {
        receivingFile = false;
        conversation.hold();
        if (!remaining.hasNext()) {
            long lines = new String(file.content(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .count();
            String info = "Records: " + lines + "  Deleted: 0  Skipped: 0  Warnings: 0";
            remaining = Replies.ok().affected(lines).info(info).parts().iterator();
        }
        advance();
    }

    private void finish() {
        boolean limited = fault.is(ReplyFault.Kind.CLOSE_AFTER_BYTES) || fault.is(ReplyFault.Kind.RESET_AFTER_BYTES);
        if (limited) {
            conversation.output().flush();
            conversation.output().unlimit();
        }
        running = false;
        conversation.release();
    }
}

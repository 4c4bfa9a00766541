package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.RowEncoder;
import dev.mysqlasync.protocol.RowFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends one resultset at the pace of the client. */
final class RowsSender {

    private final ServerConversation conversation;
    private final ResultPackets packets;
    private final ReplyPart.Rows result;
    private final RowFormat format;
    private final int moreResults;
    private final boolean halved;
    private @Nullable Iterator<? extends List<? extends @Nullable Object>> rows;
    private long sent;

    /**
     * @param moreResults SERVER_MORE_RESULTS_EXISTS if other results follow, else 0
     * @param halved whether to truncate the last packet
     */
    RowsSender(
            ServerConversation conversation,
            ResultPackets packets,
            ReplyPart.Rows result,
            RowFormat format,
            int moreResults,
            boolean halved) {
        this.conversation = conversation;
        this.packets = packets;
        this.result = result;
        this.format = format;
        this.moreResults = moreResults;
        this.halved = halved;
    }

    /** Sends more rows. Returns true if all have been sent, false if the client accepts no more now. */
    boolean send() {
        if (rows == null) {
            packets.columns(result.columns(), result.extraStatus() | moreResults);
        }
        try {
            return sendRows();
        } catch (Throwable e) {
            // thrown by the test's code, which generates the rows
            conversation.core().log().unexpected("Generating row " + sent + " of a reply failed: " + e);
            conversation.error(1105, "HY000", "fake server: generating row " + sent + " failed: " + e.getMessage());
            return true;
        }
    }

    private boolean sendRows() {
        Iterator<? extends List<? extends @Nullable Object>> source = rows;
        if (source == null) {
            source = result.rows().get();
            rows = source;
        }
        PacketOutput output = conversation.output();
        while (sent < result.ending().afterRows() && source.hasNext()) {
            if (output.hasEnough() && !output.flush() || conversation.hasEnded()) {
                return false;
            }
            List<? extends @Nullable Object> row = source.next();
            output.send(out -> RowEncoder.encode(out, format, result.columns(), row));
            sent++;
        }
        end();
        return true;
    }

    private void end() {
        switch (result.ending().kind()) {
            case COMPLETE -> packets.end(result.warnings(), result.extraStatus() | moreResults, halved);
            case ERROR -> {
                var error = Objects.requireNonNull(result.ending().error());
                conversation
                        .output()
                        .send(out -> error.encode(out, conversation.session().capabilities()), halved);
            }
            case CLOSE -> conversation.end(ClosedBy.SERVER);
            case RESET -> conversation.reset();
        }
    }
}

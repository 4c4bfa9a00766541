package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.PrepareOk;
import dev.mysqlasync.protocol.ProtocolException;
import java.util.List;

/**
 * Reads the response to COM_STMT_PREPARE.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_prepare.html">COM_STMT_PREPARE</a>
 */
public final class PrepareReader extends ResponseReader {

    private interface Step {
        Reading read(PayloadReader packet, ClientSession session);
    }

    private final PrepareSink sink;
    private Step step = this::head;

    public PrepareReader(PrepareSink sink) {
        this.sink = sink;
    }

    @Override
    Reading read(PayloadReader packet, ClientSession session) {
        return step.read(packet, session);
    }

    private Reading head(PayloadReader packet, ClientSession session) {
        switch (packet.peek()) {
            case 0x00 -> {
                Metadata metadata = new Metadata(PrepareOk.decode(packet, session.capabilities()));
                step = metadata;
                return metadata.completeOrContinue();
            }
            case 0xFF -> {
                sink.error(session.error(packet));
                return Reading.COMPLETE;
            }
            default -> throw OkReader.unexpected(packet.peek());
        }
    }

    /**
     * The definitions of the parameters, then of the columns. Without CLIENT_DEPRECATE_EOF an EOF packet ends each
     * group.
     */
    private final class Metadata implements Step {
        private final PrepareOk head;
        private final int parametersDue;
        private final int columnsDue;
        private final Definitions columns = new Definitions();
        private int parameters; // skipped: servers' definitions of parameters are not reliable
        private boolean endDue;

        Metadata(PrepareOk head) {
            this.head = head;
            this.parametersDue = head.metadataFollows() ? head.parameterCount() : 0;
            this.columnsDue = head.metadataFollows() ? head.columnCount() : 0;
        }

        @Override
        public Reading read(PayloadReader packet, ClientSession session) {
            if (endDue) {
                readEnd(packet, session);
            } else {
                boolean lastOfKind = readDefinition(packet, session) || isLast();
                endDue = lastOfKind && !Capability.has(session.capabilities(), Capability.CLIENT_DEPRECATE_EOF);
            }
            return completeOrContinue();
        }

        /** Reads one definition. Returns whether it was the last of the parameters. */
        private boolean readDefinition(PayloadReader packet, ClientSession session) {
            if (parameters < parametersDue) {
                parameters++;
                return parameters == parametersDue;
            }
            columns.add(packet, session);
            return false;
        }

        private void readEnd(PayloadReader packet, ClientSession session) {
            if (packet.peek() != 0xFE) {
                throw new ProtocolException("the definitions of a prepared statement do not end with an EOF packet");
            }
            session.note(OkReader.endOfData(packet, session));
            endDue = false;
        }

        Reading completeOrContinue() {
            if (endDue || !isLast()) {
                return Reading.CONTINUES;
            }
            sink.prepared(head.statementId(), head.parameterCount(), List.copyOf(columns.columns()));
            return Reading.COMPLETE;
        }

        private boolean isLast() {
            return parameters == parametersDue && columns.count() == columnsDue;
        }
    }
}

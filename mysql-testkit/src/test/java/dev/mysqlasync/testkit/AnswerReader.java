package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.EofPacket;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PacketHeader;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ResultSetHeader;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.StatusFlag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all results of one command, exactly as the capabilities say that they come. */
final class AnswerReader {

    private final RawClient client;
    private final RowFormat format;
    private final boolean deprecateEof;

    AnswerReader(RawClient client, RowFormat format) {
        this.client = client;
        this.format = format;
        this.deprecateEof = Capability.has(client.capabilities(), Capability.CLIENT_DEPRECATE_EOF);
    }

    List<Answer> all() throws IOException {
        List<Answer> answers = new ArrayList<>();
        do {
            answers.add(one());
        } while ((answers.get(answers.size() - 1).status() & StatusFlag.SERVER_MORE_RESULTS_EXISTS) != 0);
        return answers;
    }

    private Answer one() throws IOException {
        PayloadReader packet = client.read();
        return switch (packet.peek()) {
            case PacketHeader.OK ->
                new Answer(List.of(), List.of(), OkPacket.decode(packet, client.capabilities()), null);
            case PacketHeader.ERR -> new Answer(List.of(), List.of(), null, ErrPacket.decode(packet));
            default ->
                rows(definitions(
                        ResultSetHeader.decode(packet, client.capabilities()).columnCount()));
        };
    }

    List<ColumnDefinition41> definitions(int count) throws IOException {
        List<ColumnDefinition41> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(ColumnDefinition41.decode(client.read(), client.capabilities()));
        }
        if (!deprecateEof && count > 0) {
            EofPacket.decode(client.read());
        }
        return columns;
    }

    private Answer rows(List<ColumnDefinition41> columns) throws IOException {
        RowView view = new RowView(format, columns);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (true) {
            PayloadReader packet = client.read();
            if (packet.peek() == PacketHeader.ERR) {
                return new Answer(columns, rows, null, ErrPacket.decode(packet));
            }
            if (packet.peek() == PacketHeader.EOF && packet.remaining() < 0xFF_FFFF) {
                return new Answer(columns, rows, end(packet), null);
            }
            view.wrap(packet.buffer(), packet.position(), packet.end());
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                row.add(view.getObject(i));
            }
            rows.add(row);
        }
    }

    private OkPacket end(PayloadReader packet) {
        if (deprecateEof) {
            return OkPacket.decode(packet, client.capabilities());
        }
        EofPacket eof = EofPacket.decode(packet);
        return new OkPacket(0, 0, eof.statusFlags(), eof.warnings(), "", List.of());
    }
}

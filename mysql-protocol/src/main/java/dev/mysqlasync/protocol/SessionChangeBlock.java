package dev.mysqlasync.protocol;

import dev.mysqlasync.protocol.SessionChange.Gtids;
import dev.mysqlasync.protocol.SessionChange.Other;
import dev.mysqlasync.protocol.SessionChange.Schema;
import dev.mysqlasync.protocol.SessionChange.StateChanged;
import dev.mysqlasync.protocol.SessionChange.SystemVariable;
import dev.mysqlasync.protocol.SessionChange.TransactionCharacteristics;
import dev.mysqlasync.protocol.SessionChange.TransactionState;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes the {@link SessionChange}s of an {@link OkPacket}. Bytes after the known fields of an entry are
 * ignored.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html#sect_protocol_basic_ok_packet_sessinfo">Session
 *     State Information</a>
 */
final class SessionChangeBlock {

    private static final int SYSTEM_VARIABLES = 0;
    private static final int SCHEMA = 1;
    private static final int STATE_CHANGE = 2;
    private static final int GTIDS = 3;
    private static final int TRANSACTION_CHARACTERISTICS = 4;
    private static final int TRANSACTION_STATE = 5;

    /** The memory limit of the changes in one packet. GTID sets can be long; all else is short. */
    private static final int MAX_BYTES = 1 << 20;

    /** The memory that a change takes besides its strings, in bytes. */
    private static final int CHANGE_BYTES = 64;

    /** The only GTID encoding specified. */
    private static final int GTIDS_AS_TEXT = 0;

    private SessionChangeBlock() {}

    /**
     * Reads the entries up to the end of {@code block}. An entry with several variables yields one change for each.
     *
     * @throws ProtocolException if the changes would take more than 1 MiB of memory
     */
    static List<SessionChange> decode(PayloadReader block) {
        int bytes = block.remaining();
        List<SessionChange> changes = new ArrayList<>();
        while (block.hasRemaining()) {
            int type = block.readInt1();
            PayloadReader entry = block.slice(block.readLength());
            if (type == SYSTEM_VARIABLES) {
                decodeSystemVariables(entry, changes, bytes);
            } else {
                add(decodeEntry(type, entry), changes, bytes);
            }
        }
        return changes;
    }

    private static void decodeSystemVariables(PayloadReader entry, List<SessionChange> changes, int bytes) {
        while (entry.hasRemaining()) {
            add(new SystemVariable(entry.readLenencString(), entry.readLenencString()), changes, bytes);
        }
    }

    private static void add(SessionChange change, List<SessionChange> changes, int bytes) {
        changes.add(change);
        if (bytes + (long) changes.size() * CHANGE_BYTES > MAX_BYTES) {
            throw new ProtocolException("the session changes of one OK_Packet take more than " + MAX_BYTES
                    + " bytes of memory: " + changes.size() + " changes in " + bytes + " bytes");
        }
    }

    private static SessionChange decodeEntry(int type, PayloadReader entry) {
        return switch (type) {
            case SCHEMA -> new Schema(entry.readLenencString());
            case STATE_CHANGE -> new StateChanged(entry.readInt1() == '1');
            case GTIDS -> decodeGtids(entry);
            case TRANSACTION_CHARACTERISTICS -> new TransactionCharacteristics(entry.readLenencString());
            case TRANSACTION_STATE -> new TransactionState(entry.readLenencString());
            default -> new Other(type, entry.readRemaining());
        };
    }

    private static SessionChange decodeGtids(PayloadReader entry) {
        if (entry.peek() != GTIDS_AS_TEXT) {
            return new Other(GTIDS, entry.readRemaining());
        }
        entry.skip(1);
        return new Gtids(entry.readLenencString());
    }

    /** Writes the length of the block and the entries. */
    static void encode(PayloadWriter out, List<SessionChange> changes) {
        PayloadWriter block = new PayloadWriter();
        PayloadWriter entry = new PayloadWriter();
        for (SessionChange change : changes) {
            entry.clear();
            int type = encodeEntry(entry, change);
            block.writeInt1(type).writeLenenc(entry.size()).writeBytes(entry.buffer(), 0, entry.size());
        }
        out.writeLenenc(block.size()).writeBytes(block.buffer(), 0, block.size());
    }

    /** Writes the entry's data and returns its type. */
    private static int encodeEntry(PayloadWriter entry, SessionChange change) {
        if (change instanceof SystemVariable variable) {
            entry.writeLenencString(variable.name()).writeLenencString(variable.value());
            return SYSTEM_VARIABLES;
        }
        if (change instanceof Schema schema) {
            entry.writeLenencString(schema.name());
            return SCHEMA;
        }
        if (change instanceof StateChanged state) {
            entry.writeInt1(state.changed() ? '1' : '0');
            return STATE_CHANGE;
        }
        return encodeTransactional(entry, change);
    }

    private static int encodeTransactional(PayloadWriter entry, SessionChange change) {
        if (change instanceof Gtids gtids) {
            entry.writeInt1(GTIDS_AS_TEXT).writeLenencString(gtids.gtids());
            return GTIDS;
        }
        if (change instanceof TransactionCharacteristics characteristics) {
            entry.writeLenencString(characteristics.statements());
            return TRANSACTION_CHARACTERISTICS;
        }
        if (change instanceof TransactionState state) {
            entry.writeLenencString(state.state());
            return TRANSACTION_STATE;
        }
        Other other = (Other) change;
        entry.writeBytes(other.data());
        return other.type();
    }
}

package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One change of the session's state, told in an {@link OkPacket}. What a server may append to a known kind of entry is
 * passed over.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html#sect_protocol_basic_ok_packet_sessinfo">Session State Information</a>
 */
public sealed interface SessionChange {

    /**
     * A system variable has a new value.
     *
     * @param name the variable's name
     * @param value its value as text; empty also for NULL
     */
    record SystemVariable(String name, String value) implements SessionChange {}

    /**
     * The default schema is another one.
     *
     * @param name the schema's name
     */
    record Schema(String name) implements SessionChange {}

    /**
     * Some state of the session has changed, or has not, as {@code session_track_state_change} reports it.
     *
     * @param changed whether it has
     */
    record StateChanged(boolean changed) implements SessionChange {}

    /**
     * Global transaction ids were used.
     *
     * @param gtids the set of them as text
     */
    record Gtids(String gtids) implements SessionChange {}

    /**
     * The transaction's characteristics.
     *
     * @param statements the SQL that starts an equal transaction; empty when none is open
     */
    record TransactionCharacteristics(String statements) implements SessionChange {}

    /**
     * The transaction's state.
     *
     * @param state eight characters, such as {@code T_R_____}; the manual tells each place's meaning
     */
    record TransactionState(String state) implements SessionChange {}

    /**
     * A change of a kind not known here.
     *
     * @param type the kind's number, 0 to 255
     * @param data the entry's bytes
     */
    record Other(int type, byte[] data) implements SessionChange {

        @Override
        public boolean equals(Object other) {
            return other instanceof Other that && type == that.type && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return 31 * type + Arrays.hashCode(data);
        }

        @Override
        public String toString() {
            return "Other[type=" + type + ", data=" + data.length + " bytes]";
        }
    }

    /** Reads entries up to the end of {@code block}; an entry of several variables makes one change of each. */
    static List<SessionChange> decodeAll(PayloadReader block) {
        List<SessionChange> changes = new ArrayList<>();
        while (block.hasRemaining()) {
            int type = block.readInt1();
            PayloadReader entry = block.slice(block.readLength());
            if (type == SessionChangeType.SYSTEM_VARIABLES) {
                decodeSystemVariables(entry, changes);
            } else {
                changes.add(decode(type, entry));
            }
        }
        return changes;
    }

    private static void decodeSystemVariables(PayloadReader entry, List<SessionChange> changes) {
        while (entry.hasRemaining()) {
            changes.add(new SystemVariable(entry.readLenencString(), entry.readLenencString()));
        }
    }

    private static SessionChange decode(int type, PayloadReader entry) {
        return switch (type) {
            case SessionChangeType.SCHEMA -> new Schema(entry.readLenencString());
            case SessionChangeType.STATE_CHANGE -> new StateChanged(entry.readInt1() == '1');
            case SessionChangeType.GTIDS -> decodeGtids(entry);
            case SessionChangeType.TRANSACTION_CHARACTERISTICS ->
                new TransactionCharacteristics(entry.readLenencString());
            case SessionChangeType.TRANSACTION_STATE -> new TransactionState(entry.readLenencString());
            default -> new Other(type, entry.readRemaining());
        };
    }

    private static SessionChange decodeGtids(PayloadReader entry) {
        if (entry.peek() != SessionChangeType.GTIDS_AS_TEXT) {
            return new Other(SessionChangeType.GTIDS, entry.readRemaining());
        }
        entry.skip(1);
        return new Gtids(entry.readLenencString());
    }

    /** Writes the block of {@code changes}, its length before it. */
    static void encodeAll(PayloadWriter out, List<SessionChange> changes) {
        PayloadWriter block = new PayloadWriter();
        PayloadWriter entry = new PayloadWriter();
        for (SessionChange change : changes) {
            entry.clear();
            int type = encode(entry, change);
            block.writeInt1(type).writeLenenc(entry.size()).writeBytes(entry.buffer(), 0, entry.size());
        }
        out.writeLenenc(block.size()).writeBytes(block.buffer(), 0, block.size());
    }

    /** Writes the entry's data and returns its type. */
    private static int encode(PayloadWriter entry, SessionChange change) {
        if (change instanceof SystemVariable variable) {
            entry.writeLenencString(variable.name()).writeLenencString(variable.value());
            return SessionChangeType.SYSTEM_VARIABLES;
        }
        if (change instanceof Schema schema) {
            entry.writeLenencString(schema.name());
            return SessionChangeType.SCHEMA;
        }
        if (change instanceof StateChanged state) {
            entry.writeBytes((state.changed() ? "1" : "0").getBytes(StandardCharsets.US_ASCII));
            return SessionChangeType.STATE_CHANGE;
        }
        return encodeTransactional(entry, change);
    }

    private static int encodeTransactional(PayloadWriter entry, SessionChange change) {
        if (change instanceof Gtids gtids) {
            entry.writeInt1(SessionChangeType.GTIDS_AS_TEXT).writeLenencString(gtids.gtids());
            return SessionChangeType.GTIDS;
        }
        if (change instanceof TransactionCharacteristics characteristics) {
            entry.writeLenencString(characteristics.statements());
            return SessionChangeType.TRANSACTION_CHARACTERISTICS;
        }
        if (change instanceof TransactionState state) {
            entry.writeLenencString(state.state());
            return SessionChangeType.TRANSACTION_STATE;
        }
        Other other = (Other) change;
        entry.writeBytes(other.data());
        return other.type();
    }
}

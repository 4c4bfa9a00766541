package dev.mysqlasync.protocol;

import java.util.Arrays;

/**
 * One change of the session's state, told in an {@link OkPacket}.
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
}

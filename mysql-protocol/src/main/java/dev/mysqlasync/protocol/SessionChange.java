package dev.mysqlasync.protocol;

import java.util.Arrays;

/**
 * One change of the session state that an {@link OkPacket} reports.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html#sect_protocol_basic_ok_packet_sessinfo">Session
 *     State Information</a>
 */
public sealed interface SessionChange {

    /**
     * A system variable has a new value.
     *
     * @param name the variable's name
     * @param value the value as text; empty for NULL too
     */
    record SystemVariable(String name, String value) implements SessionChange {}

    /**
     * The default schema has changed.
     *
     * @param name the schema's name
     */
    record Schema(String name) implements SessionChange {}

    /**
     * {@code session_track_state_change} reports whether the session state has changed.
     *
     * @param changed whether it has changed
     */
    record StateChanged(boolean changed) implements SessionChange {}

    /**
     * The server reports GTIDs.
     *
     * @param gtids the GTID set as text
     */
    record Gtids(String gtids) implements SessionChange {}

    /**
     * The transaction's characteristics.
     *
     * @param statements the SQL that starts a transaction with the same characteristics; empty if no transaction is
     *     open
     */
    record TransactionCharacteristics(String statements) implements SessionChange {}

    /**
     * The transaction's state.
     *
     * @param state eight characters, such as {@code T_R_____}; see {@code session_track_transaction_info} in the manual
     */
    record TransactionState(String state) implements SessionChange {}

    /**
     * A change of unknown type.
     *
     * @param type the type, 0 to 255
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

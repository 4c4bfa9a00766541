package dev.mysqlasync;

/**
 * What has happened in the open transaction, as the server tells it in eight characters.
 *
 * @param text the eight characters, such as {@code T_R_____}; {@code _} stands for what is not the case
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/server-system-variables.html#sysvar_session_track_transaction_info">session_track_transaction_info</a>
 */
public record TransactionState(String text) {

    /** Whether a transaction is open, begun by a statement of its own or by autocommit being off. */
    public boolean isOpen() {
        return isExplicit() || has(0, 'I');
    }

    /** Whether a transaction is open that was begun with {@code START TRANSACTION} or {@code BEGIN}. */
    public boolean isExplicit() {
        return has(0, 'T');
    }

    /** Whether tables were read that take part in transactions. */
    public boolean hasRead() {
        return has(2, 'R');
    }

    /** Whether tables were read that take no part in transactions. */
    public boolean hasReadOthers() {
        return has(1, 'r');
    }

    /** Whether tables were written that take part in transactions. */
    public boolean hasWritten() {
        return has(4, 'W');
    }

    /** Whether tables were written that take no part in transactions: that cannot be rolled back. */
    public boolean hasWrittenOthers() {
        return has(3, 'w');
    }

    /** Whether a statement was run that is unsafe for replication as text, such as one with {@code UUID()}. */
    public boolean hasRunUnsafe() {
        return has(5, 's');
    }

    /** Whether rows were sent to the client. */
    public boolean hasSentRows() {
        return has(6, 'S');
    }

    /** Whether tables are locked with {@code LOCK TABLES}. */
    public boolean hasLockedTables() {
        return has(7, 'L');
    }

    private boolean has(int place, char letter) {
        return text.length() > place && text.charAt(place) == letter;
    }
}

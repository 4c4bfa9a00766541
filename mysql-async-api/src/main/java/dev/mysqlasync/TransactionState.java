package dev.mysqlasync;

/**
 * The state of the transaction, as the server reports it in eight characters.
 *
 * @param text the eight characters, such as {@code T_R_____}; {@code _} means "not the case"
 * @see <a
 *     href="https://dev.mysql.com/doc/refman/9.7/en/server-system-variables.html#sysvar_session_track_transaction_info">MySQL
 *     Reference Manual, session_track_transaction_info</a>
 */
public record TransactionState(String text) {

    /** Whether a transaction is open, explicitly or because autocommit is off. */
    public boolean isOpen() {
        return isExplicit() || has(0, 'I');
    }

    /** Whether {@code START TRANSACTION} or {@code BEGIN} opened the transaction. */
    public boolean isExplicit() {
        return has(0, 'T');
    }

    /** Whether the transaction read transactional tables. */
    public boolean hasRead() {
        return has(2, 'R');
    }

    /** Whether the transaction read nontransactional tables. */
    public boolean hasReadOthers() {
        return has(1, 'r');
    }

    /** Whether the transaction wrote transactional tables. */
    public boolean hasWritten() {
        return has(4, 'W');
    }

    /** Whether the transaction wrote nontransactional tables, whose changes cannot be rolled back. */
    public boolean hasWrittenOthers() {
        return has(3, 'w');
    }

    /**
     * Whether the transaction executed a statement that is unsafe for statement-based replication, such as one with
     * {@code UUID()}.
     */
    public boolean hasRunUnsafe() {
        return has(5, 's');
    }

    /** Whether the server sent a result set to the client. */
    public boolean hasSentRows() {
        return has(6, 'S');
    }

    /** Whether {@code LOCK TABLES} holds table locks. */
    public boolean hasLockedTables() {
        return has(7, 'L');
    }

    private boolean has(int place, char letter) {
        return text.length() > place && text.charAt(place) == letter;
    }
}

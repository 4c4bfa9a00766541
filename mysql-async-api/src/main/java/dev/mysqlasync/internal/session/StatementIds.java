package dev.mysqlasync.internal.session;

import java.util.HashSet;
import java.util.Set;

/**
 * The IDs of the session's prepared statements, and a guess at the next one. Used only on the connection's I/O thread.
 *
 * <p>An EXECUTE may be sent together with its PREPARE, with a guessed ID. This only relies on the protocol: an ID names
 * the statement that a PREPARE of this session was answered with, or nothing. A guess is never an ID that may still be
 * in use. So the execution runs the statement of that PREPARE, or is rejected as unknown. This holds whatever happens
 * to the PREPARE, and however the server chooses IDs.
 *
 * <p>MariaDB's ID -1 ("the last prepared") does not give this certainty. If a PREPARE is rejected before the server
 * reads it, the previous statement stays the last one. This happens under max_prepared_stmt_count, or when Galera has
 * aborted the transaction.
 */
public final class StatementIds {

    /** No ID can be guessed. */
    public static final int NONE = 0;

    private final Set<Integer> inUse = new HashSet<>();
    private int last = NONE;

    /** The server has prepared a statement. */
    public void prepared(int id) {
        last = id;
        inUse.add(id);
    }

    /** The server may have used up an ID for a statement that it rejected. */
    public void refused() {
        last = guess();
    }

    /** COM_STMT_CLOSE was sent for this ID, or the server never had it. */
    public void closed(int id) {
        inUse.remove(id);
    }

    /** The server has dropped all statements; it may continue to count IDs. */
    void clear() {
        inUse.clear();
    }

    /**
     * The ID that the server will probably assign next. {@link #NONE} before the first one, which can be any number,
     * and if the ID may be in use.
     */
    public int guess() {
        int next = last == NONE ? NONE : last + 1;
        return next < 0 || inUse.contains(next) ? NONE : next;
    }
}

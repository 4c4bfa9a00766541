package dev.mysqlasync.internal.session;

import java.util.HashSet;
import java.util.Set;

/**
 * The ids of the statements that are prepared on a session, and a guess at the next one. Used on the connection's I/O thread only.
 *
 * <p>An EXECUTE may leave behind its PREPARE, before that is answered, with the guessed id. What this counts on is the protocol
 * alone: an id names the statement that a PREPARE of this session was answered with, or nothing. A guess is never an id that may still
 * be in use, so the execution runs the statement of that PREPARE or is refused as unknown, whatever else became of the PREPARE
 * and however the server chooses its ids. (MariaDB's id -1 for "the last prepared" gives no such certainty: a PREPARE
 * that is refused before the server looks at it, as under max_prepared_stmt_count or when Galera has aborted the transaction, leaves the
 * statement before it the last one.)
 */
public final class StatementIds {

    /** Stands for: an id cannot be guessed. */
    public static final int NONE = 0;

    private final Set<Integer> inUse = new HashSet<>();
    private int last = NONE;

    /** The server has prepared a statement. */
    public void prepared(int id) {
        last = id;
        inUse.add(id);
    }

    /** It has used up an id, maybe, for a statement that it refused then. */
    public void refused() {
        last = guess();
    }

    /** A command to drop it has been sent, or the server never had it. */
    public void closed(int id) {
        inUse.remove(id);
    }

    /** The server has dropped them all; it may go on counting. */
    void clear() {
        inUse.clear();
    }

    /**
     * The id that the server is likely to give next; {@link #NONE} before it has given any, as the first may be any number, or if that
     * one may be in use.
     */
    public int guess() {
        int next = last == NONE ? NONE : last + 1;
        return next < 0 || inUse.contains(next) ? NONE : next;
    }
}

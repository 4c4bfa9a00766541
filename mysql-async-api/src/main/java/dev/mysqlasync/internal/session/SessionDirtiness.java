package dev.mysqlasync.internal.session;

import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.protocol.OkPacket;
import org.jspecify.annotations.Nullable;

/**
 * The session state that statements may have left behind since the session began, except its transaction and the
 * driver's prepared statements. Used only on the connection's I/O thread.
 */
public final class SessionDirtiness {

    private enum Depth {
        /** The session is as it began. Exits: all others. */
        NONE,
        /** The state of the last statement: its last insert ID, warnings and error. Exits: all others. */
        OF_LAST,
        /** Any state: variables, tables, locks. Exits: NONE at a session reset; ROLE, XA. */
        UNKNOWN,
        /** In addition roles, which survive a session reset. Exit: XA. */
        ROLE,
        /** In addition a prepared XA transaction, which a session reset may lose. No exit. */
        XA
    }

    private Depth depth = Depth.NONE;
    private int changes;

    /** The session begins, or its last statement left state that has been cleared. */
    public void begin() {
        if (depth.compareTo(Depth.UNKNOWN) <= 0) {
            depth = Depth.NONE;
        }
    }

    /** A statement was sent, or the server reported a change, that may leave any state behind. */
    public void unknown() {
        changes++;
        atLeast(Depth.UNKNOWN);
    }

    /**
     * The number of calls of {@link #unknown()}. Statements that define tables count; those that only read and write
     * rows do not.
     */
    public int changes() {
        return changes;
    }

    /** A statement is about to be sent that may leave any state behind. */
    public void unknown(@Nullable StatementTraits statement) {
        unknown();
        if (statement != null && statement.isXa()) {
            atLeast(Depth.XA);
        } else if (statement != null && statement.mayChangeRole()) {
            atLeast(Depth.ROLE);
        }
    }

    /** An answer arrived; the session now has the state of its statement. */
    public void answered(OkPacket ok) {
        if (ok.lastInsertId() != 0 || ok.warnings() != 0) {
            ofLast();
        }
    }

    /** The session has the state of its last statement, such as an error. */
    public void ofLast() {
        atLeast(Depth.OF_LAST);
    }

    private void atLeast(Depth least) {
        if (depth.compareTo(least) < 0) {
            depth = least;
        }
    }

    /** Whether the session has to start over before somebody else uses it. */
    public boolean isDirty() {
        return depth == Depth.UNKNOWN;
    }

    /** Whether nobody else may use the session. */
    public boolean isNotReusable() {
        return depth.compareTo(Depth.UNKNOWN) > 0;
    }

    /** Whether a session reset might lose a prepared XA transaction. */
    public boolean mayBeXa() {
        return depth == Depth.XA;
    }

    public boolean isClean() {
        return depth == Depth.NONE;
    }
}

package dev.mysqlasync.internal.session;

import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.protocol.OkPacket;
import org.jspecify.annotations.Nullable;

/**
 * What the statements of a session may have left in it since it began, apart from its transaction and from what the driver has
 * prepared. Used on the connection's I/O thread only.
 */
public final class SessionDirtiness {

    private enum Depth {
        /** The session is as it began. Exits: all others. */
        NONE,
        /** The id of the last row, warnings, the last error: what the server tells of its last statement. Exits: all others. */
        OF_LAST,
        /** Anything: variables, tables, locks. Exits: NONE when the session starts over; ROLE, XA. */
        UNKNOWN,
        /** Roles, too, which stay when the session starts over. Exit: XA. */
        ROLE,
        /** A prepared XA transaction, too, which might be lost when the session starts over. No exit. */
        XA
    }

    private Depth depth = Depth.NONE;
    private int changes;

    /** The session begins, or there is nothing left of what it was used for. */
    public void begin() {
        if (depth.compareTo(Depth.UNKNOWN) <= 0) {
            depth = Depth.NONE;
        }
    }

    /** A statement was sent, or the server has told of a change, of which anything may stay. */
    public void unknown() {
        changes++;
        atLeast(Depth.UNKNOWN);
    }

    /** How often that was: statements that define tables are among them, those that only read and write rows are not. */
    public int changes() {
        return changes;
    }

    /** A statement is about to be sent of which anything may stay. */
    public void unknown(@Nullable StatementTraits statement) {
        unknown();
        if (statement != null && statement.isXa()) {
            atLeast(Depth.XA);
        } else if (statement != null && statement.mayChangeRole()) {
            atLeast(Depth.ROLE);
        }
    }

    /** An answer came, after which the session tells what it was about. */
    public void answered(OkPacket ok) {
        if (ok.lastInsertId() != 0 || ok.warnings() != 0) {
            ofLast();
        }
    }

    /** The session tells something of its last statement, such as an error. */
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

    /** Whether starting over might lose a prepared XA transaction. */
    public boolean mayBeXa() {
        return depth == Depth.XA;
    }

    public boolean isClean() {
        return depth == Depth.NONE;
    }
}

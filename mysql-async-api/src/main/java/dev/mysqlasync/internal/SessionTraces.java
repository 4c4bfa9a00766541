package dev.mysqlasync.internal;

import dev.mysqlasync.protocol.OkPacket;

/**
 * What the statements of a session may have left in it since it began, apart from its transaction and from what the driver has
 * prepared. Used on the connection's I/O thread only.
 */
final class SessionTraces {

    private enum Depth {
        /** The session is as it began. Exits: OF_LAST, UNKNOWN. */
        NONE,
        /** The id of the last row, warnings, the last error: what the server tells of its last statement. Exits: NONE, UNKNOWN. */
        OF_LAST,
        /** Anything: variables, tables, locks. Exit: NONE, when the session starts over. */
        UNKNOWN
    }

    private Depth depth = Depth.NONE;

    /** The session begins, or there is nothing left of what it was used for. */
    void begin() {
        depth = Depth.NONE;
    }

    /** A statement was sent, or the server has told of a change, of which anything may stay. */
    void unknown() {
        depth = Depth.UNKNOWN;
    }

    /** An answer came, after which the session tells what it was about. */
    void answered(OkPacket ok) {
        if (ok.lastInsertId() != 0 || ok.warnings() != 0) {
            ofLast();
        }
    }

    /** A statement failed, after which the session tells its error. */
    void erred() {
        ofLast();
    }

    private void ofLast() {
        if (depth == Depth.NONE) {
            depth = Depth.OF_LAST;
        }
    }

    boolean areUnknown() {
        return depth == Depth.UNKNOWN;
    }

    boolean areNone() {
        return depth == Depth.NONE;
    }
}

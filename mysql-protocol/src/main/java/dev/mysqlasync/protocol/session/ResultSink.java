package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;

/**
 * Receives the results of a command, one after another. A result is either one {@link #ok}, or one {@link #columns},
 * any number of rows and one {@link #endOfRows}. If the OK packet of a result
 * {@linkplain OkPacket#hasMoreResults announces more results}, another one follows; otherwise it was the last. An
 * {@link #error} may replace any of these calls, and is the last call.
 */
public interface ResultSink {

    /** A result without rows. */
    void ok(OkPacket ok);

    /** A resultset begins. */
    void columns(RowLayout layout);

    /**
     * A row.
     *
     * @param row the row, valid until this method returns; the same object for every row of a result
     * @return false to pause until {@link ClientSession#resume}; a call from within this method cancels the pause
     */
    boolean row(RowView row);

    /** A resultset has ended. An EOF packet is passed as an OK packet with its warnings and status flags. */
    void endOfRows(OkPacket end);

    /** The command has failed, or its remaining results. This is the last call. */
    void error(ErrPacket error);
}

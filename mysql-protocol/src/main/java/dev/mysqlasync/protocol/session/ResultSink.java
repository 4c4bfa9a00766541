package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;

/**
 * Receives the results of a statement, one after another: each is either an {@link #ok}, or {@link #columns}, any
 * number of rows and {@link #endOfRows}. An OK or end of rows that says {@link OkPacket#hasMoreResults} is followed by
 * another result; without, it was the last. {@link #error} may come in place of any of them and is the last.
 */
public interface ResultSink {

    /** A result without rows. */
    void ok(OkPacket ok);

    /** A result with rows begins. */
    void columns(RowLayout layout);

    /**
     * A row.
     *
     * @param row valid until return; the same object for every row of a result
     * @return false to be given nothing more before {@link ClientSession#resume}; one called since this row was given
     *     counts
     */
    boolean row(RowView row);

    void endOfRows(OkPacket end);

    void error(ErrPacket error);
}

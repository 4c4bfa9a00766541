package dev.mysqlasync.internal.stream;

import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import org.jspecify.annotations.Nullable;

/** Receives the results of one statement in order, at its own pace. Called on the connection's I/O thread. */
public interface ResultTaker {

    /** A result with rows begins. */
    void columns(RowLayout layout);

    /**
     * A row, valid until this method returns.
     *
     * @return false if the next row must wait for {@link RowSource#demanded}
     */
    boolean row(RowView row);

    void endOfRows(OkPacket end);

    /** A result without rows. */
    void ok(OkPacket ok);

    /**
     * No more results follow. Called once, possibly on another thread.
     *
     * @param failure {@code null} after a success
     */
    void end(@Nullable Throwable failure);
}

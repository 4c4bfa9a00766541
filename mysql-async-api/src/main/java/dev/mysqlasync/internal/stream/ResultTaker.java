package dev.mysqlasync.internal.stream;

import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import org.jspecify.annotations.Nullable;

/** Takes the results of one statement, one after another, as fast as it wants to. Called on the connection's I/O thread. */
public interface ResultTaker {

    /** A result with rows begins. */
    void columns(RowLayout layout);

    /**
     * A row, valid until return.
     *
     * @return false when the next one is to wait for {@link RowSource#demanded}
     */
    boolean row(RowView row);

    void endOfRows(OkPacket end);

    /** A result without rows. */
    void ok(OkPacket ok);

    /** Nothing more comes; {@code failure} is {@code null} where that is as it should be. Once, maybe on another thread. */
    void end(@Nullable Throwable failure);
}
